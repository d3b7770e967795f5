
namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.Pairs"/> returns: a list of pairs of units.</summary>
internal sealed record GivenPairs(int[] Pre, int[] Post) : Connectivity
{
    public int[] Post { get; } = Post.Length == Pre.Length ? Post : throw new HomeostatException(
        $"Pairs have {Pre.Length} presynaptic units and {Post.Length} postsynaptic ones; give one of each for every pair.");

    public override string ToString() => $"{Pre.Length} pairs";

    internal override double Estimate(int pre, int post) => Pre.Length;
}
