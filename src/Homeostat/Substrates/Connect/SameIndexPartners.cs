namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="SameIndex"/>: the unit of the same index.</summary>
internal sealed class SameIndexPartners : Partners
{
    public SameIndexPartners(SynapseContext context)
    {
        if (context.Pre.Count != context.Post.Count)
        {
            throw new HomeostatException(
                $"The connectivity of {context.Owner} is one to one, but {context.Pre} has {context.Pre.Count} units and "
                + $"{context.Post} has {context.Post.Count}. Make them equal or take another connectivity.");
        }
    }

    public override void Write(int unit, int worker, UnitList partners) => partners.Add(unit);
}
