
namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.Where"/> and <see cref="Connectivity.Probability(string, string)"/> return.</summary>
internal sealed record Conditional(string Condition, string Chance) : Connectivity
{
    public override string ToString() =>
        Chance.Length == 0 ? $"where {Condition}" : $"probability {Chance}{(Condition.Length > 0 ? $" where {Condition}" : "")}";

    internal override double Estimate(int pre, int post) => 0;
}
