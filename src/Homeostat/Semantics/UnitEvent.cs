
namespace Homeostat.Semantics;

/// <summary>An event of single units of a population.</summary>
/// <param name="Name">The name of the event; <c>spike</c> for the one that a threshold makes.</param>
/// <param name="Mask">The symbol that is 1 for units to which the event happened in the last step.</param>
/// <param name="Condition">The condition, in terms of the values after the update; null for an event given by a list.</param>
/// <param name="Statements">The statements carried out for the unit, after synapses have delivered.</param>
internal sealed record UnitEvent(string Name, Symbol Mask, Node? Condition, IReadOnlyList<Store> Statements)
{
    /// <summary>The name of the event that a threshold makes.</summary>
    public const string Spike = "spike";
}

/// <summary>Reads a population's threshold, reset, refractoriness and other events.</summary>
internal sealed class PopulationEvents(PopulationModel population, NodeFactory factory)
{
    private Population Declaration => population.Declaration;

    public IReadOnlyList<UnitEvent> Read()
    {
        var events = new List<UnitEvent>();
        if (Declaration.Threshold.Length > 0 || Declaration.Spikes is not null)
        {
            events.Add(Spike());
        }
        else if (Declaration.Reset.Length + Declaration.Refractory.Length > 0)
        {
            throw new HomeostatException(
                $"{Capital(population.Owner)} has a {(Declaration.Reset.Length > 0 ? "reset" : "refractory time")} but no threshold, "
                + $"so it never fires. Give it Threshold = \"v > ...\".");
        }

        foreach (var (name, declared) in Declaration.Events)
        {
            var condition = population.Expression(declared.Condition, $"event '{name}'").Value;
            events.Add(new UnitEvent(name, Mask(name), condition, OfUnits(declared.Statements, $"statements of event '{name}'")));
        }

        return events;
    }

    private UnitEvent Spike()
    {
        var reset = OfUnits(Declaration.Reset, "reset");
        if (Declaration.Spikes is { } times)
        {
            if (Declaration.Threshold.Length > 0)
            {
                throw new HomeostatException($"{Capital(population.Owner)} has both given spikes and a threshold. Leave one out.");
            }

            var k = times.Units.ToList().FindIndex(unit => unit < 0 || unit >= Declaration.Size);
            return k < 0 ? new UnitEvent(UnitEvent.Spike, Mask(UnitEvent.Spike), null, reset) : throw new HomeostatException(
                $"Spike {k} given to {population.Owner} is of unit {times.Units[k]}, but its units are 0 to {Declaration.Size - 1}.");
        }

        var condition = population.Expression(Declaration.Threshold, "threshold").Value;
        if (Declaration.Refractory.Length > 0)
        {
            condition = factory.Compare(Operation.And, factory.Condition(condition), factory.Condition(population.Value("not_refractory")!));
            reset = [.. reset, new Store(population.Find(PopulationModel.RefractoryName)!.Symbol, Substitution.After(factory, reset).Apply(RefractoryTime()))];
        }
        else
        {
            RequireCleared(condition, reset);
        }

        return new UnitEvent(UnitEvent.Spike, Mask(UnitEvent.Spike), condition, reset);
    }

    // What is carried out for single units cannot change a value that several units or samples have in common.
    private IReadOnlyList<Store> OfUnits(string text, string what)
    {
        var stores = population.Statements(text, what);
        return stores.FirstOrDefault(store => store.Target.Axes != Axes.Both) is { } common
            ? throw new HomeostatException(
                $"The {what} of {population.Owner} assigns '{common.Target.Name}', which several units or samples have in common. Assign it in OnStep, "
                + $"where '{PopulationModel.SpikesName}' is 1 for the units that fired: for instance OnStep = \"count += sum({PopulationModel.SpikesName})\".")
            : stores;
    }

    /// <summary>The number of steps for which a unit that fired is refractory, rounded as in Brian 2, from the values after the reset; 1 where a condition sets the period.</summary>
    private Node RefractoryTime()
    {
        var (value, dimension) = population.Expression(Declaration.Refractory, "refractory time");
        if (dimension == Dimension.Second)
        {
            var steps = factory.Add(factory.Divide(value, factory.Constant(population.TimeStep)), factory.Constant(1e-3));
            return factory.Apply(Operation.Floor, steps);
        }

        return dimension.IsNone ? factory.Constant(1) : throw new HomeostatException(
            $"The refractory time of {population.Owner} is '{Declaration.Refractory}', in {dimension}. Give a time or a condition.");
    }

    // A unit that still fulfills the threshold after its reset fires in every step: probably a wrong sign or name.
    private void RequireCleared(Node condition, IReadOnlyList<Store> reset)
    {
        var still = Substitution.After(factory, reset).Apply(condition);
        if (reset.Count > 0 && still.Operation == Operation.Constant && still.Value != 0)
        {
            throw new HomeostatException(
                $"The reset of {population.Owner}, '{Declaration.Reset}', never clears its threshold, '{Declaration.Threshold}': a unit "
                + $"that has fired once would fire in every step. Reset it to below the threshold, or give it a refractory time.");
        }
    }

    private Symbol Mask(string name) => population.Find(PopulationModel.MaskName(name))!.Symbol;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
