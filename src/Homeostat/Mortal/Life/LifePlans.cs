namespace Homeostat;

/// <summary>What runs in a step of life: the circuit's plans with and without learning, and where the niche is written and read.</summary>
internal sealed class LifePlans
{
    private readonly Plan _settle;
    private readonly Plan _learn;
    private readonly Matrix[] _sensory;
    private readonly Matrix[] _active;

    public LifePlans(Simulation simulation, Body body, bool isFrozen)
    {
        Phase[] sense = [.. body.Senses.Select(p => new Clamp(p.Variable, p.Variable))];
        Phase[] infer = isFrozen ? [] : [new Settle(body.Clocks.Inference)];
        Phase[] read = [.. body.Acts.Select(p => p.Variable).Concat(body.Watch).Distinct().Select(variable => new Probe(variable))];
        _settle = simulation.Compile([.. sense, .. infer, new Measure(), .. read]);
        _learn = body.Circuit.Projections.Any(p => p.OnLearn.Length > 0)
            ? simulation.Compile([.. sense, .. infer, new Measure(), new Learn(), .. read])
            : _settle;
        _sensory = [.. body.Senses.SelectMany(p => new[] { simulation.Stream(_settle, p.Variable), simulation.Stream(_learn, p.Variable) })];
        _active = [.. body.Acts.Select(p => simulation[p.Variable])];
        Watched = [.. body.Watch.Select(variable => simulation[variable])];
        InferenceCost = body.Costs.Of(_settle.CostOf(1));
        LearningCost = Math.Max(0, body.Costs.Of(_learn.CostOf(1)) - InferenceCost);
    }

    public double InferenceCost { get; }

    public double LearningCost { get; }

    public IReadOnlyList<Matrix> Watched { get; }

    public Plan Plan(bool learns) => learns ? _learn : _settle;

    public void Write(ReadOnlySpan<double> sensed)
    {
        var first = 0;
        for (var port = 0; port < _sensory.Length; port += 2)
        {
            for (var unit = 0; unit < _sensory[port].Columns; unit++)
            {
                _sensory[port][0, unit] = _sensory[port + 1][0, unit] = sensed[first + unit];
            }

            first += _sensory[port].Columns;
        }
    }

    /// <summary>What is to be done, port after port.</summary>
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
}
