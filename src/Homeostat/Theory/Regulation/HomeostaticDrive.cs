namespace Homeostat;

/// <summary>
/// The homeostatic drive: the distance of the essential variables from their set points as one number, D(H) = (Σ|h* − h|ⁿ)^(1/m). A reward is a
/// decrease of the drive, r = D(before) − D(after) (Keramati and Gutkin 2014, eLife 3:e04811, equations 1 and 2). An agent that collects as much
/// reward as possible therefore keeps its drive low.
/// </summary>
/// <param name="SetPoints">The set points h*, one for each variable.</param>
public sealed record HomeostaticDrive(params IReadOnlyList<double> SetPoints)
{
    /// <summary>The exponent n of the deviations.</summary>
    public double N { get; init; } = 4;

    /// <summary>The root m. It should be below n, so that a variable far from its set point has more weight than one near to it.</summary>
    public double M { get; init; } = 2;

    /// <summary>The drive D(H) of a state.</summary>
    /// <param name="state">The value of each variable, in the order of <see cref="SetPoints"/>.</param>
    /// <exception cref="HomeostatException">The number of values differs from that of the set points, or a value is not finite, or an exponent is 0 or less.</exception>
    public double At(params ReadOnlySpan<double> state)
    {
        if (!(N > 0) || !(M > 0) || !double.IsFinite(N) || !double.IsFinite(M))
        {
            throw new HomeostatException(FormattableString.Invariant($"The exponents n = {N} and m = {M} are not allowed in a drive; give two finite numbers above 0."));
        }

        if (state.Length != SetPoints.Count)
        {
            throw new HomeostatException($"The drive has {SetPoints.Count} set points, but {state.Length} values were given; give one for each.");
        }

        var sum = 0.0;
        for (var i = 0; i < state.Length; i++)
        {
            sum += Math.Pow(Math.Abs(SetPoints[i] - state[i]), N);
        }

        return double.IsFinite(sum) ? Math.Pow(sum, 1 / M) : throw new HomeostatException(
            $"The state {string.Join(", ", state.ToArray())} has no finite drive around {string.Join(", ", SetPoints)}; give finite numbers.");
    }

    /// <summary>The reward of a change of state, D(before) − D(after).</summary>
    /// <param name="before">The state before the change.</param>
    /// <param name="after">The state after the change.</param>
    public double Reward(ReadOnlySpan<double> before, ReadOnlySpan<double> after) => At(before) - At(after);

    /// <summary>The discounted sum of the rewards along a path of states.</summary>
    /// <param name="discount">The discount factor for each later step, from 0 to 1. Below 1, the shortest path to the set points has the largest sum.</param>
    /// <param name="path">The states of the path, beginning with the initial state.</param>
    /// <exception cref="HomeostatException">The discount is out of range, or a state does not fit.</exception>
    public double Return(double discount, params IReadOnlyList<double[]> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (discount is not (>= 0 and <= 1))
        {
            throw new HomeostatException(FormattableString.Invariant($"A discount of {discount} is not allowed; give a number from 0 to 1."));
        }

        return Enumerable.Range(1, Math.Max(0, path.Count - 1)).Sum(n => Math.Pow(discount, n - 1) * Reward(path[n - 1], path[n]));
    }
}
