
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.OneToOne"/>.</summary>
internal sealed record SameIndex : Connectivity
{
    public override string ToString() => "one to one";

    internal override double Estimate(int pre, int post) => Math.Min(pre, post);

    internal override Partners Prepare(SynapseContext context) => context.Pre.Count == context.Post.Count
        ? new Same()
        : throw new HomeostatException(
            $"The connectivity of {context.Owner} is one to one, but {context.Pre} has {context.Pre.Count} units and "
            + $"{context.Post} has {context.Post.Count}. Make them equal or take another connectivity.");

    private sealed class Same : Partners
    {
        public override void Write(int unit, int worker, UnitList partners) => partners.Add(unit);
    }
}
