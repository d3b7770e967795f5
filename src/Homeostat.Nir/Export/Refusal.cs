namespace Homeostat.Nir;

/// <summary>Errors about populations that have no meaning in NIR.</summary>
internal static class Refusal
{
    public static HomeostatException Of(PopulationModel population, InvariantMessage why, string remedy) => Of(population, why.ToString(), remedy);

    public static HomeostatException Of(PopulationModel population, string why, string remedy) =>
        new($"Population '{population.Name}' cannot be said in NIR: {why}. {remedy}");
}
