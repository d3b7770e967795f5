namespace Homeostat;

/// <content>The slowest clock.</content>
public sealed partial class Mortal
{
    private void Select()
    {
        CountSynapses();
    }

    private void CountSynapses()
    {
        _units = Simulation.Circuit.Populations.Sum(p => p.Size);
        _synapses = 0;
        foreach (var projection in Simulation.Circuit.Projections)
        {
            var (pre, post) = (Simulation.Circuit[projection.Pre].Size, Simulation.Circuit[projection.Post].Size);
            _synapses += projection.Connectivity == Connectivity.OneToOne ? pre : pre * post;
        }
    }
}
