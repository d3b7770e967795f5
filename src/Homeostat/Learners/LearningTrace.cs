namespace Homeostat;

/// <summary>
/// A trace of the values that synapses learn from. It follows them through the operations of a plan, in order, and finds which sums over
/// synapses each value has passed since the stored state from which it was computed, and whether that state has changed since.
/// </summary>
internal sealed class LearningTrace
{
    private readonly SymbolTable _symbols;
    private readonly IReadOnlyDictionary<string, int> _distances;
    private readonly CircuitModel _model;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Path> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(string Symbol, int Version)>> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(string Symbol, int Version)>> _learnedFrom = new(StringComparer.Ordinal);
    private readonly List<HashSet<string>> _groups = [];
    private readonly HashSet<string> _known;
    private readonly HashSet<string> _data;
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);
    private bool _isLearning;

    /// <param name="model">The circuit.</param>
    /// <param name="plan">The plan that trains it.</param>
    /// <param name="known">The streams that the learner is also given when it answers; all others are targets.</param>
    /// <param name="distances">The number of projections from the data to each population.</param>
    public LearningTrace(CircuitModel model, Plan plan, IEnumerable<string> known, IReadOnlyDictionary<string, int> distances)
    {
        (_model, _symbols, _known, _distances) = (model, plan.Symbols, [.. known], distances);
        _data = [.. model.Populations.Where(p => distances.TryGetValue(p.Name, out var distance) && distance == 0).SelectMany(p => p.Variables).Select(v => v.Symbol.Name)];
        Follow(plan.Operations, isInStep: false);
    }

    /// <summary>
    /// Whether a learned value has come back through a chain of synapses within an instant: against the direction from the data on, after it
    /// had passed other synapses.
    /// </summary>
    public bool ComesBack { get; private set; }

    /// <summary>Whether a learned value depends on a sum over all units of a population.</summary>
    public bool UsesLayer { get; private set; }

    /// <summary>The largest number of projections that a signal passes away from the data within one time step.</summary>
    public int Forward { get; private set; }

    /// <summary>Whether a synapse learns from a stored copy of a value that has changed since it was stored.</summary>
    public bool Remembers { get; private set; }

    /// <summary>Whether a projection learns a second time after a variable was set from outside the circuit.</summary>
    public bool LearnsAgain { get; private set; }

    /// <summary>Whether a projection learns a second time after the data were replaced by other data.</summary>
    public bool LearnsFromOtherData { get; private set; }

    /// <summary>Whether a synapse learns from data that are drawn at random, in place of those that the streams give.</summary>
    public bool LearnsFromDrawnData { get; private set; }

    /// <summary>Whether learning compares two phases.</summary>
    public bool HasTwoPhases => Remembers || LearnsAgain;

    /// <summary>Whether synapses learn from samples that are not data.</summary>
    public bool HasNegativeSamples => LearnsFromOtherData || LearnsFromDrawnData;

    /// <summary>What teaches each population that synapses from nearer to the data reach, by its name.</summary>
    public Dictionary<string, Teaching> Teachings { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether projections learn one after the other, step by step.</summary>
    public bool LearnsInTurn => _groups.Count > 1 && _groups.Any(a => _groups.Any(b => !a.Overlaps(b)));

    private void Follow(IReadOnlyList<PlanOperation> operations, bool isInStep)
    {
        foreach (var operation in operations)
        {
            if (operation is Loop loop)
            {
                // In each step a signal passes one layer; after as many steps as there are populations it has been everywhere.
                var steps = loop.AreSteps ? Math.Min(loop.Count - loop.Bodies.Count, _model.Populations.Count) : 0;
                foreach (var body in loop.Bodies.Concat(Enumerable.Repeat(loop.Bodies[^1], Math.Max(0, steps))))
                {
                    Follow(body, isInStep || loop.AreSteps || loop.Kind == LoopKind.Times);
                }

                continue;
            }

            var isLearning = operation is OuterProduct or SampleSynapses or Reduce { Axis: ReducedAxis.Samples };
            if (isLearning)
            {
                Learn(operation, isInStep);
            }
            else if (operation is not Elements { Domain: ElementDomain.Synapses })
            {
                _isLearning = false;
            }

            Write(operation, isInStep);
        }
    }

    private void Write(PlanOperation operation, bool isInStep)
    {
        var path = All(operation);
        path = operation switch
        {
            Assign { Value: StreamSource stream } when !_known.Contains(stream.Name) => path with { Targets = true, HeardTargets = true },
            Draw => path with { IsDrawn = true },
            Product product => Through(product.Projection, product.ToPost, path, PathOf(product.Source), isInStep),
            Choice choice => Through(choice.Projection, choice.ToPost, path, PathOf(choice.Source), isInStep),
            Reduce { Axis: ReducedAxis.Units } => path with { UsesLayer = true },
            _ => path,
        };
        if (operation is Assign { Value: StreamSource { Name: var given } } && !_known.Contains(given))
        {
            _targets.UnionWith(operation.Writes.Select(symbol => symbol.Name));
        }

        foreach (var symbol in operation.Writes)
        {
            _versions[symbol.Name] = _versions.GetValueOrDefault(symbol.Name) + 1;
            var isStored = !_symbols.Derived.ContainsKey(symbol.Name);
            _made.Remove(symbol.Name);
            if (isStored && operation is Elements { Domain: ElementDomain.Units } && !isInStep)
            {
                _made[symbol.Name] = [.. path.Roots.Where(root => _symbols.Contains(root.Symbol) && _symbols[root.Symbol].Kind == SymbolKind.Variable)];
            }

            // A value that a time step stores is a new state, from which the next time step begins.
            _paths[symbol.Name] = isStored
                ? (isInStep ? Path.None with { Senders = path.Senders, Targets = path.Targets, HeardTargets = path.HeardTargets, IsDrawnData = path.IsDrawnData } : path) with { Roots = [(symbol.Name, _versions[symbol.Name])] }
                : path;
            if (path.IsDrawn && isStored && _data.Contains(symbol.Name))
            {
                _paths[symbol.Name] = _paths[symbol.Name] with { IsDrawnData = true };
            }
        }
    }

    private Path Through(string name, bool toPost, Path path, Path sent, bool isInStep)
    {
        var projection = _model.Projections.First(p => p.Name == name);
        var (from, to) = toPost ? (projection.Pre.Name, projection.Post.Name) : (projection.Post.Name, projection.Pre.Name);
        if (_distances.GetValueOrDefault(to) < _distances.GetValueOrDefault(from))
        {
            // What comes back to the data is passed on from there, as other data. A target that is passed on as it is was given, not sent.
            var isGiven = _distances.GetValueOrDefault(to) == 0
                || sent.Roots.Where(root => _symbols.Contains(root.Symbol) && _symbols[root.Symbol].Kind == SymbolKind.Variable).All(root => _targets.Contains(root.Symbol));
            return path with
            {
                Returned = path.Returned || sent.Forward > 0 || sent.HasComeBack,
                HasComeBack = true,
                Senders = isGiven ? path.Senders : [.. path.Senders, from],
            };
        }

        // Targets that pass synapses that learn are passed on as activity, unless they came back as an error.
        var learns = _model.Projections.First(p => p.Name == name).Learning.Count > 0;
        path = path with { Forward = Math.Max(path.Forward, sent.Forward + 1), Targets = path.Targets && (!learns || path.HasComeBack) };
        Forward = isInStep ? Forward : Math.Max(Forward, path.Forward);
        return path;
    }

    private void Learn(PlanOperation operation, bool isInStep)
    {
        var owner = operation switch
        {
            OuterProduct outer => outer.Projection,
            SampleSynapses synapses => synapses.Projection,
            _ => operation.Writes.First().Name,
        };
        var path = All(operation);
        Teach(operation);
        ComesBack |= path.Returned;
        LearnsFromDrawnData |= path.IsDrawnData;
        UsesLayer |= path.UsesLayer;
        Remembers |= path.Roots.Any(root => _made.TryGetValue(root.Symbol, out var made)
            && made.Any(source => source.Symbol != root.Symbol && _versions.GetValueOrDefault(source.Symbol) > source.Version));
        if (_learnedFrom.TryGetValue(owner, out var before) && !isInStep && !IsOfFeedback(owner))
        {
            var changed = path.Roots.Except(before).Select(r => r.Symbol).ToHashSet();
            LearnsAgain |= changed.Count > 0;
            LearnsFromOtherData |= _model.Populations.Any(p => _distances.GetValueOrDefault(p.Name) == 0 && p.Variables.Any(v => changed.Contains(v.Symbol.Name)));
        }

        _learnedFrom[owner] = [.. path.Roots];
        if (!_isLearning && isInStep)
        {
            _groups.Add([]);
        }

        _isLearning = true;
        if (isInStep)
        {
            _groups[^1].Add(owner);
        }
    }

    // Synapses towards the data, such as those of feedback, are not what layers are taught by, but part of the teaching.
    private void Teach(PlanOperation operation)
    {
        var (owner, values) = operation switch
        {
            OuterProduct outer => (outer.Projection, new HashSet<Symbol> { outer.Post }),
            SampleSynapses synapses => (synapses.Projection, synapses.Operands.Where(o => o.Kind == SampleOperandKind.Post).Select(o => o.Variable).ToHashSet()),
            _ => (null, []),
        };
        if (owner is not null && _model.Projections.First(p => p.Name == owner) is var projection
            && _distances.GetValueOrDefault(projection.Post.Name) > _distances.GetValueOrDefault(projection.Pre.Name))
        {
            var (name, path) = (projection.Post.Name, values.Select(PathOf).Aggregate(Path.None, (all, one) => all.With(one)));
            var known = Teachings.GetValueOrDefault(name) ?? new Teaching([], false, false, []);
            Teachings[name] = new Teaching(
                [.. known.Senders, .. path.Senders.Where(sender => sender != name)], known.Targets || path.Targets, known.HeardTargets || path.HeardTargets,
                [.. known.Values, .. values]);
        }
    }

    // Biases of feedback are as far from the data as any others: units that are always on say nothing about it.
    private bool IsOfFeedback(string projection) => _model.Projections.FirstOrDefault(p => p.Name == projection) is { } found
        && (!_distances.ContainsKey(found.Pre.Name) || _distances.GetValueOrDefault(found.Post.Name) < _distances.GetValueOrDefault(found.Pre.Name));

    private Path All(PlanOperation operation) => operation.Reads.Select(PathOf).Aggregate(Path.None, (all, one) => all.With(one));

    private Path PathOf(Symbol symbol) =>
        _paths.GetValueOrDefault(symbol.Name) ?? Path.None with { Roots = [(symbol.Name, _versions.GetValueOrDefault(symbol.Name))] };

    /// <summary>The way in which a value was computed within one time step.</summary>
    /// <param name="Forward">The largest number of projections passed away from the data.</param>
    /// <param name="HasComeBack">Whether the value has passed a projection towards the data.</param>
    /// <param name="Returned">Whether it has done so after it had passed other projections.</param>
    /// <param name="UsesLayer">Whether the value contains a sum over all units of a population.</param>
    /// <param name="Roots">The stored values from which the value was computed, with their versions.</param>
    /// <param name="Senders">The populations farther from the data from which something came back, now or in earlier time steps.</param>
    private sealed record Path(
        int Forward, bool HasComeBack, bool Returned, bool UsesLayer, HashSet<(string Symbol, int Version)> Roots, HashSet<string> Senders)
    {
        public static Path None { get; } = new(0, false, false, false, [], []);

        /// <summary>Whether the value depends on a target that has not passed synapses that learn, now or in earlier time steps.</summary>
        public bool Targets { get; init; }

        /// <summary>Whether the value depends on a target in any way, now or in earlier time steps.</summary>
        public bool HeardTargets { get; init; }

        /// <summary>Whether the value was computed from random numbers.</summary>
        public bool IsDrawn { get; init; }

        /// <summary>Whether the value depends on data that were drawn at random, now or in earlier time steps.</summary>
        public bool IsDrawnData { get; init; }

        public Path With(Path other) => new(
            Math.Max(Forward, other.Forward), HasComeBack || other.HasComeBack, Returned || other.Returned, UsesLayer || other.UsesLayer, [.. Roots, .. other.Roots],
            [.. Senders, .. other.Senders])
        {
            Targets = Targets || other.Targets,
            HeardTargets = HeardTargets || other.HeardTargets,
            IsDrawn = IsDrawn || other.IsDrawn,
            IsDrawnData = IsDrawnData || other.IsDrawnData,
        };
    }
}

/// <summary>What teaches the synapses onto a population.</summary>
/// <param name="Senders">The other populations, farther from the data, from which something came back to it.</param>
/// <param name="Targets">Whether it depends on a target, which the learner does not have when it answers, that has not passed synapses that learn.</param>
/// <param name="HeardTargets">Whether it depends on a target in any way.</param>
/// <param name="Values">The values of its units from which its synapses learn.</param>
internal sealed record Teaching(HashSet<string> Senders, bool Targets, bool HeardTargets, HashSet<Symbol> Values);
