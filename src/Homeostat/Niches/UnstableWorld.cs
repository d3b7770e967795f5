namespace Homeostat;

/// <summary>
/// The environment of Ashby's homeostat (Ashby 1952, Design for a Brain, chapter 8). Its needles move away from 0 when they are left alone, and each
/// needle drives the next. The effectors move the needles in a direction, the polarity, that is reversed from time to time. The polarity cannot be
/// sensed.
/// </summary>
public sealed class UnstableWorld : Niche
{
    private const double TimeStep = 0.1;

    private readonly UnstableWorldOptions _options;
    private string? _event;

    /// <summary>Creates a world with all needles at 0 and all polarities at +1.</summary>
    /// <param name="options">The constants of the world.</param>
    /// <exception cref="HomeostatException">A constant is out of range.</exception>
    public UnstableWorld(UnstableWorldOptions? options = null)
    {
        _options = options ?? new UnstableWorldOptions();
        const string World = "An unstable world";
        RequireOption.That(_options.Needles >= 1, World, "needles", _options.Needles, "one or more");
        RequireOption.NotNegative(
            World, ("growth", _options.Growth), ("swirl", _options.Swirl), ("strength", _options.Strength), ("stop", _options.Stop), ("noise", _options.Noise), ("income", _options.Income));
        RequireOption.That(_options.ReversalInterval >= 1, World, "reversal interval", _options.ReversalInterval, "one step or more");
        RequireOption.Positive(World, ("limit", _options.Limit));
        Needles = [.. Enumerable.Range(1, _options.Needles).Select(n => $"needle{n}")];
        Effectors = [.. Needles.Select(needle => $"coil of {needle}")];
        States = [.. Needles, .. Needles.Select(needle => $"polarity of {needle}")];
        Values = [.. new double[Needles.Count], .. Enumerable.Repeat(1.0, Needles.Count)];
    }

    /// <summary>The names of the needles, which are the sensors and which have to stay near 0.</summary>
    public IReadOnlyList<string> Needles { get; }

    /// <summary>The distance from 0 within which all needles must be for the niche to give energy.</summary>
    public double Limit => _options.Limit;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sensors => Needles;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Effectors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> States { get; }

    /// <inheritdoc/>
    public override double[] Values { get; }

    /// <inheritdoc/>
    public override string? Event => _event;

    /// <inheritdoc/>
    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        _event = null;
        Span<double> needles = Values.AsSpan(0, Needles.Count), polarities = Values.AsSpan(Needles.Count), change = stackalloc double[needles.Length];
        if (now.Uniform(0) * _options.ReversalInterval < 1)
        {
            var reversed = (int)(now.Uniform(1) * needles.Length);
            polarities[reversed] = -polarities[reversed];
            _event = $"the polarity of {Needles[reversed]} is reversed";
        }

        for (var n = 0; n < needles.Length; n++)
        {
            var driven = needles.Length == 1 ? 0 : n == 0 ? -needles[^1] : needles[n - 1];
            change[n] = (_options.Growth * needles[n]) + (_options.Swirl * driven)
                + (_options.Strength * polarities[n] * Math.Clamp(effectors[n], -_options.Stop, _options.Stop));
        }

        var areWithin = true;
        for (var n = 0; n < needles.Length; n++)
        {
            needles[n] += (TimeStep * change[n]) + (Math.Sqrt(TimeStep) * _options.Noise * now.Normal((uint)n));
            areWithin &= Math.Abs(needles[n]) <= _options.Limit;
        }

        return areWithin ? _options.Income : 0;
    }
}
