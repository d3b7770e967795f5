namespace Homeostat;

/// <summary>The use of a limit by the fullest core of a population.</summary>
/// <param name="Limit">The name of the limit, as in the file of the chip.</param>
/// <param name="Need">The need of the core.</param>
/// <param name="Room">The room of a core.</param>
public sealed record ChipUse(string Limit, double Need, double Room);

/// <summary>A population on its cores.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Units">The number of its units.</param>
/// <param name="Cores">The number of cores that it takes; each has units of this population alone.</param>
/// <param name="UnitsOfCore">The number of units on a core; the last core may have fewer.</param>
/// <param name="Uses">The use of each limit by the fullest core.</param>
public sealed record PlacedPopulation(string Population, int Units, int Cores, int UnitsOfCore, IReadOnlyList<ChipUse> Uses);

/// <summary>Something that does not fit on the chip.</summary>
/// <param name="Population">The population; the circuit where the chip as a whole is too small.</param>
/// <param name="Limit">The name of the limit.</param>
/// <param name="Need">The need.</param>
/// <param name="Room">The room.</param>
/// <param name="Remedy">What would fit.</param>
public sealed record ChipFault(string Population, string Limit, double Need, double Room, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"'{Population}' needs {Need:N0} of '{Limit}', and the chip has {Room:N0}. {Remedy}");
}

/// <summary>The populations of a circuit on the cores of a chip, and what does not fit.</summary>
/// <param name="Chip">The chip.</param>
/// <param name="Populations">The populations that take cores.</param>
/// <param name="Outside">The populations that fire by themselves; they stay outside of the chip and send spikes to it.</param>
/// <param name="Faults">What does not fit; empty where all does.</param>
public sealed record Placement(Chip Chip, IReadOnlyList<PlacedPopulation> Populations, IReadOnlyList<string> Outside, IReadOnlyList<ChipFault> Faults)
{
    /// <summary>The number of cores.</summary>
    public int Cores => Populations.Sum(p => p.Cores);

    /// <summary>Throws if something does not fit.</summary>
    /// <exception cref="HomeostatException">Something does not fit; the message lists all of it, with what would.</exception>
    public void Require()
    {
        if (Faults.Count > 0)
        {
            throw new HomeostatException($"The circuit does not fit on {Chip.Name}: {string.Join(" ", Faults)}");
        }
    }
}
