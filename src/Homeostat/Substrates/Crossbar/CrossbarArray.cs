using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// A weight matrix on a crossbar: each weight is a pair of cells, whose difference of conductances it is. The matrix in the circuit's memory holds the weights as
/// they were last written to the cells; another holds them as they act when they are read.
/// </summary>
internal sealed class CrossbarArray : IDisposable
{
    private readonly CrossbarOptions _options;
    private readonly ElementType _type;
    private readonly int _index;
    private readonly ulong _seed;
    private readonly Matrix _written;
    private readonly Matrix _clock;
    private readonly double _scale;

    /// <param name="weights">The symbol of the weights.</param>
    /// <param name="held">Their memory.</param>
    /// <param name="index">The number of the array on the device.</param>
    /// <param name="options">The settings.</param>
    /// <param name="seed">The seed of the simulation.</param>
    public CrossbarArray(Symbol weights, Matrix held, int index, CrossbarOptions options, ulong seed)
    {
        (Weights, Held, _type, _index, _options) = (weights, held, held.Type, index, options);
        _seed = CrossbarKey.Seed(seed, options.DeviceSeed);
        _scale = options.WeightRange / options.Device.Range;
        Plus = new CrossbarCells(held.Rows, held.Columns, options, CrossbarKey.Cells(index), 0);
        Minus = new CrossbarCells(held.Rows, held.Columns, options, CrossbarKey.Cells(index), 1);
        _written = new Matrix(held.Rows, held.Columns, ElementType.Float64);
        _clock = new Matrix(1, 3, ElementType.Float64);
    }

    /// <summary>The symbol of the weights.</summary>
    public Symbol Weights { get; }

    /// <summary>The weights as they were last written to the cells.</summary>
    public Matrix Held { get; }

    /// <summary>The positive cells.</summary>
    public CrossbarCells Plus { get; }

    /// <summary>The negative cells.</summary>
    public CrossbarCells Minus { get; }

    /// <summary>The time for which the device was left alone, in seconds.</summary>
    public double Waited
    {
        get => _clock[0, 2];
        set => _clock[0, 2] = value;
    }

    /// <summary>What the cells hold, for snapshots: conductances, the time of writing of each pair, and how often the array was programmed and changed and how long it waited.</summary>
    public IEnumerable<KeyValuePair<string, Matrix>> State =>
    [
        new($"{Weights.Name}.plus", Plus.Conductances),
        new($"{Weights.Name}.minus", Minus.Conductances),
        new($"{Weights.Name}.written", _written),
        new($"{Weights.Name}.clock", _clock),
    ];

    /// <summary>Whether a read at another time differs although nothing was written.</summary>
    public bool Varies => _options.Device.Drift is not null || _options.Device.ReadNoise is not null;

    /// <summary>The moment of what happens to the array at an age in seconds.</summary>
    public ulong Moment(double now) => CrossbarKey.Moment((long)_clock[0, 0], (long)_clock[0, 1], now);

    /// <summary>Counts a change by learning.</summary>
    public void CountChange() => _clock[0, 1]++;

    /// <summary>The symbol of the weights as they act.</summary>
    public Symbol Read => new($"{Weights.Name}:read", Axes.Both);

    /// <summary>The symbol of the weights that learning asks for.</summary>
    public Symbol Wanted => new($"{Weights.Name}:wanted", Axes.Both);

    public void Dispose()
    {
        Plus.Dispose();
        Minus.Dispose();
        _written.Dispose();
        _clock.Dispose();
    }

    /// <summary>Programs the pairs whose weights differ from what their cells hold, because they were set from outside.</summary>
    public void Program(double now)
    {
        var (rows, columns) = (Held.Rows, Held.Columns);
        var noise = new double[2 * columns];
        var count = (ulong)_clock[0, 0];
        var programs = false;
        for (var row = 0; row < rows; row++)
        {
            var drawn = false;
            for (var column = 0; column < columns; column++)
            {
                if (Held[row, column] == Weight(row, column))
                {
                    // A restored state: what follows from the conductances is not part of it.
                    Note(row, column);
                    continue;
                }

                if (!drawn)
                {
                    Philox.FillNormal(noise.AsSpan(0, columns), _seed, CrossbarKey.Programming(_index), 2 * count, (ulong)row * (ulong)columns);
                    Philox.FillNormal(noise.AsSpan(columns), _seed, CrossbarKey.Programming(_index), (2 * count) + 1, (ulong)row * (ulong)columns);
                    (drawn, programs) = (true, true);
                }

                var cell = (row * columns) + column;
                var (plus, minus) = _options.Device.PairOf(Held[row, column], _options.WeightRange);
                Write(row, column, Plus.Programmed(cell, plus, noise[column]), Minus.Programmed(cell, minus, noise[columns + column]), now);
            }
        }

        _clock[0, 0] += programs ? 1 : 0;
    }

    /// <summary>Reads a row: the conductances with their drift and noise.</summary>
    /// <param name="row">The row.</param>
    /// <param name="now">The age of the device, in seconds.</param>
    /// <param name="moment">The moment of the draws.</param>
    /// <param name="scratch">Memory for five rows.</param>
    /// <returns>The positive and the negative conductances, in µS.</returns>
    public (Memory<double> Plus, Memory<double> Minus) ReadRow(int row, double now, ulong moment, Memory<double> scratch)
    {
        var columns = Held.Columns;
        var part = (int k) => scratch.Slice(k * columns, columns);
        var (logTimes, growths, noise, plus, minus) = (part(0), part(1), part(2), part(3), part(4));
        Times(_written.Row<double>(row), now, logTimes.Span, growths.Span);
        Draw(0);
        Plus.Read(row, logTimes.Span, growths.Span, noise.Span, plus.Span);
        Draw(1);
        Minus.Read(row, logTimes.Span, growths.Span, noise.Span, minus.Span);
        return (plus, minus);

        void Draw(uint side)
        {
            if (_options.Device.ReadNoise is not null)
            {
                Philox.FillNormal(noise.Span, _seed, CrossbarKey.Changes(_index, side), moment, (ulong)row * (ulong)columns);
            }
        }
    }

