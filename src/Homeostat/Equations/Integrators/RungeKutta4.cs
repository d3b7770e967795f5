namespace Homeostat.Equations;

/// <summary>The classical Runge-Kutta method, order 4 (Kutta 1901).</summary>
internal sealed class RungeKutta4 : Integrator
{
    public override string Name => "rk4";

    public override IReadOnlyList<Node>? Step(DifferentialSystem system, double dt, out string? obstacle)
    {
        if (system.IsStochastic)
        {
            obstacle = "the equations have noise (xi); take 'euler' or 'heun'";
            return null;
        }

        obstacle = null;
        var f = system.Factory;
        var k1 = system.Derivatives;
        var k2 = system.At(Ahead(dt / 2, k1), dt / 2);
        var k3 = system.At(Ahead(dt / 2, k2), dt / 2);
        var k4 = system.At(Ahead(dt, k3), dt);
        return [.. k1.Select((slope, i) =>
        {
            var middle = f.Multiply(f.Constant(2), f.Add(k2[i], k3[i]));
            return f.Add(system.Load(i), f.Multiply(f.Constant(dt / 6), f.Add(f.Add(slope, middle), k4[i])));
        })];

        Node[] Ahead(double h, IReadOnlyList<Node> slopes) =>
            [.. slopes.Select((slope, i) => f.Add(system.Load(i), f.Multiply(f.Constant(h), slope)))];
    }
}
