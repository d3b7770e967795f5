using System.Globalization;

namespace Homeostat.Cli;

/// <summary>
/// The properties of every learner of the catalog, computed from the operations of its plans for a network of 784-256-256-10 units and a batch of 100. Multiply-accumulates and
/// values kept for a sample are multiples of those of back-propagation in the same network.
/// </summary>
internal sealed class TaxonomyTable
{
    private const int Batch = 100;
    private static readonly int[] Layers = [784, 256, 256, 10];

    private readonly (Model Model, Taxonomy Taxonomy, double MultiplyAccumulates, double Values)[] _rows;

    public TaxonomyTable()
    {
        var (operations, values) = CostOf(ModelCatalog.Find("bp"));
        _rows = [.. ModelCatalog.All.Select(model =>
        {
            var cost = CostOf(model);
            return (model, Taxonomy.Of(Learner(model)), cost.MultiplyAccumulates / operations, cost.Values / values);
        })];
    }

    /// <summary>The titles of the columns; those of numbers begin with <c>&gt;</c>.</summary>
    public IReadOnlyList<string> Columns => ["learner", .. _rows[0].Taxonomy.Lines().Select(line => line.Name), ">multiply-accumulates", ">values a sample"];

    /// <summary>The rows, in the order of the catalog.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => _rows.Select(row => (IReadOnlyList<string>)
    [
        row.Model.Name, .. row.Taxonomy.Lines().Select(line => line.Value), Text($"{row.MultiplyAccumulates:0.00}"), Text($"{row.Values:0.00}"),
    ]);

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() => MarkdownTable.Of(Columns, Rows);

    private static Learner Learner(Model model) => model.Create(model.LayersOf(Layers));

    private static (double MultiplyAccumulates, double Values) CostOf(Model model)
    {
        var learner = Learner(model);
        using var simulation = new Simulation(learner.Circuit, 1);
        var plan = simulation.Compile(learner.Train);
        return (plan.CostOf(Batch).MultiplyAccumulates, plan.ValuesPerSample);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
