
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Dense"/>.</summary>
internal sealed record AllToAll : Connectivity
{
    public override string ToString() => "dense";

    internal override double Estimate(int pre, int post) => (double)pre * post;

    internal override Partners Prepare(SynapseContext context) => new All(context.Post.Count);

    private sealed class All(int count) : Partners
    {
        public override void Write(int unit, int worker, UnitList partners) => partners.AddRange(0, count);
    }
}
