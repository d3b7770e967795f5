namespace Homeostat;

/// <summary>A published network that is ready to be simulated.</summary>
/// <param name="Name">The name of the network in the catalog.</param>
/// <param name="Description">A description of the network and its activity in one line.</param>
/// <param name="Source">The reference of the paper that published the network.</param>
/// <param name="Circuit">The circuit of the network.</param>
/// <param name="Seconds">The biological time in seconds that is long enough to show the activity.</param>
/// <param name="Groups">The groups of units that belong together, in the order in which rasters and rates show them.</param>
public sealed record Network(
    string Name, string Description, string Source, Circuit Circuit, double Seconds, IReadOnlyList<UnitGroup> Groups) : ICatalogEntry
{
    /// <summary>The length of the initial time in seconds that depends on the initial values. Statistics leave this time out.</summary>
    public double Transient { get; init; } = 0.2;

    /// <summary>The weights that learn; null if the network has none.</summary>
    public PlasticWeights? Plastic { get; init; }
}

/// <summary>Weights of a network that learn.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Variable">The name of the variable that holds the weights.</param>
/// <param name="Largest">The largest possible weight.</param>
public sealed record PlasticWeights(string Projection, string Variable, double Largest);

/// <summary>A group of units of a population that belong together, such as the excitatory ones.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Population">The name of the population.</param>
/// <param name="Units">The range of the group's units within the population.</param>
public sealed record UnitGroup(string Name, string Population, Range Units);
