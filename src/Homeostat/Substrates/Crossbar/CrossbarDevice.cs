namespace Homeostat;

/// <summary>A make of memory cell: the conductances it can hold and how they are written, age and are read. All conductances are in µS, all times in seconds.</summary>
/// <param name="Name">The name of the make.</param>
/// <param name="Description">A description in one line.</param>
/// <param name="Source">The paper or software that the numbers are from.</param>
public sealed record CrossbarDevice(string Name, string Description, string Source) : ICatalogEntry
{
    /// <summary>The conductance of a cell that holds 0.</summary>
    public double LowestConductance { get; init; }

    /// <summary>The conductance of a cell that holds the largest weight.</summary>
    public double HighestConductance { get; init; } = 25;

    /// <summary>The standard deviation of the conductance that a cell gets when it is programmed, as a polynomial of the conductance asked for; null for exact programming. Below 0 it is clipped.</summary>
    public Cubic? ProgrammingNoise { get; init; }

    /// <summary>The decay of conductances with age; null for none.</summary>
    public ConductanceDrift? Drift { get; init; }

    /// <summary>The noise with which conductances are read; null for none.</summary>
    public ReadNoise? ReadNoise { get; init; }

    /// <summary>The pulses by which learning changes conductances; null for exact changes without limits.</summary>
    public PulsedUpdate? Pulses { get; init; }

    /// <summary>The difference of the highest and the lowest conductance.</summary>
    internal double Range => HighestConductance - LowestConductance;

    /// <summary>The conductances that a pair of cells should have to hold a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="range">The largest absolute weight.</param>
    public (double Plus, double Minus) PairOf(double weight, double range)
    {
        var held = Pulses is null ? weight : Math.Clamp(weight, -range, range);
        return (LowestConductance + (Math.Max(held, 0) * Range / range), LowestConductance + (Math.Max(-held, 0) * Range / range));
    }

    internal void Require()
    {
        RequireOption.NotNegative($"The device '{Name}'", ("lowest conductance", LowestConductance));
        RequireOption.That(
            HighestConductance > LowestConductance && double.IsFinite(HighestConductance), $"The device '{Name}'", "highest conductance", HighestConductance, "a finite one above the lowest");
        if (Drift is { } drift)
        {
            RequireOption.Positive($"The drift of the device '{Name}'", ("start", drift.Start));
            RequireOption.NotNegative($"The drift of the device '{Name}'", ("lowest mean", drift.MeanLow), ("lowest deviation", drift.SpreadLow));
        }

        if (ReadNoise is { } noise)
        {
            RequireOption.Positive($"The read noise of the device '{Name}'", ("read time", noise.ReadTime));
            RequireOption.NotNegative($"The read noise of the device '{Name}'", ("scale", noise.Scale), ("largest value", noise.Largest));
        }

        if (Pulses is { } pulses)
        {
            RequireOption.Positive($"The pulses of the device '{Name}'", ("step", pulses.Step), ("bound", pulses.Bound));
            RequireOption.NotNegative(
                $"The pulses of the device '{Name}'",
                ("spread of steps", pulses.StepSpread), ("spread of cycles", pulses.CycleSpread), ("spread of bounds", pulses.BoundSpread), ("spread of up and down", pulses.Asymmetry));
        }
    }
}

/// <summary>A polynomial of the third degree.</summary>
/// <param name="C0">The constant.</param>
/// <param name="C1">The factor of x.</param>
/// <param name="C2">The factor of x².</param>
/// <param name="C3">The factor of x³.</param>
public sealed record Cubic(double C0, double C1 = 0, double C2 = 0, double C3 = 0)
{
    /// <summary>The value of the polynomial.</summary>
    public double At(double x) => C0 + (x * (C1 + (x * (C2 + (x * C3)))));
}

/// <summary>
/// The drift of a conductance with the time t after it was written: it falls by the factor ((t + t₀)/t₀)^−ν. Each cell has its own ν, the absolute value of a normal
/// number, whose mean and deviation depend on r, the conductance relative to the highest one: clip(slope · ln r + offset, low, high).
/// </summary>
/// <param name="Start">The time t₀, in seconds.</param>
/// <param name="MeanSlope">The slope of the mean.</param>
/// <param name="MeanOffset">The offset of the mean.</param>
/// <param name="MeanLow">The lowest mean.</param>
/// <param name="MeanHigh">The highest mean.</param>
/// <param name="SpreadSlope">The slope of the deviation.</param>
/// <param name="SpreadOffset">The offset of the deviation.</param>
/// <param name="SpreadLow">The lowest deviation.</param>
/// <param name="SpreadHigh">The highest deviation.</param>
public sealed record ConductanceDrift(
    double Start, double MeanSlope, double MeanOffset, double MeanLow, double MeanHigh, double SpreadSlope, double SpreadOffset, double SpreadLow, double SpreadHigh)
{
    /// <summary>The mean of ν.</summary>
    public double Mean(double r) => MeanOfLog(Math.Log(r));

    /// <summary>The deviation of ν.</summary>
    public double Spread(double r) => SpreadOfLog(Math.Log(r));

    internal double MeanOfLog(double log) => Math.Clamp((MeanSlope * log) + MeanOffset, MeanLow, MeanHigh);

    internal double SpreadOfLog(double log) => Math.Clamp((SpreadSlope * log) + SpreadOffset, SpreadLow, SpreadHigh);
}

/// <summary>
/// The noise of a conductance read at the time t after it was written: normal, with the relative deviation Q·√ln((t + t₀ + t_r)/2t_r), where
/// Q = min(scale/max(r^exponent, 0.001), largest) and t₀ is the start of the drift.
/// </summary>
/// <param name="Scale">The scale of Q.</param>
/// <param name="Exponent">The exponent of r, the conductance as it was written relative to the highest one.</param>
/// <param name="Largest">The largest Q.</param>
/// <param name="ReadTime">The time t_r that a read takes, in seconds.</param>
public sealed record ReadNoise(double Scale, double Exponent, double Largest, double ReadTime)
{
    /// <summary>The factor Q.</summary>
    public double Q(double r) => QOfLog(Math.Log(r));

    internal double QOfLog(double log) => Math.Min(Scale / Math.Max(Math.Exp(Exponent * log), 1e-3), Largest);

    /// <summary>The factor by which the time t + t₀ makes Q the relative deviation.</summary>
    public double Growth(double time) => Math.Sqrt(Math.Max(0, Math.Log((time + ReadTime) / (2 * ReadTime))));
}

/// <summary>
/// The pulses by which a change is written. Steps and bounds are in the units of a weight whose mean bound is <see cref="Bound"/>, so that a pulse changes a
/// conductance by the fraction step/bound of the device's range.
/// </summary>
/// <param name="Step">The mean change by a pulse.</param>
/// <param name="Bound">The mean of the largest absolute value.</param>
/// <param name="StepSpread">The deviation of the step between cells, as a fraction of it.</param>
/// <param name="CycleSpread">The deviation of the step between the pulses of a cell, as a fraction of it.</param>
/// <param name="BoundSpread">The deviation of the bound between cells, as a fraction of it.</param>
/// <param name="Asymmetry">The deviation, between cells, of the difference of a step up and a step down, as a fraction of the step.</param>
public sealed record PulsedUpdate(double Step, double Bound, double StepSpread, double CycleSpread, double BoundSpread, double Asymmetry);
