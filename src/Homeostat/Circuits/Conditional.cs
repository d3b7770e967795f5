
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Where"/> and, with a probability, <see cref="Connectivity.Probability(string, string)"/>.</summary>
internal sealed record Conditional(string Condition, string Chance) : Connectivity
{
    public override string ToString() =>
        Chance.Length == 0 ? $"where {Condition}" : $"probability {Chance}{(Condition.Length > 0 ? $" where {Condition}" : "")}";

    internal override double Estimate(int pre, int post) => 0;
}
