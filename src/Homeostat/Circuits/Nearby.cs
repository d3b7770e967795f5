using System.Globalization;

namespace Homeostat.Circuits;

/// <summary>The connectivity that <see cref="Connectivity.Nearby"/> returns: units of a grid that are close to each other.</summary>
internal sealed record Nearby(int Width, double Radius, string Chance, bool Wrap, bool AllowSelf) : Connectivity
{
    public int Width { get; } = Width >= 1 ? Width : throw new HomeostatException($"A grid cannot be {Width} units wide; it has at least 1 a row.");

    public double Radius { get; } = Radius >= 0 ? Radius : throw new HomeostatException(string.Create(
        CultureInfo.InvariantCulture, $"Units cannot be at most {Radius} apart; the radius is 0 or more, in units of the grid."));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"nearby on a grid {Width} wide, radius {Radius}{(Chance.Length > 0 ? $", probability {Chance}" : "")}"
        + $"{(Wrap ? ", wrapped" : "")}{(AllowSelf ? "" : ", not to itself")}");

    internal override IEnumerable<string> PairNames => ["distance"];

    internal override double Estimate(int pre, int post) =>
        Chance.Length > 0 ? 0 : pre * Math.Min(post, 1 + (Math.PI * Radius * Radius));
}
