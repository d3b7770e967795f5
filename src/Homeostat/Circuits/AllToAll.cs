
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Dense"/>.</summary>
internal sealed record AllToAll : Connectivity
{
    public override string ToString() => "dense";

    internal override double Estimate(int pre, int post) => (double)pre * post;
}
