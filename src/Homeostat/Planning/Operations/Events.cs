namespace Homeostat.Planning;

/// <summary>Notes the units of a population to which an event happens in this step: those whose mask is not zero.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Event">The name of the event; <c>spike</c> for that of the threshold.</param>
/// <param name="Mask">1 for the units to which it happens, 0 for all others.</param>
internal sealed record Threshold(string Population, string Event, Symbol Mask) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [Mask];

    public override IEnumerable<Symbol> Writes => [];

    public override string ToString() => $"{Population}: {Event} where {Mask.Name}";
}

/// <summary>Fires the units of a population at times given in advance.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Steps">The time step of each spike, ascending.</param>
/// <param name="Units">The unit of each spike, ascending within a step.</param>
/// <param name="Mask">Set to 1 for the units that fire in this step, to 0 for those that fired in the last.</param>
internal sealed record GivenSpikes(string Population, IReadOnlyList<long> Steps, IReadOnlyList<int> Units, Symbol Mask) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [];

    public override IEnumerable<Symbol> Writes => [Mask];

    public override string ToString() => $"{Population}: given spikes";
}

/// <summary>Statements carried out for the units to which an event happened in this step: the reset.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Event">The name of the event.</param>
/// <param name="Statements">The statements.</param>
internal sealed record AtEvent(string Population, string Event, EventStatements Statements) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Statements.Reads;

    public override IEnumerable<Symbol> Writes => Statements.Writes;

    public override string ToString() => $"{Population} after {Event}: {Statements}";
}
