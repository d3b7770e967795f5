namespace Homeostat;

/// <summary>The compiled plans of a step of life, with and without learning, and the matrices by which the circuit receives sensors and drives effectors.</summary>
internal sealed class LifePlans
{
    private readonly Plan? _after;
    private readonly (Matrix Without, Matrix With)[] _sensory;
    private readonly Matrix[] _active;
    private readonly (Matrix From, Matrix To, string Name)[] _broadcasts;

    public LifePlans(Simulation simulation, Agent agent)
    {
        Phase[] sense = [.. agent.Senses.Select(p => new Clamp(p.Variable, p.Variable))];
        Phase[] read = [.. agent.Acts.Select(p => p.Variable).Concat(agent.Watch).Distinct().Select(variable => new Probe(variable))];
        Without = simulation.Compile([.. sense, .. agent.Step, .. read]);

        // The values to broadcast are known only after the step, so that learning needs its own plan.
        (With, _after) = agent.Learn.Count == 0 ? (Without, null)
            : agent.Broadcasts.Count == 0 ? (simulation.Compile([.. sense, .. agent.Step, .. agent.Learn, .. read]), null)
            : (Without, simulation.Compile(agent.Learn));
        _sensory = [.. agent.Senses.Select(p => (simulation.Stream(Without, p.Variable), simulation.Stream(With, p.Variable)))];
        _active = [.. agent.Acts.Select(p => simulation[p.Variable])];
        _broadcasts = [.. agent.Broadcasts.Select(b => (simulation[b.From], SharedOf(simulation, b), b.To))];
        Watched = [.. agent.Watch.Select(variable => simulation[variable])];
    }

    /// <summary>The plan of a step without learning.</summary>
    public Plan Without { get; }

    /// <summary>The plan of a step with learning.</summary>
    public Plan With { get; }

    public IReadOnlyList<Matrix> Watched { get; }

    /// <returns>The free energy after the run.</returns>
    public double Run(Simulation simulation, bool learns)
    {
        var plan = learns ? With : Without;
        simulation.Run(plan);
        var energy = simulation.FreeEnergy(plan, 0);
        if (learns && _after is not null)
        {
            foreach (var (from, to, name) in _broadcasts)
            {
                to[0, 0] = from[0, 0];
                simulation.Changed(name);
            }

            simulation.Run(_after);
        }

        return energy;
    }

    public void Write(ReadOnlySpan<double> sensed)
    {
        var first = 0;
        foreach (var (without, with) in _sensory)
        {
            for (var unit = 0; unit < without.Columns; unit++)
            {
                without[0, unit] = with[0, unit] = sensed[first + unit];
            }

            first += without.Columns;
        }
    }

    /// <summary>Reads the intended action: the values of all acting ports, port after port.</summary>
    public void Read(Span<double> intended)
    {
        var n = 0;
        foreach (var matrix in _active)
        {
            for (var unit = 0; unit < matrix.Columns; unit++)
            {
                intended[n++] = matrix[0, unit];
            }
        }
    }

    private static Matrix SharedOf(Simulation simulation, Broadcast broadcast)
    {
        var to = simulation[broadcast.To];
        return to is { Rows: 1, Columns: 1 } ? to : throw new HomeostatException(
            $"'{broadcast.From}' is broadcast to '{broadcast.To}', which has {to.Rows} x {to.Columns} values. Declare it (shared), one value for all synapses.");
    }
}
