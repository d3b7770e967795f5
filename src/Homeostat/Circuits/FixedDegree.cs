
namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.FixedInDegree"/> and <see cref="Connectivity.FixedOutDegree"/> return.</summary>
internal sealed record FixedDegree(int K, bool IsIn, bool AllowSelf, bool AllowMultapses) : Connectivity
{
    public int K { get; } = K >= 0 ? K : throw new HomeostatException($"A degree of {K} is not possible; it is at least 0.");

    public override string ToString() =>
        $"{(IsIn ? "in" : "out")}-degree {K}{(AllowSelf ? "" : ", not to itself")}{(AllowMultapses ? ", with multapses" : "")}";

    internal override double Estimate(int pre, int post) => (double)K * (IsIn ? post : pre);
}
