
namespace Homeostat.Tests.Substrates;

/// <summary>Memory for a program's operands, filled from a function of symbol, row and column.</summary>
internal sealed unsafe class Operands : IDisposable
{
    private readonly Matrix[] _matrices;

    public Operands(
        ElementProgram program, ElementType type, int rows, int columns, Func<Symbol, int, int, double>? value = null)
    {
        (Program, Rows, Columns) = (program, rows, columns);
        _matrices = [.. program.Operands.Select(s => new Matrix(
            s.Axes.HasFlag(Axes.Rows) ? rows : 1, s.Axes.HasFlag(Axes.Columns) ? columns : 1, type))];
        for (var i = 0; i < _matrices.Length; i++)
        {
            var m = _matrices[i];
            for (var r = 0; r < m.Rows; r++)
            {
                for (var c = 0; c < m.Columns; c++)
                {
                    m[r, c] = value?.Invoke(program.Operands[i], r, c) ?? 0;
                }
            }
        }
    }

    public ElementProgram Program { get; }

    public int Rows { get; }

    public int Columns { get; }

    public Matrix this[Symbol symbol] => _matrices[Program.Operands.ToList().IndexOf(symbol)];

    public void Run(ElementCode code, int times = 1)
    {
        var pointers = stackalloc byte*[_matrices.Length];
        var strides = stackalloc nint[_matrices.Length];
        for (var i = 0; i < _matrices.Length; i++)
        {
            pointers[i] = _matrices[i].Pointer;
            strides[i] = _matrices[i].Stride * _matrices[i].ElementSize;
        }

        for (var i = 0; i < times; i++)
        {
            code(pointers, strides, Rows, Columns);
        }
    }

    /// <summary>Fails at the first element that differs in a bit; NaN equals NaN whatever its payload.</summary>
    public void AssertSameBits(Operands expected, string what)
    {
        for (var i = 0; i < _matrices.Length; i++)
        {
            for (var r = 0; r < _matrices[i].Rows; r++)
            {
                for (var c = 0; c < _matrices[i].Columns; c++)
                {
                    var (x, y) = (expected._matrices[i][r, c], _matrices[i][r, c]);
                    if (BitConverter.DoubleToInt64Bits(x) != BitConverter.DoubleToInt64Bits(y)
                        && !(double.IsNaN(x) && double.IsNaN(y)))
                    {
                        Assert.Fail($"{what}: {Program.Operands[i]}[{r},{c}] is {y:R}, expected {x:R}.");
                    }
                }
            }
        }
    }

    /// <summary>A number in [0, 1) that looks random and depends on nothing but the three given.</summary>
    public static double Uniform(int a, int b, int c)
    {
        var bits = ((((ulong)(uint)a * 0x9E37_79B9_7F4A_7C15) + (uint)b) * 0xBF58_476D_1CE4_E5B9) + (uint)c;
        bits = (bits ^ (bits >> 31)) * 0x94D0_49BB_1331_11EB;
        return ((bits ^ (bits >> 29)) >> 11) * Math.ScaleB(1, -53);
    }

    public void Dispose() => Array.ForEach(_matrices, m => m.Dispose());
}
