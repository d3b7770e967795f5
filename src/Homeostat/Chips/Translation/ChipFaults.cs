namespace Homeostat.Chips;

/// <summary>Errors about parts of a circuit that a chip cannot have.</summary>
internal static class ChipFaults
{
    public const string Cannot = "cannot be put on a chip";

    public static HomeostatException OfPopulation(string population, InvariantMessage why, InvariantMessage remedy) => OfPopulation(population, why.ToString(), remedy.ToString());

    public static HomeostatException OfPopulation(string population, InvariantMessage why, string remedy) => OfPopulation(population, why.ToString(), remedy);

    public static HomeostatException OfPopulation(string population, string why, InvariantMessage remedy) => OfPopulation(population, why, remedy.ToString());

    public static HomeostatException OfPopulation(string population, string why, string remedy) => new($"Population '{population}' {Cannot}: {why}. {remedy}");

    public static HomeostatException OfProjection(string projection, InvariantMessage why, InvariantMessage remedy) => OfProjection(projection, why, remedy.ToString());

    public static HomeostatException OfProjection(string projection, InvariantMessage why, string remedy) => new($"Projection '{projection}' {Cannot}: {why}. {remedy}");
}
