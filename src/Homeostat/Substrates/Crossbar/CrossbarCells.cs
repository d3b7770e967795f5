using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// One of the two cells of each pair of an array: the conductances, which change, and what each cell was made like, which follows from the device's seed. All
/// arrays are [postsynaptic × presynaptic units], row after row.
/// </summary>
internal sealed class CrossbarCells : IDisposable
{
    /// <summary>The conductance of a cell that was never programmed.</summary>
    public const double Blank = -1;

    private readonly CrossbarDevice _device;
    private readonly double[] _drift;
    private readonly double[] _up;
    private readonly double[] _down;
    private readonly double[] _high;
    private readonly double[]? _stuck;
    private readonly double[] _nu;
    private readonly double[] _q;

    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="options">The settings.</param>
    /// <param name="stream">The stream of the array.</param>
    /// <param name="side">0 for the positive cells, 1 for the negative ones.</param>
    public CrossbarCells(int rows, int columns, CrossbarOptions options, uint stream, int side)
    {
        _device = options.Device;
        var count = checked(rows * columns);
        Conductances = new Matrix(rows, columns, ElementType.Float64);
        Conductances.CopyFrom([.. Enumerable.Repeat(Blank, count)]);
        _drift = Normal(_device.Drift is not null, 0);
        var (pulses, step) = (_device.Pulses, Normal(_device.Pulses is not null, 1));
        var (asymmetry, bound) = (Normal(pulses is not null, 2), Normal(pulses is not null, 3));
        _up = Scaled(+0.5);
        _down = Scaled(-0.5);
        _high = [.. bound.Select(z => _device.LowestConductance + (_device.Range * Math.Max(0, 1 + (pulses!.BoundSpread * z))))];
        _nu = new double[_device.Drift is null ? 0 : count];
        _q = new double[_device.ReadNoise is null ? 0 : count];
        if (options.StuckOff + options.StuckOn > 0)
        {
            var chances = new double[count];
            Philox.FillUniform(chances.AsSpan(), options.DeviceSeed, stream, 8 + (ulong)side);
            _stuck = [.. chances.Select(u => u < options.StuckOff ? _device.LowestConductance : u < options.StuckOff + options.StuckOn ? _device.HighestConductance : double.NaN)];
        }

        double[] Normal(bool isNeeded, ulong kind)
        {
            var values = new double[isNeeded ? count : 0];
            Philox.FillNormal(values.AsSpan(), options.DeviceSeed, stream, (2 * kind) + (ulong)side);
            return values;
        }

        double[] Scaled(double sign) =>
            [.. step.Select((z, k) => Math.Max(0, 1 + (pulses!.StepSpread * z)) * (1 + (sign * pulses.Asymmetry * asymmetry[k])))];
    }

    /// <summary>The conductances as they were last written, in µS; <see cref="Blank"/> where never programmed.</summary>
    public Matrix Conductances { get; }

    public void Dispose() => Conductances.Dispose();

    /// <summary>Programs a cell to a conductance.</summary>
    /// <param name="cell">The index of the cell.</param>
    /// <param name="wanted">The conductance asked for.</param>
    /// <param name="noise">A standard normal number.</param>
    public double Programmed(int cell, double wanted, double noise) => Fixed(cell) is { } stuck
        ? stuck
        : _device.ProgrammingNoise is { } deviation ? Math.Max(0, wanted + (deviation.At(wanted) * noise)) : wanted;

    /// <summary>The conductance of a cell some time after it was written.</summary>
    /// <param name="cell">The index of the cell.</param>
    /// <param name="written">The conductance as it was written.</param>
    /// <param name="logTime">ln((t + t₀)/t₀).</param>
    public double Drifted(int cell, double written, double logTime) => _nu.Length == 0 ? written : written * Math.Exp(-_nu[cell] * logTime);

    /// <summary>Raises a conductance by a change that an average cell would make, up to the bound of the cell.</summary>
    public double Raised(int cell, double present, double change) =>
        Fixed(cell) ?? Math.Min(present + (_up[cell] * change), Math.Max(present, _high[cell]));

    /// <summary>Lowers a conductance, and returns the part of the change that is left once it is at its lowest, as a fraction.</summary>
    public (double Conductance, double Left) Lowered(int cell, double present, double change)
    {
        var (room, amount) = (Math.Max(0, present - _device.LowestConductance), _down[cell] * change);
        return Fixed(cell) is { } stuck ? (stuck, 1)
            : amount <= room ? (present - amount, 0)
            : (Math.Min(present, _device.LowestConductance), 1 - (room / amount));
    }

    /// <summary>Prepares the reading of a cell whose conductance was written: how it drifts and how noisy it is.</summary>
    public void Written(int cell, double conductance)
    {
        var isStuck = Fixed(cell) is not null;
        if (_nu.Length + _q.Length == 0)
        {
            return;
        }

        var log = Math.Log(conductance / _device.HighestConductance);
        if (_device.Drift is { } drift)
        {
            _nu[cell] = isStuck ? 0 : Math.Abs(drift.MeanOfLog(log) + (drift.SpreadOfLog(log) * _drift[cell]));
        }

        if (_device.ReadNoise is { } noise)
        {
            _q[cell] = isStuck ? 0 : noise.QOfLog(log);
        }
    }

    /// <summary>Reads the cells of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="logTimes">ln((t + t₀)/t₀) of each pair; not read where there is no drift.</param>
    /// <param name="growths">The factor of each pair by which its Q becomes the relative deviation; not read where there is no read noise.</param>
    /// <param name="noise">A standard normal number for each cell; not read where there is no read noise.</param>
    /// <param name="read">The conductances that are read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(int row, ReadOnlySpan<double> logTimes, ReadOnlySpan<double> growths, ReadOnlySpan<double> noise, Span<double> read)
    {
        var written = Conductances.Row<double>(row);
        var first = row * written.Length;
        ReadOnlySpan<double> nu = _nu.Length > 0 ? _nu.AsSpan(first, read.Length) : [];
        ReadOnlySpan<double> q = _q.Length > 0 ? _q.AsSpan(first, read.Length) : [];
        if (nu.IsEmpty && q.IsEmpty)
        {
            written.CopyTo(read);
            return;
        }

        for (var k = 0; k < read.Length; k += Lanes8.Count)
        {
            // The last vector of a row overlaps the one before it.
            var at = Lanes8.Start(k, read.Length);
            var g = Lanes8.Load(written, at);
            if (!nu.IsEmpty)
            {
                g *= Vector512.Exp(-Lanes8.Load(nu, at) * Lanes8.Load(logTimes, at));
            }

            if (!q.IsEmpty)
            {
                g = Vector512.Max(Vector512<double>.Zero, g * (Vector512<double>.One + (Lanes8.Load(q, at) * Lanes8.Load(growths, at) * Lanes8.Load(noise, at))));
            }

            Lanes8.Store(g, read, at);
        }
    }

    private double? Fixed(int cell) => _stuck is null || double.IsNaN(_stuck[cell]) ? null : _stuck[cell];
}
