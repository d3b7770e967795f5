
namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.Dense"/> returns: every unit reaches every unit.</summary>
internal sealed record AllToAll : Connectivity
{
    public override string ToString() => "dense";

    internal override double Estimate(int pre, int post) => (double)pre * post;
}
