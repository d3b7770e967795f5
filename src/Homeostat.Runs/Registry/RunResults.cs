namespace Homeostat.Runs;

/// <summary>The results of a run so far, as names and values, from its events.</summary>
internal static class RunResults
{
    /// <summary>The results in the order in which tables show them.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        "accuracy", "r2", "recalled", "rate", "age", "cause", "mean-life", "free-energy", "nll", "nearest", "cv", "synchrony", "lives", "alive", "median-life", "epoch", "time", "speed", "macs",
        "took",
    ];

    /// <summary>The results that tables show in percent.</summary>
    public static IReadOnlySet<string> Fractions { get; } = new HashSet<string> { "accuracy", "recalled", "nearest" };

    public static IReadOnlyDictionary<string, RunValue> Of(RunSettings settings, IReadOnlyList<RunEvent> events)
    {
        var results = new Dictionary<string, RunValue>(StringComparer.Ordinal);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case BatchLearned e when IsOfLearner(e.Model):
                    Add("free-energy", e.FreeEnergy);
                    Add("took", e.Seconds);
                    break;
                case Tested e when IsOfLearner(e.Model):
                    Add("accuracy", e.Accuracy);
                    Add("r2", e.Explained);
                    Add("nll", e.NegativeLogLikelihood);
                    Add("free-energy", e.FreeEnergy);
                    Add("epoch", e.Epoch);
                    Add("took", e.Seconds);
                    break;
                case LearnersCompared { Outcomes: [var e, ..] }:
                    Add("accuracy", e.Accuracy);
                    Add("r2", e.Explained);
                    Add("nll", e.NegativeLogLikelihood);
                    Add("free-energy", e.FreeEnergy);
                    Add("macs", e.MultiplyAccumulates);
                    Add("took", e.Seconds);
                    break;
                case Recalled { Rows: { Count: > 0 } rows }:
                    Add("recalled", rows.Average(row => row.Recalled));
                    Add("nearest", rows.Average(row => row.NearestRecalled));
                    break;
                case Found { Groups: { Count: > 0 } groups } e:
                    Add("rate", groups.Sum(g => g.Rate * g.Units) / groups.Sum(g => (double)g.Units));
                    Add("cv", groups.Average(g => g.Cv));
                    Add("synchrony", groups.Average(g => g.Synchrony));
                    Add("time", e.Time);
                    Add("speed", e.Simulated / e.Seconds);
                    Add("took", e.Seconds);
                    break;
                case Ended e when settings is LiveSettings { Seeds: null }:
                    Add("age", e.Age);
                    results["cause"] = new(e.CauseOfDeath ?? "alive");
                    break;
                case Survived { Groups: [var group, ..] } e:
                    Add("lives", group.Lives);
                    Add("alive", group.Alive);
                    Add("mean-life", group.Mean);
                    Add("median-life", group.Median);
                    Add("took", e.Seconds);
                    break;
                case Finished e:
                    results.TryAdd("took", new(e.Seconds));
                    break;
            }
        }

        return results;

        // The same network by back-propagation, or on the processor, has a name of its own.
        bool IsOfLearner(string model) => settings is LearnSettings learn && learn.Model == model;

        void Add(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                results[name] = new(number);
            }
            else if (value is not null)
            {
                results[name] = RunValue.Of(value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
