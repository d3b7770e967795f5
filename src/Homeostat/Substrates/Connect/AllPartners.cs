namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="AllToAll"/>: every unit.</summary>
internal sealed class AllPartners(int count) : Partners
{
    public override void Write(int unit, int worker, UnitList partners) => partners.AddRange(0, count);
}
