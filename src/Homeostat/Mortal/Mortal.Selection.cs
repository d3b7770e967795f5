namespace Homeostat;

/// <content>Selection, the slowest of the three clocks: the change of structure during a life.</content>
public sealed partial class Mortal
{
    private void Select()
    {
        if (Body.Selection is not { } selection || !selection.IsDue(Age))
        {
            return;
        }

        var change = selection.Apply(Simulation, Age);
        if (change.Born + change.Died > 0)
        {
            throw new HomeostatException(
                $"At age {Age} a rule of selection changed the units of body '{Body.Name}'. During a life only synapses may be added or removed, not units: use rules that change synapses only.");
        }

        Energy.Spend(EnergyUse.Growth, change.Grown * Body.Costs.NewSynapse);
        if (change != default)
        {
            CountSynapses();
            Note("structure", $"{change.Grown} synapses came, {change.Pruned} went; {_synapses} are left");
        }
    }

    private void CountSynapses()
    {
        _units = Simulation.Circuit.Populations.Sum(p => p.Size);
        var structure = new Structure(Simulation, Body.Selection?.Upkeep);
        if (Body.Selection?.Rules.Any(rule => rule is SynapticRule) == true && structure.Projections.Count == 0)
        {
            throw new HomeostatException(
                $"Body '{Body.Name}' has a selection, but the structure of none of its projections can change; declare a projection by Synapse.Learning with that Selection.");
        }

        (_synapses, StructureCost) = ((int)structure.Synapses, Body.Selection is null ? 0 : structure.Upkeep.Of(structure.Projections.Sum(p => p.Count), structure.Units));
    }
}
