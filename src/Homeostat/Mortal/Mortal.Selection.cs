namespace Homeostat;

/// <content>The slowest clock.</content>
public sealed partial class Mortal
{
    private void Select()
    {
        if (Body.Selection is not { } selection || !selection.IsDue(Age))
        {
            return;
        }

        var change = selection.Apply(Simulation, Age);
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
        _synapses = (int)new Structure(Simulation).Synapses;
    }
}
