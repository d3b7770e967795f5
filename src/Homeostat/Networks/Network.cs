namespace Homeostat;

/// <summary>A published network, ready to simulate.</summary>
/// <param name="Name">The name it is asked for by.</param>
/// <param name="Description">What it is and does, in a line.</param>
/// <param name="Source">The paper it is from.</param>
/// <param name="Circuit">Its populations and synapses.</param>
/// <param name="Seconds">Biological time, in seconds, that shows what it does.</param>
/// <param name="Groups">The units that belong together, for rasters and rates, in the order to show them in.</param>
public sealed record Network(
    string Name, string Description, string Source, Circuit Circuit, double Seconds, IReadOnlyList<UnitGroup> Groups) : ICatalogEntry
{
    /// <summary>What happens before this time, in seconds, comes from how it was started; statistics leave it out.</summary>
    public double Transient { get; init; } = 0.2;

    /// <summary>The weights that learn, and the largest they can get; null where none do.</summary>
    public PlasticWeights? Plastic { get; init; }
}

/// <summary>Weights that learn.</summary>
/// <param name="Projection">The projection they are of.</param>
/// <param name="Variable">Its variable.</param>
/// <param name="Largest">The largest value they can get.</param>
public sealed record PlasticWeights(string Projection, string Variable, double Largest);

/// <summary>Units of a population that belong together, such as the excitatory ones.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Population">The population they are of.</param>
/// <param name="Units">Which of its units.</param>
public sealed record UnitGroup(string Name, string Population, Range Units);
