
namespace Homeostat;

/// <summary>
/// Back-propagation, the baseline for all other learners. It is derived from the circuit that it is compared with, as the symbolic
/// derivative of the free energy through the forward sweep. The result is again a circuit with readable equations: each population
/// gets the adjoints of its inputs, which are delivered through the transposed weights.
/// </summary>
public static class Backpropagation
{
    private const string Suffix = "_adjoint";

    /// <summary>The entry of back-propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "bp",
        CreditAssignment.Backpropagation,
        "back-propagation through the circuit of pc, the baseline that the others are compared with",
        "Rumelhart, Hinton & Williams 1986, Nature 323",
        new BackpropagationOptions(),
        Create);

    /// <summary>Creates a learner that uses back-propagation through a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, BackpropagationOptions? options = null)
    {
        options ??= new BackpropagationOptions();
        Setting.Require(options);
        return Of(
            PredictiveCoding.Create(layers, new PredictiveCodingOptions
            {
                Activation = options.Activation,
                Weights = options.Weights,
                Output = options.Output,
                Bias = options.Bias,
                Scaling = options.Scaling,
                Selection = options.Selection,
            }),
            options.Optimizer);
    }

    /// <summary>
    /// Creates a learner that follows the exact gradient of the free energy of <paramref name="learner"/>'s circuit after its
    /// forward sweep. Populations that the training schedule clamps keep their values.
    /// </summary>
    /// <param name="learner">A learner whose training clamps data and sweeps.</param>
    /// <param name="optimizer">The rule that turns gradients into changes of the weights.</param>
    /// <exception cref="HomeostatException">Back-propagation cannot be derived for a projection or a sweep of the circuit.</exception>
    public static Learner Of(Learner learner, Optimizer? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(learner);
        if (learner.Selection is not null)
        {
            throw new HomeostatException(
                $"The structure of '{learner.Name}' changes while it learns; back-propagation is derived for circuits whose structure stays. "
                + $"Create the learner without a Selection.");
        }

        optimizer ??= Optimizer.Adam();
        var model = new CircuitModel(learner.Circuit);
        var clamped = learner.Train.OfType<Clamp>()
            .Select(clamp => model.Variable(clamp.Variable, "A clamp").Symbol)
            .ToHashSet();
        Phase[] forwards = [.. learner.Train.TakeWhile(phase => phase is Clamp or Set or Act or Sweep)];
        var acted = Schedule.All([.. forwards, .. learner.Test, .. learner.Dream, .. learner.Complete]).OfType<Act>().Select(act => act.Action).ToHashSet();
        string?[] read = [learner.Readout, learner.Reconstruction, learner.Features, learner.Causes];
        var populations = model.Populations.ToDictionary(p => p, p => new Adjoint(model, p, clamped, read));
        var forward = model.Projections
            .SelectMany(p => p.Deliveries)
            .Where(d => d.ToPost && populations[d.Projection.Post].Needs(d.Input))
            .ToArray();
        foreach (var delivery in forward)
        {
            RequireWeighted(delivery);
            populations[delivery.Projection.Pre].Sends(delivery.Terms[0].Pre);
            if (delivery.Projection.WinnerOf(delivery.Terms[0].Synapse) is { } winner)
            {
                populations[delivery.Projection.Pre].Sends(winner.Chooser);
            }
        }

        var circuit = new Circuit(
            $"{learner.Circuit.Name}, back-propagated", learner.Circuit.TimeStep * Units.Second);
        foreach (var population in model.Populations)
        {
            circuit.Add(new Population(population.Name, population.Declaration.Size, populations[population].Equations())
            {
                OnSweep = population.Declaration.OnSweep,
                Actions = population.Declaration.Actions.Where(action => acted.Contains(action.Key)).ToDictionary(),
                Constants = population.Declaration.Constants,
                Initial = population.Declaration.Initial,
            });
        }

        foreach (var delivery in forward)
        {
            var declaration = delivery.Projection.Declaration;
            var sender = populations[delivery.Projection.Pre];
            var sent = sender.NameOf(delivery.Terms[0].Pre);
            var weight = delivery.Terms[0].Synapse;
            var winner = delivery.Projection.WinnerOf(weight);
            var isFixed = weight.Symbol is null || winner is not null;
            var factor = winner is not null ? $"is_max({sender.NameOf(winner.Chooser)}_pre)" : isFixed ? Node.Number(weight.Value) : "w";
            var lines = $"{delivery.Input.Name}_post = {factor}*{sent}_pre : 1 (summed)";
            if (sender.Passes(delivery.Terms[0].Pre))
            {
                lines += $"\n{sent}{Suffix}_pre = {factor}*{delivery.Input.Name}{Suffix}_post : 1 (summed)";
            }

            var derived = isFixed ? new Projection(declaration.Pre, declaration.Post, lines) { Name = declaration.Name } : Synapse.Learning(
                declaration.Pre,
                declaration.Post,
                lines,
                $"mean({delivery.Input.Name}{Suffix}_post*{sent}_pre)",
                optimizer,
                declaration.Initial.GetValueOrDefault(delivery.Projection.Variables.First(v => v.Symbol == weight.Symbol).Name, "0"),
                declaration.Name);
            circuit.Add(derived with { Connectivity = declaration.Connectivity });
        }

        return learner with
        {
            Name = "bp",
            Circuit = circuit,
            Train =
            [
                .. forwards,
                new Measure(),
                new Learn(),
            ],
            Source = "Rumelhart, Hinton & Williams 1986, Nature 323; derived from the circuit",
        };
    }

    private static void RequireWeighted(Delivery delivery)
    {
        if (delivery.Terms is not [var term] || !term.Post.Is(1)
            || (term.Synapse.Symbol is null ? term.Synapse.Operation != Operation.Constant : delivery.Projection.IsOneToOne))
        {
            throw new HomeostatException(
                $"Back-propagation is derived for projections that deliver a weight or a number, one to one only a number, times a presynaptic value; "
                + $"'{delivery.Projection.Name}' delivers something else to '{delivery.Input}'.");
        }
    }

    /// <summary>The backward half of one population.</summary>
    private sealed class Adjoint
    {
        private readonly NodeFactory _factory;
        private readonly PopulationModel _population;
        private readonly HashSet<Symbol> _clamped;
        private readonly List<(Node Value, string Name)> _sent = [];
        private readonly Substitution _swept;
        private readonly Node _energy;
        private readonly IReadOnlyList<string?> _read;

        public Adjoint(CircuitModel model, PopulationModel population, HashSet<Symbol> clamped, IReadOnlyList<string?> read)
        {
            (_factory, _population, _clamped, _read) = (model.Factory, population, clamped, read);

            // A variable that a sweep assigns is replaced by the assigned expression, so that derivatives pass through it.
            var assigned = population.Sweep
                .Where(store => !clamped.Contains(store.Target))
                .ToDictionary(store => store.Target, store => store.Value);
            _swept = new Substitution(
                _factory, assigned);
            _energy = population.Energies.Select(e => _swept.Apply(e.Value)).Aggregate(_factory.Constant(0), _factory.Add);
        }

        public bool Needs(Variable input) =>
            DifferentialSystem.Contains(_energy, input.Symbol)
            || _population.Sweep.Any(store =>
                !_clamped.Contains(store.Target) && DifferentialSystem.Contains(store.Value, input.Symbol));

        public void Sends(Node value)
        {
            if (!_sent.Exists(s => ReferenceEquals(s.Value, value)))
            {
                var name = _population.Equations.Equations
                    .FirstOrDefault(e => ReferenceEquals(_population.Value(e.Name), value))?.Name ?? $"sent{_sent.Count}";
                _sent.Add((value, name));
            }
        }

        public string NameOf(Node value) => _sent.First(s => ReferenceEquals(s.Value, value)).Name;

        /// <summary>Whether any projection before the value learns from the value's adjoint.</summary>
        public bool Passes(Node value) =>
            _population.Inputs.Any(input => Needs(input) && DifferentialSystem.Contains(_swept.Apply(value), input.Symbol));

        public string Equations()
        {
            var lines = new List<string>();
            foreach (var variable in _population.Variables.Where(v => v.Kind != VariableKind.Input || Needs(v)))
            {
                string?[] flags =
                [
                    variable.Kind == VariableKind.Input ? "input" : null,
                    variable.Symbol.Axes == Axes.None ? "shared" : variable.Symbol.Axes == Axes.Columns ? "constant over batch" : null,
                    variable.Role != Role.None ? EquationFlags.OfRole(variable.Role) : null,
                ];
                var stated = string.Join(", ", flags.OfType<string>());
                lines.Add($"{variable.Name} : 1{(stated.Length > 0 ? $" ({stated})" : "")}");
            }

            foreach (var (value, name) in _sent.Where(s => s.Value.Symbol is null))
            {
                lines.Add($"{name} = {Text(value)} : 1");
            }

            // What is read from the learner, such as a reconstruction, stays under its name.
            foreach (var equation in _population.Equations.Equations.Where(e => _read.Contains($"{_population.Name}.{e.Name}") && _sent.TrueForAll(s => s.Name != e.Name)))
            {
                if (_population.Value(equation.Name) is { Symbol: null } value)
                {
                    lines.Add($"{equation.Name} = {Text(value)} : 1");
                }
            }

            foreach (var (_, name) in _sent.Where(s => Passes(s.Value)))
            {
                lines.Add($"{name}{Suffix} : 1 (input)");
            }

            if (_energy.Operation != Operation.Constant)
            {
                lines.Add($"F = {Text(_energy)} : 1 (energy)");
            }

            lines.AddRange(_population.Inputs.Where(Needs).Select(input => $"{input.Name}{Suffix} = {AdjointOf(input)} : 1"));
            return string.Join('\n', lines);
        }

        private string AdjointOf(Variable input)
        {
            var variable = _factory.Load(input.Symbol);
            var sum = Differentiation.Gradient(_factory, _energy, _factory.Constant(1), [variable])[0];
            var terms = new List<string>();
            var copy = _population.Sweep.FirstOrDefault(s => ReferenceEquals(s.Value, variable) && !_clamped.Contains(s.Target));
            foreach (var (value, name) in _sent.Where(s => Passes(s.Value)))
            {
                if (copy is not null && IsElementwise(value))
                {
                    terms.Add($"{name}{Suffix}*diff({name}, {NameOf(copy.Target)})");
                    continue;
                }

                var seed = _factory.Load(new Symbol($"{name}{Suffix}", Axes.Both));
                sum = _factory.Add(sum, Differentiation.Gradient(_factory, _swept.Apply(value), seed, [variable])[0]);
            }

            return terms.Count == 0 ? Text(sum)
                : sum.Is(0) ? string.Join(" + ", terms)
                : string.Join(" + ", terms.Append($"({Text(sum)})"));
        }

        private string? NameOf(Symbol symbol) => _population.Variables.FirstOrDefault(v => v.Symbol == symbol)?.Name;

        private static bool IsElementwise(Node value) =>
            value.Operation != Operation.Reduce && value.Arguments.All(IsElementwise);

        // Where a sweep copies an input to a state, the name of the state is easier to read, and its activity is already declared.
        private string Text(Node value)
        {
            var copies = _population.Sweep
                .Where(store => store.Value.Symbol is not null && !_clamped.Contains(store.Target))
                .GroupBy(store => store.Value)
                .ToDictionary(group => group.Key, group => _factory.Load(group.First().Target));
            var named = new Substitution(_factory, node => copies.GetValueOrDefault(node)).Apply(value);
            return NodePrinter.Print(named, node =>
                _sent.Find(s => ReferenceEquals(s.Value, node)) is (not null, var sent) ? sent
                : node.Symbol is { } symbol ? NameOf(symbol) : null);
        }
    }
}