    /// <summary>The factor of a difference of conductances, in µS, that makes it a weight.</summary>
    public double Scale => _scale;

    /// <summary>Changes the pairs of a row towards the weights that learning asks for, by pulses.</summary>
    /// <param name="row">The row.</param>
    /// <param name="wanted">The weights asked for.</param>
    /// <param name="now">The age of the device, in seconds.</param>
    /// <param name="moment">The moment of the draws.</param>
    /// <param name="scratch">Memory for two rows.</param>
    public void Change(int row, Matrix wanted, double now, ulong moment, Span<double> scratch)
    {
        var (device, columns) = (_options.Device, Held.Columns);
        if (device.Pulses is not { } pulses)
        {
            for (var column = 0; column < columns; column++)
            {
                var (plus, minus) = device.PairOf(wanted[row, column], _options.WeightRange);
                var cell = (row * columns) + column;
                Write(row, column, Plus.Programmed(cell, plus, 0), Minus.Programmed(cell, minus, 0), now);
            }

            return;
        }

        var chances = scratch[..columns];
        var cycles = scratch.Slice(columns, columns);
        Philox.FillUniform(chances, _seed, CrossbarKey.Changes(_index, 2), moment, (ulong)row * (ulong)columns);
        Philox.FillNormal(cycles, _seed, CrossbarKey.Changes(_index, 3), moment, (ulong)row * (ulong)columns);
        var step = pulses.Step / pulses.Bound * device.Range;
        for (var column = 0; column < columns; column++)
        {
            // Whole pulses, more or fewer by chance so that the mean is as asked for; the sum of n pulses varies by √n of the deviation of one.
            var change = (wanted[row, column] - Held[row, column]) / _scale;
            var count = Math.Floor((Math.Abs(change) / step) + chances[column]);
            if (count == 0)
            {
                continue;
            }

            var size = Math.Max(0, step * (count + (pulses.CycleSpread * Math.Sqrt(count) * cycles[column])));
            var cell = (row * columns) + column;
            var logTime = LogTime(now - _written[row, column]);
            var (plus, minus) = (Plus.Drifted(cell, Plus.Conductances[row, column], logTime), Minus.Drifted(cell, Minus.Conductances[row, column], logTime));
            (plus, minus) = change > 0 ? Moved(Plus, plus, Minus, minus) : Swapped(Moved(Minus, minus, Plus, plus));
            Write(row, column, plus, minus, now);

            // The cell that pulls the other way is emptied first, so that one of a pair is near its lowest conductance.
            (double, double) Moved(CrossbarCells rises, double high, CrossbarCells falls, double low)
            {
                (low, var left) = falls.Lowered(cell, low, size);
                return (rises.Raised(cell, high, size * left), low);
            }
        }
    }

    private static (double, double) Swapped((double A, double B) pair) => (pair.B, pair.A);

    private void Write(int row, int column, double plus, double minus, double now)
    {
        (Plus.Conductances[row, column], Minus.Conductances[row, column], _written[row, column]) = (plus, minus, now);
        Held[row, column] = Weight(row, column);
        Note(row, column);
    }

    private void Note(int row, int column)
    {
        var cell = (row * Held.Columns) + column;
        Plus.Written(cell, Plus.Conductances[row, column]);
        Minus.Written(cell, Minus.Conductances[row, column]);
    }

    // The weight that the cells of a pair hold, as the circuit's number type has it; no number if they were never programmed.
    private double Weight(int row, int column)
    {
        var (plus, minus) = (Plus.Conductances[row, column], Minus.Conductances[row, column]);
        return plus < 0 ? double.NaN : _type == ElementType.Float32 ? (float)((plus - minus) * _scale) : (plus - minus) * _scale;
    }

    private double LogTime(double age) => _options.Device.Drift is { } drift ? Math.Log((Math.Max(0, age) + drift.Start) / drift.Start) : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Times(ReadOnlySpan<double> written, double now, Span<double> logTimes, Span<double> growths)
    {
        if (!Varies)
        {
            return;
        }

        var (start, read) = (_options.Device.Drift?.Start ?? 0, _options.Device.ReadNoise?.ReadTime ?? 1);
        // Pairs that were all written at the same time share their numbers.
        var distinct = written.ContainsAnyExcept(written[0]) ? written.Length : 1;
        for (var k = 0; k < distinct; k += Lanes8.Count)
        {
            var at = Lanes8.Start(k, written.Length);
            var age = Vector512.Max(Vector512.Create(now) - Lanes8.Load(written, at), Vector512<double>.Zero);
            if (start > 0)
            {
                Lanes8.Store(Vector512.Log((age + Vector512.Create(start)) / start), logTimes, at);
            }

            var growth = Vector512.Log((age + Vector512.Create(start + read)) / (2 * read));
            Lanes8.Store(Vector512.Sqrt(Vector512.Max(growth, Vector512<double>.Zero)), growths, at);
        }

        if (distinct == 1)
        {
            logTimes.Fill(logTimes[0]);
            growths.Fill(growths[0]);
        }
    }
}
