namespace Homeostat;

/// <summary>
/// A protocol that drives a system: a parameter goes from one end to the other in jumps of equal size, between which the system rests. A jump does work,
/// which is the change of the energy at the present state; during a rest, heat flows. The first and the last jump are half as large as the others.
/// </summary>
public sealed record Ramp
{
    /// <summary>Creates a ramp.</summary>
    /// <param name="duration">The duration of the ramp, above 0.</param>
    /// <param name="steps">The number of rests, one or more. With more rests the ramp is smoother.</param>
    /// <exception cref="HomeostatException">The duration is not finite or not above 0, or the number of rests is below 1.</exception>
    public Ramp(double duration, int steps)
    {
        if (!(duration > 0) || !double.IsFinite(duration) || steps < 1)
        {
            throw new HomeostatException($"A ramp of {steps} steps in a time of {Linear.Text(duration)} was asked for; one step or more and a finite time above 0 were expected.");
        }

        (Duration, Steps) = (duration, steps);
    }

    /// <summary>The duration of the ramp.</summary>
    public double Duration { get; }

    /// <summary>The number of rests.</summary>
    public int Steps { get; }

    /// <summary>The duration of a rest.</summary>
    public double Rest => Duration / Steps;

    /// <summary>The values of the parameter, from 0 to 1, at the start, at each rest and at the end.</summary>
    internal double[] Places => [0, .. Enumerable.Range(0, Steps).Select(k => (k + 0.5) / Steps), 1];
}
