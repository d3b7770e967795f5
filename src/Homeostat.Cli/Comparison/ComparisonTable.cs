using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The results of a trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Outcome">The result at its end.</param>
/// <param name="Tests">The tests after each epoch and at the end.</param>
/// <param name="Examined">The properties of the trained learner; null for one that does not classify.</param>
internal sealed record TrialResult(Trial Trial, Outcome Outcome, IReadOnlyList<Tested> Tests, Examined? Examined)
{
    /// <summary>The mean number of multiply-accumulates of a batch.</summary>
    public double MultiplyAccumulatesPerBatch => Outcome.MultiplyAccumulates / Math.Max(1, Tests[^1].BatchesDone);
}

/// <summary>The results of a comparison, a row for each learner, with the mean and the standard deviation over the seeds.</summary>
internal sealed class ComparisonTable(IReadOnlyList<TrialResult> results)
{
    /// <summary>The titles of the columns; those of numbers begin with <c>&gt;</c>.</summary>
    public IReadOnlyList<string> Columns { get; } =
    [
        "learner", "family", ">accuracy", ">seconds", ">MACs", ">noisy pixels", ">noisy weights", ">8 bits", ">16 bits", ">silent", ">zeros", ">cosine to bp, first to last layer", ">unknown AUROC",
    ];

    /// <summary>The rows, the most accurate learner first.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows => results
        .GroupBy(result => result.Trial.Name)
        .OrderByDescending(group => group.Average(r => r.Outcome.Accuracy ?? -1))
        .Select(group => (IReadOnlyList<string>)
        [
            group.Key,
            Words.Spell(ModelCatalog.Find(group.Key).Family),
            Percent(group, r => r.Outcome.Accuracy),
            Text($"{group.Average(r => r.Outcome.Seconds):0.0}"),
            Words.Large(group.Average(r => r.Outcome.MultiplyAccumulates)),
            Percent(group, r => r.Examined?.NoisyInputs),
            Percent(group, r => r.Examined?.NoisyWeights),
            Percent(group, r => r.Examined?.EightBits),
            Percent(group, r => r.Examined?.SixteenBits),
            Percent(group, r => r.Examined?.Silent),
            Percent(group, r => r.Examined?.Zeros),
            Cosines([.. group]),
            Mean(group, r => r.Examined?.Unknown) is { } area ? Text($"{area:0.000}") : "-",
        ]);

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() => MarkdownTable.Of(Columns, Rows);

    private static string Percent(IEnumerable<TrialResult> group, Func<TrialResult, double?> value)
    {
        double[] values = [.. group.Select(value).OfType<double>().Where(double.IsFinite)];
        return values.Length == 0 ? "-" : Words.Mean(values, isPercent: true);
    }

    private static string Cosines(TrialResult[] group)
    {
        var first = group.Select(r => r.Examined?.Alignment).FirstOrDefault(a => a is { Count: > 0 });
        return first is null ? "-" : string.Join(' ', first.Keys.Select(name => Text($"{Mean(group, r => r.Examined?.Alignment.TryGetValue(name, out var cosine) == true ? cosine : null):0.00}")));
    }

    private static double? Mean(IEnumerable<TrialResult> group, Func<TrialResult, double?> value)
    {
        double[] values = [.. group.Select(value).OfType<double>().Where(double.IsFinite)];
        return values.Length == 0 ? null : values.Average();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
