
namespace Homeostat.Tests.Connecting;

/// <summary>Synapses built for a test, as plain lists.</summary>
internal sealed class Built : IDisposable
{
    private static readonly Workers[] Teams = [new(1), new(2), new(3)];

    public Built(SynapseContext context)
    {
        Context = context;
        Rows = SynapseBuilder.Build(context);
    }

    public SynapseContext Context { get; }

    public SynapseRows Rows { get; }

    public SynapseView View => new(Context, Rows, _ => throw new InvalidOperationException(), _ => { });

    /// <summary>Pairs in canonical order.</summary>
    public (int Pre, int Post)[] Pairs => field ??= Listed(View);

    private static (int, int)[] Listed(SynapseView view) => [.. view.Pre.Zip(view.Post)];

    public static SynapseContext Describe(Connectivity connectivity, int pre, int post, string delay = "", int threads = 1, ulong seed = 1) => new()
    {
        Owner = "projection 'p'",
        Connectivity = connectivity,
        Pre = new SynapseEnd("a", pre),
        Post = new SynapseEnd(pre == post ? "a" : "b", post),
        Seed = seed,
        Stream = 7,
        TimeStep = 1e-4,
        Workers = Teams[threads - 1],
        Delay = delay,
    };

    public static Built Of(Connectivity connectivity, int pre, int post, string delay = "", int threads = 1, ulong seed = 1) =>
        new(Describe(connectivity, pre, post, delay, threads, seed));

    /// <summary>Synapses as stored: row by row.</summary>
    public IEnumerable<(int Source, int Target, int Delay)> Stored()
    {
        for (var row = 0L; row < Rows.Rows; row++)
        {
            var targets = Rows.TargetsOf(row).ToArray();
            var delays = Rows.DelaysOf(row).ToArray();
            for (var k = 0; k < targets.Length; k++)
            {
                yield return (
                    (int)(row / Rows.Tiles), ((int)(row % Rows.Tiles) * SynapseRows.TileSize) + targets[k],
                    delays.Length > 0 ? delays[k] : Rows.UniformDelay);
            }
        }
    }

    /// <summary>Values of an expression, as stored.</summary>
    public double[] Values(string expression, ElementType type = ElementType.Float64, string unit = "1")
    {
        using var matrix = new Matrix(1, Math.Max(1, (int)Rows.Count), type);
        var draws = 0;
        SynapseBuilder.Evaluate(Context, Rows, "w", expression, Quantity.Parse(unit == "1" ? "1" : $"1*{unit}").Dimension, matrix, ref draws);
        return matrix.ToArray()[..(int)Rows.Count];
    }

    /// <summary>Values of an expression in canonical order.</summary>
    public double[] Canonical(string expression)
    {
        using var matrix = new Matrix(1, Math.Max(1, (int)Rows.Count), ElementType.Float64);
        var draws = 0;
        SynapseBuilder.Evaluate(Context, Rows, "w", expression, Dimension.None, matrix, ref draws);
        return new SynapseView(Context, Rows, _ => matrix, _ => { }).Get("w");
    }

    public void Dispose() => Rows.Dispose();
}
