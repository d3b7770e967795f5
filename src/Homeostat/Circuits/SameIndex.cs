
namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.OneToOne"/> returns: unit i reaches unit i.</summary>
internal sealed record SameIndex : Connectivity
{
    public override string ToString() => "one to one";

    internal override double Estimate(int pre, int post) => Math.Min(pre, post);
}
