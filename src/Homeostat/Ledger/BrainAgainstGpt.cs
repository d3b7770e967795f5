using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Homeostat;

/// <summary>The comparison of what a human brain uses to learn with what the training of GPT-3 used, computed from figures with their sources and grades.</summary>
internal sealed class BrainAgainstGpt
{
    private const double DaysPerYear = 365.25;

    private readonly IReadOnlyList<Figure> _figures;

    /// <summary>Reads the figures that are part of the library.</summary>
    public BrainAgainstGpt()
    {
        using var stream = typeof(BrainAgainstGpt).Assembly.GetManifestResourceStream("Figures/brain-against-gpt.json")!;
        _figures = JsonSerializer.Deserialize<Figure[]>(stream, JsonSerializerOptions.Web)!;
    }

    /// <summary>The energy of a brain in the years of learning, in kWh.</summary>
    public double Brain => KilowattHours("brain", this["years"] * DaysPerYear);

    /// <summary>The energy of a body in the years of learning, in kWh.</summary>
    public double Body => KilowattHours("body", this["years"] * DaysPerYear);

    /// <summary>The energy of a brain in a year, in kWh.</summary>
    public double BrainYear => KilowattHours("brain", DaysPerYear);

    /// <summary>The energy of a brain in a day, in MJ.</summary>
    public double BrainDay => this["brain"] * this["day"] * 3600 / 1e6;

    /// <summary>The energy of the training by its processors, power, time and overhead, in MWh.</summary>
    public double Product => this["gpus"] * this["power"] * this["days"] * this["day"] * this["overhead"] / 1e6;

    /// <summary>The energy of the training in brains that have learned.</summary>
    public double Brains => Training / Brain;

    /// <summary>The energy of the training in bodies that have learned.</summary>
    public double Bodies => Training / Body;

    /// <summary>The energy of the training in years of a brain.</summary>
    public double BrainYears => Training / BrainYear;

    /// <summary>The energy of the training for each of its operations, in J.</summary>
    public double JoulesPerOperation => this["training"] * 3.6e9 / this["operations"];

    private double Training => 1000 * this["training"];

    private double this[string name] => _figures.Single(figure => figure.Name == name).Value;

    /// <summary>The comparison as a page in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# Brain against GPT\n\n");
        text.Append("`homeostat brain-against-gpt` computes and prints this page. Every number of the second table follows from the figures of the first.\n\n");
        text.Append("| figure | value | grade | source |\n| --- | ---: | --- | --- |\n");
        foreach (var figure in _figures)
        {
            var unit = figure.Unit == "1" ? "" : $" {figure.Unit}";
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | {figure.Value}{unit} | {figure.Grade} | {figure.Source} |\n");
        }

        text.Append("\n| compared | value | computed as |\n| --- | ---: | --- |\n");
        Row("a brain, a day", $"{BrainDay:0.000} MJ", "power · day");
        Row("a brain, a year", $"{BrainYear:0.00} kWh", "power · year");
        Row("a brain until it has learned", $"{Brain:0.0} kWh", "power · years");
        Row("a body until its brain has learned", $"{Body:0} kWh", "power · years");
        Row("GPT-3, trained once", $"{this["training"]:0} MWh", "as reported");
        Row("GPT-3, checked", $"{Product:0.0} MWh", "processors · power · days · overhead");
        Row("GPT-3 in brains that have learned", $"{Brains:0.0}", "training / brain");
        Row("GPT-3 in bodies that have learned", $"{Bodies:0.0}", "training / body");
        Row("GPT-3 in years of a brain", $"{BrainYears:0}", "training / brain in a year");
        Row("GPT-3 for each operation", $"{JoulesPerOperation * 1e12:0.0} pJ", "training / operations");
        text.Append(
            "\nThe comparison is one training against one life. **Neither evolution is in it**, which prepared the brain over the energy of all its ancestors, "
            + "**nor the inferences after training**, which for a model that many use cost more than its training; nor how many people one model serves, "
            + "nor what the two have learned, which is not the same.\n");
        return text.ToString();

        void Row(string what, FormattableString value, string how) =>
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {value.ToString(CultureInfo.InvariantCulture)} | {how} |\n");
    }

    private double KilowattHours(string power, double days) => this[power] * days * this["day"] / 1000;

    private sealed record Figure(string Name, double Value, string Unit, string What, string Grade, string Source);
}
