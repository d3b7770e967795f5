using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A generative model, given by its energy −ln p(o, x) in the equation language, such as <c>(v - 3)**2/2 + (u - v**2)**2/2 + log(2*pi)</c>. It
/// becomes a circuit whose states descend the energy; the first and second derivatives are derived from the text.
/// </summary>
public sealed class EnergyModel
{
    private const string Place = "model";

    /// <summary>Creates a model from the text of its energy.</summary>
    /// <param name="energy">The energy −ln p(o, x) in nats, with its constant: if the constant is left out, free energies lack it too.</param>
    /// <param name="states">The names of the hidden states x.</param>
    /// <param name="observed">The names of the observed variables o.</param>
    /// <exception cref="HomeostatException">The text is not an expression of these variables.</exception>
    public EnergyModel(string energy, IReadOnlyList<string> states, params IReadOnlyList<string> observed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(energy);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(observed);
        if (states.Count == 0)
        {
            throw new HomeostatException("An energy model needs at least one hidden state; name what is to be inferred.");
        }

        (States, Observed) = (states, observed);
        Circuit = new Circuit("energy model", 0.01 * Units.Second)
        {
            new Population(Place, 1, string.Join('\n', [
                $"energy = {energy} : 1 (energy)",
                .. states.Select(x => $"d{x}/dt = -slope_{x}/second : 1"),
                .. states.Select(x => $"slope_{x} = diff(energy, {x}) : 1"),
                .. Pairs().Select(p => $"curvature_{p.Row}_{p.Column} = diff(slope_{p.Row}, {p.Column}) : 1"),
                .. observed.Select(o => $"{o} : 1")]))
            {
                Method = "euler",
            },
        };
    }

    /// <summary>The names of the hidden states.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>The names of the observed variables.</summary>
    public IReadOnlyList<string> Observed { get; }

    /// <summary>
    /// The circuit: a population <c>model</c> of one unit whose states descend the energy, dx/dt = −∂E/∂x per second. The first derivatives
    /// <c>slope_x</c> and the second derivatives <c>curvature_x_y</c> can be probed.
    /// </summary>
    public Circuit Circuit { get; }

    /// <summary>
    /// Computes the Laplace approximation of the posterior: a normal distribution around the most likely state, whose precision is the curvature of
    /// the energy there. The state is found by Newton's method, which is damped where the energy is not convex.
    /// </summary>
    /// <param name="observed">The values of the observed variables, in the order of <see cref="Observed"/>.</param>
    /// <param name="start">The state from which the search begins; zeros if null. If the energy has several minima, the result depends on it.</param>
    /// <exception cref="HomeostatException">The search finds no minimum, or the energy at the start is not finite.</exception>
    public LaplaceApproximation Laplace(IReadOnlyList<double> observed, IReadOnlyList<double>? start = null)
    {
        using var simulation = new Simulation(Circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var plan = simulation.Compile([
            new Measure(),
            .. States.Select(x => new Probe($"{Place}.slope_{x}")),
            .. Pairs().Select(p => new Probe($"{Place}.curvature_{p.Row}_{p.Column}"))]);
        Write(Observed, Linear.Vector(observed, "What is observed", Observed.Count));
        var x = start is null ? Vector<double>.Build.Dense(States.Count) : Linear.Vector(start, "The start", States.Count);
        var energy = EnergyAt(x);
        for (var step = 0; step < 200 && double.IsFinite(energy); step++)
        {
            var slope = Vector<double>.Build.DenseOfEnumerable(States.Select(s => Value($"slope_{s}")));
            var curvature = Matrix<double>.Build.Dense(States.Count, States.Count, (i, j) => Value($"curvature_{States[Math.Max(i, j)]}_{States[Math.Min(i, j)]}"));
            if (Linear.IsPositiveDefinite(curvature))
            {
                // The remaining decrease of the energy, as Newton's method predicts it.
                if (slope * curvature.Cholesky().Solve(slope) <= 1e-20 * (1 + Math.Abs(energy)))
                {
                    return new LaplaceApproximation(new Gaussian(x, Linear.Inverse(curvature), curvature), energy);
                }
            }
            else if (slope.InfinityNorm() < 1e-10)
            {
                throw None("slopes are 0 there and yet it is no minimum; start elsewhere");
            }

            if (Downhill(x, energy, slope, curvature) is not var (next, lower))
            {
                break;
            }

            (x, energy) = (next, lower);
        }

        throw None(double.IsFinite(energy) ? "it goes down for ever or has a kink; check its signs, or start nearer to a minimum" : "it is not a finite number there; start elsewhere");

        HomeostatException None(string why) => new(
            $"The energy has no minimum that can be reached from the start; at {string.Join(", ", States.Zip(x, (s, v) => $"{s} = {Linear.Text(v)}"))}: {why}.");

        (Vector<double> X, double Energy)? Downhill(Vector<double> from, double before, Vector<double> slope, Matrix<double> curvature)
        {
            for (var damping = 0.0; damping < 1e12; damping = Math.Max(1e-3 * curvature.InfinityNorm(), 10 * damping) + 1e-9)
            {
                var damped = curvature + (damping * Matrix<double>.Build.DenseIdentity(States.Count));
                if (!Linear.IsPositiveDefinite(damped))
                {
                    continue;
                }

                // Close to the minimum the energy no longer changes in double precision, but the first derivative still does.
                var next = from - damped.Cholesky().Solve(slope);
                if (EnergyAt(next) is var after && after <= before + (1e-13 * (1 + Math.Abs(before))))
                {
                    return (next, after);
                }
            }

            return null;
        }

        double EnergyAt(Vector<double> at)
        {
            Write(States, at);
            simulation.Run(plan);
            return simulation.FreeEnergy(plan, 0);
        }

        void Write(IReadOnlyList<string> names, Vector<double> values)
        {
            for (var n = 0; n < names.Count; n++)
            {
                simulation[$"{Place}.{names[n]}"][0, 0] = values[n];
                simulation.Changed($"{Place}.{names[n]}");
            }
        }

        double Value(string name) => simulation[$"{Place}.{name}"][0, 0];
    }

    // The elements of one half of a symmetric matrix.
    private IEnumerable<(string Row, string Column)> Pairs() => States.SelectMany((row, n) => States.Take(n + 1).Select(column => (row, column)));
}
