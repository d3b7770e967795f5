
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.OneToOne"/>.</summary>
internal sealed record SameIndex : Connectivity
{
    public override string ToString() => "one to one";

    internal override double Estimate(int pre, int post) => Math.Min(pre, post);
}
