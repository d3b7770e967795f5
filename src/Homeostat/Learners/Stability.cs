using System.Globalization;

namespace Homeostat;

/// <summary>
/// The test whether settling converges. Near an equilibrium, a step with settling rate γ multiplies a deviation by 1 − γ·H, where H is
/// the Hessian of the free energy. The deviation shrinks only if γ times the largest eigenvalue of H is below 2.
/// </summary>
public static class Stability
{
    /// <summary>The bound below which the settling rate times the largest eigenvalue must stay.</summary>
    public const double Bound = 2;

    private const int Iterations = 24;

    /// <summary>
    /// Computes the settling rate times the largest eigenvalue of the settling Hessian over the samples of a batch, by power iteration
    /// on the compiled step itself. All states are afterwards as they were before.
    /// </summary>
    /// <param name="simulation">A simulation whose streams hold a batch.</param>
    /// <param name="schedule">The training schedule; the state examined is the one its first settling phase starts from.</param>
    /// <param name="samples">The number of samples of the batch that are examined.</param>
    /// <returns>The product; zero if the schedule settles for at most one step.</returns>
    public static double RateTimesEigenvalue(Simulation simulation, IReadOnlyList<Phase> schedule, int samples)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.OfType<Settle>().FirstOrDefault() is not { Steps: > 1 } settle)
        {
            return 0;
        }

        var before = schedule.TakeWhile(phase => phase is not Settle).Where(phase => phase is not Learn).ToArray();
        var clamps = before.OfType<Clamp>().ToArray();
        var start = simulation.Compile(before);
        var step = simulation.Compile([.. clamps, new Settle(1) { Order = settle.Order }]);
        var held = clamps.Select(clamp => clamp.Variable).ToHashSet(StringComparer.Ordinal);
        var states = simulation.Model.Populations
            .SelectMany(p => p.System.States)
            .Where(symbol => !held.Contains(symbol.Name))
            .Select(symbol => simulation[symbol.Name])
            .ToArray();
        var saved = simulation.Borrow(start, step);
        try
        {
            simulation.Run(start, samples);
            return PowerIteration(simulation, step, states, samples);
        }
        finally
        {
            simulation.Return(saved);
        }
    }

    /// <summary>Checks that the states of a learner converge on the batch that its streams hold.</summary>
    /// <exception cref="HomeostatException">The states would not converge, because the settling rate is too large.</exception>
    internal static void Require(Simulation simulation, Learner learner, int batch)
    {
        const int Samples = 16;
        var product = RateTimesEigenvalue(simulation, learner.Train, Math.Min(Samples, batch));
        if (!(product < Bound))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The model '{learner.Name}' would not settle: its settling rate times the largest eigenvalue of the settling "
                + $"Hessian is {product:G3}, and must stay below {Bound}. Multiply the settling rate by "
                + $"{Math.Floor(100 * Bound / product) / 100:0.00} or less, or make the initial weights smaller."));
        }
    }

    private static double PowerIteration(Simulation simulation, Plan step, Matrix[] states, int samples)
    {
        const double Difference = 1e-2;
        var size = states.Sum(s => s.Columns) * samples;
        var (origin, direction, ahead) = (new double[size], new double[size], new double[size]);
        Read(origin);
        for (var i = 0; i < size; i++)
        {
            // Power iteration can start from any vector that is not orthogonal to the leading eigenvector; this one is always the same.
            direction[i] = 1 + (0.5 * Math.Sin(i));
        }

        var eigenvalue = 0.0;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Normalize(direction);
            Advance(Difference);
            Read(ahead);
            Advance(-Difference);
            var product = 0.0;
            Each((state, row, unit, i) =>
            {
                // The result is (1 − J)·v, where J is the Jacobian of the step.
                var change = direction[i] - ((ahead[i] - state[row, unit]) / (2 * Difference));
                product += change * direction[i];
                ahead[i] = change;
            });
            eigenvalue = product / size;
            (direction, ahead) = (ahead, direction);
        }

        return eigenvalue;

        void Advance(double distance)
        {
            Each((state, row, unit, i) => state[row, unit] = origin[i] + (distance * direction[i]));
            simulation.Run(step, samples);
        }

        void Read(double[] into) => Each((state, row, unit, i) => into[i] = state[row, unit]);

        // The states of all populations as one vector.
        void Each(Action<Matrix, int, int, int> use)
        {
            var i = 0;
            foreach (var state in states)
            {
                for (var row = 0; row < samples; row++)
                {
                    for (var unit = 0; unit < state.Columns; unit++, i++)
                    {
                        use(state, row, unit, i);
                    }
                }
            }
        }
    }

    // The vector is scaled to a root mean square of 1, so that a step size means the same for any number of units.
    private static void Normalize(double[] vector)
    {
        var scale = Math.Sqrt(vector.Length / Math.Max(vector.Sum(x => x * x), double.Epsilon));
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }
    }
}
