namespace Homeostat;

/// <summary>
/// How far essential variables are from where they should be, as one number, and how rewarding it is to bring them nearer (Keramati and
/// Gutkin 2014, eLife 3:e04811, equations 1 and 2): D(H) = (Σ|h* − h|ⁿ)^(1/m), r = D(before) − D(after). Reward is thus no quantity of its
/// own: whoever collects as much as possible of it keeps its drive low.
/// </summary>
/// <param name="SetPoints">h*, one for each variable.</param>
public sealed record HomeostaticDrive(params IReadOnlyList<double> SetPoints)
{
    /// <summary>The exponent n of a deviation.</summary>
    public double N { get; init; } = 4;

    /// <summary>The root m; below n, so that a need that is far off weighs more than one that is not.</summary>
    public double M { get; init; } = 2;

    /// <summary>The drive in a state.</summary>
    /// <param name="state">The value of each variable, in the order of <see cref="SetPoints"/>.</param>
    /// <exception cref="HomeostatException">Not as many as set points, or not all finite numbers; or exponents of 0 or less.</exception>
    public double At(params ReadOnlySpan<double> state)
    {
        if (!(N > 0) || !(M > 0) || !double.IsFinite(N) || !double.IsFinite(M))
        {
            throw new HomeostatException(FormattableString.Invariant($"The exponents n = {N} and m = {M} make no drive; give two finite numbers above 0."));
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

    /// <summary>The reward of an outcome: by how much it lowers the drive.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state after.</param>
    public double Reward(ReadOnlySpan<double> before, ReadOnlySpan<double> after) => At(before) - At(after);

    /// <summary>The discounted sum of the rewards along a path of states, the first of them where it begins.</summary>
    /// <param name="discount">What a reward one step later is worth, from 0 to 1. Below 1, the shortest way home is the best.</param>
    /// <param name="path">The states.</param>
    /// <exception cref="HomeostatException">The discount is out of range, or a state does not fit.</exception>
    public double Return(double discount, params IReadOnlyList<double[]> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (discount is not (>= 0 and <= 1))
        {
            throw new HomeostatException(FormattableString.Invariant($"A discount of {discount} makes no return; give 0 to 1."));
        }

        return Enumerable.Range(1, Math.Max(0, path.Count - 1)).Sum(n => Math.Pow(discount, n - 1) * Reward(path[n - 1], path[n]));
    }
}
