using System.Globalization;

namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.Probability(double, string)"/> returns: every pair has the same probability.</summary>
internal sealed record EvenChance(double P, string Condition) : Connectivity
{
    public double P { get; } = P is >= 0 and <= 1 ? P : throw new HomeostatException(string.Create(
        CultureInfo.InvariantCulture, $"A connection cannot have the probability {P}; it lies between 0 and 1."));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"probability {P}{(Condition.Length > 0 ? $" where {Condition}" : "")}");

    internal override double Estimate(int pre, int post) => Condition.Length > 0 ? 0 : P * pre * post;
}
