
namespace Homeostat.Semantics;

/// <summary>A projection whose equations have been checked, translated and factorized.</summary>
internal sealed partial class ProjectionModel
{
    private readonly NodeFactory _factory;
    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, (Sides Side, Node Value)> _ends = [];
    private readonly Factorization _factorization;
    private readonly Translator _translator;
    private readonly ProjectionScope _scope;
    private readonly Translator _learner;
    private readonly IReadOnlyList<Store> _gradient;
    private readonly List<Winner> _winners = [];
    private string _block = "";
    private int _draws;

    public ProjectionModel(Projection declaration, PopulationModel pre, PopulationModel post, NodeFactory factory)
    {
        (Declaration, Pre, Post, _factory) = (declaration, pre, post, factory);
        Storage = WeightStorage.Of(declaration, pre.Declaration, post.Declaration);
        Equations = EquationSet.Parse(declaration.Equations, Owner);
        _scope = new ProjectionScope(this);
        EquationChecks.Check(Equations, _scope);
        EquationChecks.Refuse(
            Equations, ["unless refractory", "linked", "constant over dt"], "The flag ({0}) has no meaning at a synapse.", "Use it in the equations of a population.");
        _factorization = new Factorization(factory, SideOf);
        _translator = new Translator(factory, Value) { Special = OverSynapses };

        foreach (var equation in Equations.Equations.Where(e => e.Kind != EquationKind.Subexpression))
        {
            var axes = equation.Has("shared") ? Axes.None : Axes.Both;
            var symbol = new Symbol($"{declaration.Name}.{equation.Name}", axes);
            _variables.Add(
                equation.Name,
                new Variable(declaration.Name, equation.Name, symbol, VariableKind.Parameter, equation.Dimension, equation.Role) { IsPerSample = equation.Has("per sample") });
        }

        _samples = [.. _variables.Values.Where(variable => variable.IsPerSample).Select(variable => variable.Symbol)];
        RequireStorage();

        Deliveries = declaration.IsCut ? [] : [.. Equations.Equations.Where(e => e.Has("summed")).Select(Deliver)];
        _learner = new Translator(factory, Value) { Special = OverBatch };
        _gradient = Lower("learn", declaration.OnLearn, []);
        Learning = declaration.OnUpdate.Length == 0 ? _gradient : Lower("update", declaration.OnUpdate, _gradient);
        RequireLocal();
    }

    public Projection Declaration { get; }

    public PopulationModel Pre { get; }

    public PopulationModel Post { get; }

    public string Name => Declaration.Name;

    public string Owner => $"projection '{Declaration.Name}'";

    public bool IsOneToOne => Declaration.Connectivity == Connectivity.OneToOne;

    /// <summary>The number of rows of the matrices that store the synapses' variables.</summary>
    public int Rows => Storage.Rows;

    /// <summary>The number of columns of the matrices that store the synapses' variables.</summary>
    public int Columns => Storage.Columns;

    public EquationSet Equations { get; }

    public IEnumerable<Variable> Variables => _variables.Values;

    public IReadOnlyList<Delivery> Deliveries { get; }

    /// <summary>The new values of the variables that learn, in terms of synaptic values, batch sums and synapse sums.</summary>
    public IReadOnlyList<Store> Learning { get; }

    public List<BatchSum> BatchSums { get; } = [];

    public List<SynapseTotal> SynapseTotals { get; } = [];

    /// <summary>The symbols of random numbers that are drawn anew in each learning phase: true for normal, false for uniform ones.</summary>
    public Dictionary<Symbol, bool> Random { get; } = [];

    /// <summary>The layout in which the variables of the synapses are stored.</summary>
    public WeightStorage Storage { get; }

    /// <summary>The winner whose symbol a synaptic value is; null for any other value.</summary>
    public Winner? WinnerOf(Node synapse) => _winners.Find(winner => winner.Symbol == synapse.Symbol);

    public Variable? Find(string name) => _variables.GetValueOrDefault(name);

    private IReadOnlyList<Store> Lower(string block, string statements, IReadOnlyList<Store> before)
    {
        // However often a block is lowered, its random numbers have the same names.
        (_block, _draws) = (block, 0);
        return StatementLowering.Lower(
            StatementList.Parse(statements, Owner), Owner, _scope, _learner, Value, _factory, name => _variables.GetValueOrDefault(name)?.Symbol, before);
    }

    private Node? Value(string name)
    {
        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }

        Node? value = null;
        if (_variables.TryGetValue(name, out var variable))
        {
            value = _factory.Load(variable.Symbol);
        }
        else if (Equations.TryGet(name, out var equation) && !equation!.Has("summed"))
        {
            value = _translator.Translate(equation.Expression!);
        }
        else if (Declaration.Constants.TryGetValue(name, out var constant))
        {
            value = _factory.Constant(constant.Value);
        }
        else if (name is "N_pre" or "N_post")
        {
            value = _factory.Constant(name == "N_pre" ? Storage.FanIn : Storage.FanOut);
        }
        else if (EndOf(name) is var (population, side, inner) && population.Value(inner) is { } end)
        {
            var symbol = new Symbol($"{Name}:{name}", Axes.Both);
            _ends[symbol] = (side, end);
            value = _factory.Load(symbol);
        }

