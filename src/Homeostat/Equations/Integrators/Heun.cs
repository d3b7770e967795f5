namespace Homeostat.Equations;

/// <summary>
/// Heun's method, order 2: the mean of the slopes at both ends of an Euler step. With noise it converges to the Stratonovich
/// solution (Kloeden &amp; Platen 1992, section 15.1).
/// </summary>
internal sealed class Heun : Integrator
{
    public override string Name => "heun";

    public override IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle)
    {
        var f = system.Factory;
        obstacle = null;
        // With dW/dt = ξ/√dt over the step, the noise is treated like any other slope.
        var scaled = system.Noise.ToDictionary(n => n, n => f.Multiply(f.Constant(1 / Math.Sqrt(dt)), f.Load(n)));
        var noise = new Substitution(f, scaled);
        var h = f.Constant(dt);
        var first = system.Derivatives.Select(noise.Apply).ToArray();
        var end = first.Select((slope, i) => f.Add(system.Load(i), f.Multiply(h, slope))).ToArray();
        var second = (system with { Derivatives = first }).At(end, dt);
        return [.. first.Select((slope, i) =>
            f.Add(system.Load(i), f.Multiply(f.Constant(dt / 2), f.Add(slope, second[i]))))];
    }
}
