using System.Text;

namespace Homeostat.Fuzz;

/// <summary>Equations, statements, expressions and quantities as text. An error names a place in the text and underlines it.</summary>
internal sealed class EquationFuzz : ParserFuzz
{
    private static readonly KnownNames Outer = new("v: volt, w: 1, tau: second, I: amp");

    public override string Name => "equations";

    public override string Summary => "texts of equations, statements, expressions and quantities";

    protected override IReadOnlyList<string> Words { get; } =
    [
        "v", "dv", "dt", "/", "=", ":", "volt", "1", "(", ")", "(", ")", ",", "\n", " ", "+", "-", "*", "**", "//", "%", "<", "==",
        "!=", "and", "or", "not", "exp", "clip", "where", "sum", "diff", "unless refractory", "constant", "input", "0", "1e-3",
        ".5", "inf", "#", ";", "+=", "mV", "t", "xi", "True", "^", "&&", "[", ".", "\\\n", "\\", "if", "τ", "amp/meter**2", "event-driven",
        "((((((((((", "))))))))))", "--------", "not not ", "**-", "constant over dt", "shared", "where(1,", "diff(v, v)", "1e308", "9999999999999999999",
    ];

    public override void Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        Try(() => EquationChecks.Check(EquationSet.Parse(text, "population 'a'"), Outer));
        Try(() => EquationChecks.Check(StatementList.Parse(text), Outer));
        Try(() => new DimensionChecker(text, null, Outer).Check(ExpressionParser.Parse(text)));
        Try(() => Require(!double.IsNaN(Quantity.Parse(text).Value), "a quantity is not a number"));
        Attempt(() => _ = new Semantics.CircuitModel(new Circuit("c") { new Population("a", 2, text) }));

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (EquationException error)
            {
                var lines = text.Split('\n');
                Require(error.Line >= 1 && error.Line <= lines.Length, $"line {error.Line} of {lines.Length} is named");
                Require(error.Column >= 1 && error.Column <= lines[error.Line - 1].Length + 1, $"column {error.Column} of line {error.Line} is named");
                Require(error.Message.Split('\n')[3].Contains('^', StringComparison.Ordinal), $"no caret is under the place: {error.Message}");
            }
        }

        static void Require(bool holds, string fault)
        {
            if (!holds)
            {
                throw new InvalidOperationException(fault);
            }
        }
    }

    protected override IEnumerable<byte[]> Sources()
    {
        var populations = NeuronCatalog.All.Select(neuron => neuron.Create("cells", 3)).Concat(NetworkCatalog.All.SelectMany(n => n.Circuit.Populations))
            .Concat(ModelCatalog.All.Select(m => RandomLearners.Small(m, 4, 4, 3)).OfType<Learner>().SelectMany(learner => learner.Circuit.Populations)).ToArray();
        var projections = NetworkCatalog.All.SelectMany(n => n.Circuit.Projections).ToArray();
        return populations.SelectMany(p => new[] { p.Equations, p.Threshold, p.Reset, p.Refractory, p.OnStep, p.OnSweep })
            .Concat(projections.SelectMany(p => new[] { p.Equations, p.OnPre, p.OnPost, p.OnLearn, p.Delay }))
            .Concat(["-65 mV", "20*ms", "9.81 meter/second**2", "clip(w + Apost, 0, inf) > 3 and not v < 0"])
            .Concat(Enumerable.Range(0, 20).Select(seed => RandomExpression.Any(new Random(seed), 5, "v", "w")))
            .Where(text => text.Length > 0)
            .Distinct()
            .Select(Encoding.UTF8.GetBytes);
    }
}
