using System.Text;

namespace Homeostat.Fuzz;

/// <summary>A circuit and what is done with it: everything that a result follows from, besides the machine.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Batch">The number of samples.</param>
/// <param name="Stages">What is carried out, one after the other.</param>
internal sealed record Experiment(Circuit Circuit, int Batch, IReadOnlyList<Stage> Stages)
{
    /// <summary>The seed of the data in streams and of the simulation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The variables that are recorded while time steps pass, written as <c>part.variable</c>.</summary>
    public IReadOnlyList<string> Recorded { get; init; } = [];

    /// <summary>Whether values follow continuously from each other, so that single and double precision can be compared.</summary>
    public bool IsSmooth { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"batch {Batch}, time step {Circuit.TimeStep:R} s, seed {Seed}");
        foreach (var part in Circuit)
        {
            text.AppendLine(part is Population population ? Describe(population) : Describe((Projection)part));
        }

        text.Append(string.Concat(Recorded.Select(variable => $"  recorded: {variable}\n")));
        foreach (var stage in Stages)
        {
            text.AppendLine($"  {stage}");
        }

        return text.ToString();
    }

    private static string Describe(Population p) => string.Concat(
        $"  population {p.Name}, {p.Size} units", Part("equations", p.Equations), Part("threshold", p.Threshold), Part("reset", p.Reset),
        Part("refractory", p.Refractory), Part("on step", p.OnStep), Part("on sweep", p.OnSweep), Part("method", p.Method ?? ""),
        Part("spikes", p.Spikes is { } s ? string.Join(", ", s.Units.Zip(s.Seconds)) : ""),
        string.Concat(p.Actions.Select(a => Part($"action {a.Key}", a.Value))),
        string.Concat(p.Events.Select(e => Part($"event {e.Key}", $"{e.Value.Condition}: {e.Value.Statements}"))),
        string.Concat(p.Links.Select(l => Part($"link {l.Key}", l.Value))),
        string.Concat(p.Signals.Select(l => Part($"signal {l.Key}", $"{string.Join(", ", l.Value.Values.Cast<double>())} every {l.Value.Step}"))),
        string.Concat(p.Initial.Select(i => Part($"initial {i.Key}", i.Value))));

    private static string Describe(Projection p) => string.Concat(
        $"  projection {p.Pre} -> {p.Post}, {p.Connectivity}", Part("equations", p.Equations), Part("on pre", p.OnPre), Part("on post", p.OnPost),
        Part("delay", p.Delay), Part("on learn", p.OnLearn), Part("on update", p.OnUpdate), Part("method", p.Method ?? ""),
        string.Concat(p.Initial.Select(i => Part($"initial {i.Key}", i.Value))));

    private static string Part(string what, string text) => text.Length == 0 ? "" : $"\n      {what}: {text.Replace("\n", "\n        ", StringComparison.Ordinal)}";
}

/// <summary>A part of an experiment, after which all values are compared.</summary>
internal abstract record Stage;

/// <summary>A schedule that is run once.</summary>
internal sealed record PhaseStage(IReadOnlyList<Phase> Phases) : Stage
{
    public override string ToString() => string.Join("; ", Phases);
}

/// <summary>A number of time steps of a circuit in which units fire.</summary>
internal sealed record TimeStage(int Steps) : Stage
{
    public override string ToString() => $"run {Steps} steps";
}