        if (value is not null)
        {
            _values[name] = value;
        }

        return value;
    }

    internal (PopulationModel Population, Sides Side, string Inner)? EndOf(string name) =>
        name.EndsWith("_pre", StringComparison.Ordinal) ? (Pre, Sides.Pre, name[..^4])
        : name.EndsWith("_post", StringComparison.Ordinal) ? (Post, Sides.Post, name[..^5])
        : null;

    private Sides SideOf(Symbol symbol) => _ends.TryGetValue(symbol, out var end) ? end.Side : _samples.Contains(symbol) ? Sides.Sample : Sides.Synapse;

    /// <summary>Replaces <c>x_pre</c> and <c>x_post</c> by their values in the two populations.</summary>
    private Node AtEnd(Node node) => new Substitution(
        _factory, n => n.Symbol is { } s && _ends.TryGetValue(s, out var end) ? end.Value : null).Apply(node);

    private IReadOnlyList<Term> TermsOf(Node node, TextSpan where, string text, string what)
    {
        var terms = _factorization.Terms(node) ?? throw EquationException.At(
            text, Owner, where,
            $"{what} must be a sum of products of synaptic, presynaptic and postsynaptic values, as in w*rate_pre.",
            "Here a function mixes values of both ends, which a product with a matrix cannot. Store the synapses one by one, Connectivity = Connectivity.Where(\"i >= 0\"), "
            + "or write the function as such a sum: sin(x_pre - x_post) is sin(x_pre)*cos(x_post) - cos(x_pre)*sin(x_post).");
        return [.. terms.Select(term => term with { Pre = AtEnd(term.Pre), Post = AtEnd(term.Post) })];
    }

    private Delivery Deliver(Equation equation)
    {
        if (EndOf(equation.Name) is not var (population, side, inner)
            || population.Find(inner) is not { Kind: VariableKind.Input } input)
        {
            throw EquationException.At(
                Equations.Text, Owner, equation.NameSpan,
                "A (summed) line delivers to an input of one of the two populations.",
                "Name it x_post or x_pre, where x is declared there with the flag (input). "
                + $"'{Pre.Name}' has the inputs {List(Pre)}; '{Post.Name}' has {List(Post)}.");
        }

        new DimensionChecker(Equations.Text, Owner, _scope).RequireSame(
            equation.Dimension, input.Dimension, equation.NameSpan, $"what is delivered to '{input}'");
        var value = new Translator(_factory, Value) { Special = OverWindow }.Translate(equation.Expression!);
        if (value.Symbols.Any(_samples.Contains))
        {
            throw EquationException.At(
                Equations.Text, Owner, equation.NameSpan, "A variable flagged (per sample) is learned from, and cannot be delivered.", "Deliver a variable without the flag, such as the weight.");
        }

        var terms = TermsOf(value, equation.NameSpan, Equations.Text, "What synapses deliver");
        return new Delivery(this, input, side == Sides.Post, [.. terms.Select(term => Chosen(term, side == Sides.Post, equation))]);

        static string List(PopulationModel p) =>
            p.Inputs.Any() ? string.Join(", ", p.Inputs.Select(v => v.Name)) : "none";
    }

    // mean(...) and sum(...) in a learning rule run over the samples of the batch.
    private Node? OverBatch(CallExpression call, Translator translator)
    {
        if (call is { Function: "rand" or "randn", Arguments.Count: 0 })
        {
            return Draw(call.Function, translator.IsShared);
        }

        if (call.Function is not ("mean" or "sum") || call.Arguments.Count != 1)
        {
            return OverSynapses(call, translator);
        }

        var argument = translator.Translate(call.Arguments[0]);
        if (argument.Symbols.Any(_samples.Contains))
        {
            return OverSamples(argument, call.Function == "mean");
        }

        var terms = TermsOf(
            argument, call.Span, Declaration.OnLearn, $"What {call.Function}() averages over the batch");
        var total = _factory.Constant(0);
        foreach (var term in terms)
        {
            var (scale, pre) = ConstantFactor.Of(term.Pre);
            var (factor, post) = ConstantFactor.Of(term.Post);
            var sum = BatchSums.Find(s =>
                ReferenceEquals(s.Pre, pre) && ReferenceEquals(s.Post, post) && s.IsMean == (call.Function == "mean"));
            if (sum is null)
            {
                var axes = pre.Is(1) && Storage is FullMatrix ? Axes.Rows : Axes.Both;
                sum = new BatchSum(new Symbol($"{Name}:batch{BatchSums.Count}", axes), pre, post, call.Function == "mean");
                BatchSums.Add(sum);
            }

            var coefficient = _factory.Multiply(term.Synapse, _factory.Constant(scale * factor));
            total = _factory.Add(total, _factory.Multiply(coefficient, _factory.Load(sum.Symbol)));
        }

        return total;
    }

    private Node Draw(string function, bool isShared)
    {
        var symbol = new Symbol($"{Name}:{_block} {function}{_draws++}", isShared ? Axes.None : Axes.Both);
        Random[symbol] = function == "randn";
        return _factory.Load(symbol);
    }

    private Node? OverSynapses(CallExpression call, Translator translator)
    {
        if (call is { Function: "whitening", Arguments: [var argument] })
        {
            return Whitening(translator.Translate(argument), call);
        }

        if (call.Function.Split('_') is not [("sum" or "max") and var word, ("pre" or "post" or "all") and var over] || call.Arguments.Count != 1)
        {
            return null;
        }

        if (Storage is SharedWindow || (Storage is SharedKernels && over == "post"))
        {
            throw EquationException.At(
                Declaration.OnLearn, Owner, call.Span,
                $"'{call.Function}' cannot run over synapses that share their values: {Declaration.Connectivity}.",
                Storage is SharedKernels
                    ? $"Take {word}_pre(...), the {(word == "sum" ? "sum" : "largest")} over the weights of each kernel, or {word}_all(...), over the weights of all kernels."
                    : "Its synapses have a single value.");
        }

        // A sum within the sum gets its number first.
        var (reduction, value) = (word == "sum" ? Reduction.Sum : Reduction.Max, translator.Translate(call.Arguments[0]));
        return over switch
        {
            "all" when IsOneToOne => Reduced(reduction, value, ofPost: true),
            "all" => Reduced(reduction, Reduced(reduction, value, ofPost: true), ofPost: false),

            // A unit has a single one-to-one synapse.
            _ => IsOneToOne ? value : Reduced(reduction, value, over == "pre"),
        };
    }

    private Node Whitening(Node value, CallExpression call)
    {
        if (Storage is not FullMatrix || Rows != Columns || value.Axes != Axes.Both)
        {
            throw EquationException.At(
                $"{Declaration.OnLearn}\n{Declaration.OnUpdate}", Owner, call.Span,
                "'whitening' needs a square matrix, with a value for each pair of units.",
                $"Take a variable of a dense projection between populations of the same size; this one has {Rows} x {Columns} synapses, {Declaration.Connectivity}.");
        }

        var factor = new SynapseFactor(new Symbol($"{Name}:whitening{SynapseTotals.Count}", Axes.Both), value);
        SynapseTotals.Add(factor);
        return _factory.Load(factor.Symbol);
    }

    private Node Reduced(Reduction reduction, Node value, bool ofPost)
    {
        var (axis, count) = ofPost ? (Axes.Columns, Columns) : (Axes.Rows, Rows);
        if (!value.Axes.HasFlag(axis))
        {
            return reduction == Reduction.Sum ? _factory.Multiply(_factory.Constant(count), value) : value;
        }

        var sum = new SynapseSum(new Symbol($"{Name}:{(reduction == Reduction.Sum ? "sum" : "max")}{SynapseTotals.Count}", value.Axes & ~axis), value, reduction, ofPost);
        SynapseTotals.Add(sum);
        return _factory.Load(sum.Symbol);
    }

    // In a pooling, is_max(...) and max(...) run over the window of a postsynaptic unit.
    private Node? OverWindow(CallExpression call, Translator translator)
    {
        if (call.Arguments.Count != 1 || !(call.Function == "is_max" || (call.Function == "max" && Storage is SharedWindow)))
        {
            return OverSynapses(call, translator);
        }

        var value = translator.Translate(call.Arguments[0]);
        if (Storage is not SharedWindow || _factorization.SidesOf(value) != Sides.Pre)
        {
            throw EquationException.At(
                Equations.Text, Owner, call.Span,
                $"'{call.Function}' chooses a presynaptic unit of each window by a value that only these units have.",
                "Write is_max(x_pre) or max(x_pre) in a projection with Connectivity.Pooling.");
        }

        var chooser = AtEnd(value);
        var winner = _winners.Find(known => ReferenceEquals(known.Chooser, chooser));
        if (winner is null)
        {
            winner = new Winner(new Symbol($"{Name}:winner{_winners.Count}", Axes.Both), chooser);
            _winners.Add(winner);
        }

        var chosen = _factory.Load(winner.Symbol);
        return call.Function == "is_max" ? chosen : _factory.Multiply(chosen, value);
    }

    // A factor of a winner is moved to the value that is sent through it.
    private Term Chosen(Term term, bool toPost, Equation equation)
    {
        if (!term.Synapse.Symbols.Any(symbol => _winners.Exists(winner => winner.Symbol == symbol)))
        {
            return term;
        }

        var (factor, synapse) = ConstantFactor.Of(term.Synapse);
        if (WinnerOf(synapse) is null)
        {
            throw EquationException.At(
                Equations.Text, Owner, equation.NameSpan,
                "The winner of a window can only deliver a value of its two units, but here this value is combined with another one of the synapse.",
                "Do not multiply is_max(...) or max(...) by variables of the projection.");
        }

        var scale = _factory.Constant(factor);
        return toPost ? new Term(synapse, _factory.Multiply(scale, term.Pre), term.Post) : new Term(synapse, term.Pre, _factory.Multiply(scale, term.Post));
    }
}
