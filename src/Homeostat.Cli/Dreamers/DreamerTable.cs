using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The results of a comparison of generative models, a row for each model, with the mean and the standard deviation over the seeds.</summary>
/// <param name="results">The trials with what was measured.</param>
internal sealed class DreamerTable(IReadOnlyList<(Trial Trial, Outcome Outcome, DreamerMeasures Measures)> results)
{
    private readonly string[] _unknown = [.. results.SelectMany(result => result.Measures.Unknown.Keys).Distinct()];

    /// <summary>The titles of the columns; those of numbers begin with <c>&gt;</c>.</summary>
    public IReadOnlyList<string> Columns =>
    [
        "model", ">synapses", ">log p, nats", ">effective draws", ">log p + 2 log n", ">log p, annealed", ">effective chains", ">cross-entropy, nats", ">masked MSE", ">linear error", ">k-NN error", ">Fréchet", ">precision", ">recall",
        ">diversity", ">nearest", .. _unknown.SelectMany(name => new[] { $">{name}, F", $">{name}, log p" }), ">seconds of a core",
    ];

    /// <summary>The rows, the most likely model first.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => results
        .GroupBy(result => result.Trial.Name)
        .OrderByDescending(group => group.Average(r => r.Measures.LogLikelihood))
        .Select(group => (IReadOnlyList<string>)
        [
            group.Key,
            Words.Large(group.First().Measures.Synapses),
            Number(group, m => m.LogLikelihood, 2),
            Number(group, m => m.EffectiveDraws, 1),
            Number(group, m => m.WithoutDivision, 2),
            Number(group, m => m.Annealed, 2),
            Number(group, m => m.EffectiveChains, 1),
            Number(group, m => m.CrossEntropy, 2),
            Number(group, m => m.MaskedError, 4),
            Number(group, m => m.LinearError, 4),
            Number(group, m => m.NeighborError, 4),
            Number(group, m => m.Frechet, 2),
            Number(group, m => m.Precision, 3),
            Number(group, m => m.Recall, 3),
            Number(group, m => m.Diversity, 3),
            Number(group, m => m.Nearest, 3),
            .. _unknown.SelectMany(name => new[] { Number(group, m => m.Unknown[name].FreeEnergy, 3), Number(group, m => m.Unknown[name].Likelihood, 3) }),
            group.Average(r => r.Outcome.Seconds).ToString("0", CultureInfo.InvariantCulture),
        ]);

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() => MarkdownTable.Of(Columns, Rows);

    private static string Number(IEnumerable<(Trial Trial, Outcome Outcome, DreamerMeasures Measures)> group, Func<DreamerMeasures, double?> value, int digits)
    {
        double[] values = [.. group.Select(r => value(r.Measures)).OfType<double>()];
        if (values.Length == 0)
        {
            return "-";
        }

        var form = $"F{digits}";
        var mean = values.Average().ToString(form, CultureInfo.InvariantCulture);
        return values.Length == 1 ? mean : $"{mean} ± {SampleSummary.Of(values).Deviation.ToString(form, CultureInfo.InvariantCulture)}";
    }
}
