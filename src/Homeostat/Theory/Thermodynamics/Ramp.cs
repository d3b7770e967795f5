namespace Homeostat;

/// <summary>
/// A protocol of work: a parameter goes from one end to the other in jumps of the same size, between which the system rests. Work is what
/// a jump adds to the energy of the state it finds; heat is what flows while it rests. The first and the last jump are half as large.
/// </summary>
public sealed record Ramp
{
    /// <summary>A ramp.</summary>
    /// <param name="duration">Time it takes; above 0.</param>
    /// <param name="steps">Number of rests; one or more. The more, the more like a smooth ramp.</param>
    /// <exception cref="HomeostatException">It is no time, or there is no rest.</exception>
    public Ramp(double duration, int steps)
    {
        if (!(duration > 0) || !double.IsFinite(duration) || steps < 1)
        {
            throw new HomeostatException($"A ramp of {steps} steps in a time of {Linear.Text(duration)} was asked for; one step or more and a finite time above 0 were expected.");
        }

        (Duration, Steps) = (duration, steps);
    }

    /// <summary>Time it takes.</summary>
    public double Duration { get; }

    /// <summary>Number of rests.</summary>
    public int Steps { get; }

    /// <summary>Time of a rest.</summary>
    public double Rest => Duration / Steps;

    /// <summary>Where the parameter is, from 0 to 1: at the start, at each rest and at the end.</summary>
    internal double[] Places => [0, .. Enumerable.Range(0, Steps).Select(k => (k + 0.5) / Steps), 1];
}
