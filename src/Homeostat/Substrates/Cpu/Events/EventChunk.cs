namespace Homeostat.Substrates;

/// <summary>
/// A number of synapses (or units) an event has reached. Their variables are gathered, the kernel runs on whole vectors of
/// them, and the results are put back: so what is written for one synapse is computed for sixteen at once.
/// </summary>
internal sealed unsafe partial class EventChunk : IDisposable
{
    private const int Capacity = 512;

    private readonly EventProgram _program;
    private readonly Matrix _values;
    private readonly int[] _pre = new int[Capacity];
    private readonly int[] _post = new int[Capacity];
    private readonly int[] _synapse = new int[Capacity];
    private readonly Stretch[] _stretches = new Stretch[Capacity];
    private readonly bool _usesPre;
    private readonly bool _usesPost;
    private readonly int _lane;
    private readonly int _capacity;
    private ElementKernel? _kernel;
    private int _stretchCount;
    private int _count;

    /// <param name="program">What is carried out.</param>
    /// <param name="type">Type of all variables.</param>
    /// <param name="lane">The thread or slice it belongs to.</param>
    /// <param name="hasMultapses">Whether a row may reach a unit more than once: what reads the unit is then done one by one.</param>
    public EventChunk(EventProgram program, ElementType type, int lane, bool hasMultapses = false)
    {
        _capacity = hasMultapses && program.ByRow ? 1 : Capacity;
        (_program, _lane) = (program, lane);
        _values = new Matrix(Math.Max(1, program.Operands.Length), Capacity, type);
        _usesPre = program.Operands.Any(o => o.Kind is OperandKind.Pre or OperandKind.PreIndex
            or OperandKind.Uniform or OperandKind.Normal);
        _usesPost = program.Operands.Any(o => o.Kind is OperandKind.PostIndex or OperandKind.Uniform or OperandKind.Normal);
    }

    /// <summary>Synapses and units treated so far.</summary>
    public long Events { get; set; }

    private bool IsSingle => _values.Type == ElementType.Float32;

    /// <summary>Adds the synapses of a stretch of one row.</summary>
    /// <param name="first">The first synapse.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="rows">The synapses.</param>
    /// <param name="tile">The first target of the tile that targets are counted from.</param>
    /// <param name="source">The presynaptic unit.</param>
    /// <param name="row">The sample.</param>
    /// <param name="step">The step.</param>
    public void Add(long first, long end, SynapseRows rows, int tile, int source, int row, long step)
    {
        while (first < end)
        {
            var n = (int)Math.Min(end - first, _capacity - _count);
            var target = rows.Target + first;
            var isBlock = rows.IsAscending && target[n - 1] - target[0] == n - 1;
            if (!isBlock || _usesPost)
            {
                for (var k = 0; k < n; k++)
                {
                    _post[_count + k] = tile + target[k];
                }
            }

            if (_usesPre)
            {
                _pre.AsSpan(_count, n).Fill(source);
            }

            _stretches[_stretchCount++] = new Stretch(_count, n, (int)first, isBlock ? tile + target[0] : Scattered);
            _count += n;
            first += n;
            if (_count == _capacity)
            {
                Flush(row, step);
            }
        }
    }

    /// <summary>Adds synapses of one postsynaptic unit.</summary>
    /// <param name="synapses">Which.</param>
    /// <param name="sources">Their presynaptic units.</param>
    /// <param name="target">The unit.</param>
    /// <param name="row">The sample.</param>
    /// <param name="step">The step.</param>
    public void Add(ReadOnlySpan<uint> synapses, ReadOnlySpan<int> sources, int target, int row, long step)
    {
        while (!synapses.IsEmpty)
        {
            var n = Math.Min(synapses.Length, _capacity - _count);
            for (var k = 0; k < n; k++)
            {
                _synapse[_count + k] = (int)synapses[k];
            }

            sources[..n].CopyTo(_pre.AsSpan(_count));
            _post.AsSpan(_count, n).Fill(target);
            Lengthen(n);
            synapses = synapses[n..];
            sources = sources[n..];
            if (_count == _capacity)
            {
                Flush(row, step);
            }
        }
    }

    /// <summary>Adds one synapse, or one unit.</summary>
    public void Add(long synapse, int source, int target, int row, long step)
    {
        _synapse[_count] = (int)synapse;
        _pre[_count] = source;
        _post[_count] = target;
        Lengthen(1);
        if (_count == _capacity)
        {
            Flush(row, step);
        }
    }

    /// <summary>Carries the event out for what has been added.</summary>
    public void Flush(int row, long step)
    {
        if (_count == 0)
        {
            return;
        }

        var operands = _program.Operands;
        var count = operands.Length;
        var pointers = stackalloc byte*[count];
        var strides = stackalloc nint[count];
        for (var i = 0; i < count; i++)
        {
            strides[i] = 0;
            pointers[i] = operands[i].Kind == OperandKind.Shared ? PointerOf(operands[i].Source!, row) : _values.At(i);
            if (operands[i].IsRead)
            {
                if (IsSingle)
                {
                    Gather(operands[i], (float*)pointers[i], row, step);
                }
                else
                {
                    Gather(operands[i], (double*)pointers[i], row, step);
                }
            }
        }

        _kernel ??= _program.Kernel.GetAwaiter().GetResult();
        var lanes = Matrix.Alignment / _values.ElementSize;
        _kernel.Run(pointers, strides, 1, (_count + lanes - 1) / lanes * lanes);
        for (var i = 0; i < count; i++)
        {
            if (operands[i].IsWritten && operands[i].Kind != OperandKind.Shared)
            {
                if (IsSingle)
                {
                    Scatter(operands[i], (float*)pointers[i], row);
                }
                else
                {
                    Scatter(operands[i], (double*)pointers[i], row);
                }
            }
        }

        Events += _count;
        _count = _stretchCount = 0;
    }

    public void Dispose() => _values.Dispose();

    // What is added one by one, one stretch as long as nothing else comes in between.
    private void Lengthen(int count)
    {
        if (_stretchCount > 0 && _stretches[_stretchCount - 1] is { Synapse: Scattered, Post: Scattered } last)
        {
            _stretches[_stretchCount - 1] = last with { Count = last.Count + count };
        }
        else
        {
            _stretches[_stretchCount++] = new Stretch(_count, count, Scattered, Scattered);
        }

        _count += count;
    }

    // One value for all units: of the sample, or of the slice that this chunk is of.
    private byte* PointerOf(Matrix shared, int row) => shared.At(shared.Rows == 1 ? 0 : shared.IsPerSlice ? _lane : row);

    // What is one value for all samples has one row.
    private static nint RowOf(Matrix matrix, int row) => matrix.Rows == 1 ? 0 : (nint)row * matrix.Stride;

    private double Draw(BoundOperand operand, int k, int row, long step) => EventDraw.Of(
        _program.Seed, operand.Kind == OperandKind.Normal, operand.Number, row, step, _pre[k], _post[k], _values.Type);
}
