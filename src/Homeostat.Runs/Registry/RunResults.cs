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

    /// <summary>A value of a run as tables show it.</summary>
    /// <param name="name">The name of the field, setting or result.</param>
    /// <param name="value">The value; null for none.</param>
    public static string Text(string name, RunValue? value) => value is not { } known ? "-"
        : known.Number is not { } number || RunRecord.Fields.Contains(name) ? known.Text
        : Fractions.Contains(name) ? Words.Percent(number)
        : Order.Contains(name) ? Words.Number(number)
        : known.Text;

    /// <summary>The names of the results that any of the runs has, in the order of tables.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<RunRecord> runs) => Ordered(runs.SelectMany(run => run.Results.Keys));

    /// <summary>The names of the results that any of the groups has, in the order of tables.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<RunGroup> groups) => Ordered(groups.SelectMany(group => group.Results.Keys));

    private static IEnumerable<string> Ordered(IEnumerable<string> names)
    {
        var known = names.ToHashSet();
        return Order.Where(known.Contains);
    }

    /// <summary>The results of a run.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="events">The events of the run.</param>
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
                    AddAnswers(e.Accuracy, e.Explained, e.NegativeLogLikelihood, e.FreeEnergy, e.Seconds);
                    Add("epoch", e.Epoch);
                    break;
                case LearnersCompared { Outcomes: [var e, ..] }:
                    AddAnswers(e.Accuracy, e.Explained, e.NegativeLogLikelihood, e.FreeEnergy, e.Seconds);
                    Add("macs", e.MultiplyAccumulates);
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

        void AddAnswers(double? accuracy, double? explained, double? likelihood, double? energy, double seconds)
        {
            Add("accuracy", accuracy);
            Add("r2", explained);
            Add("nll", likelihood);
            Add("free-energy", energy);
            Add("took", seconds);
        }

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
