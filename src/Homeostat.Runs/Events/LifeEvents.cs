namespace Homeostat.Runs;

/// <summary>An individual was born, or its life continues.</summary>
/// <param name="Run">The folder of the run.</param>
/// <param name="Habitat">The name of the habitat.</param>
/// <param name="Body">The name of its body.</param>
/// <param name="Niche">The name of its niche.</param>
/// <param name="Seed">The seed of the individual.</param>
/// <param name="Age">The number of steps lived before.</param>
/// <param name="Steps">The largest number of steps that it is watched.</param>
/// <param name="Without">The loops that were removed.</param>
internal sealed record Born(string Run, string Habitat, string Body, string Niche, ulong Seed, long Age, long Steps, IReadOnlyList<Ablation> Without) : RunEvent;

/// <summary>The value of an essential variable, and the limits between which life is possible.</summary>
internal sealed record EssentialValue(string Name, double Value, double Low, double High, double SetPoint);

/// <summary>The state of a life.</summary>
/// <param name="Age">The age in steps.</param>
/// <param name="Viability">Viable, precarious or terminal.</param>
/// <param name="Essential">The essential variables.</param>
/// <param name="Energy">The stored energy in J.</param>
/// <param name="FreeEnergy">The free energy in nats.</param>
/// <param name="Synapses">The number of synapses.</param>
/// <param name="Parts">The condition of each part, from 0 to 1.</param>
/// <param name="Account">What the individual does and why, in words.</param>
internal sealed record Lived(
    long Age, Viability Viability, IReadOnlyList<EssentialValue> Essential, double Energy, double FreeEnergy, int Synapses,
    IReadOnlyDictionary<string, double> Parts, string Account) : RunEvent
{
    public static Lived Of(Mortal mortal) => new(
        mortal.Age,
        mortal.Viability,
        [.. mortal.Body.Essential.Select(e => new EssentialValue(e.Name, mortal.Essential(e.Name), e.Low, e.High, e.SetPoint))],
        mortal.Energy.Level,
        mortal.FreeEnergy,
        mortal.Synapses,
        mortal.Body.Parts.ToDictionary(part => part.Name, part => mortal.Condition(part.Name)),
        mortal.Account);

    /// <summary>The state at a step of a recorded life.</summary>
    /// <param name="mortal">The individual with its biography.</param>
    /// <param name="step">The step, from 0.</param>
    public static Lived Of(Mortal mortal, int step)
    {
        var past = mortal.Biography;
        var viability = step == past.Count - 1 ? mortal.Viability
            : past.Events.LastOrDefault(e => e.Kind == "viability" && e.Age <= step + 1).Text?.StartsWith("in danger", StringComparison.Ordinal) == true
                ? Viability.Precarious : Viability.Viable;
        return new(
            step + 1,
            viability,
            [.. mortal.Body.Essential.Select(e => new EssentialValue(e.Name, past[e.Name][step], e.Low, e.High, e.SetPoint))],
            past["energy"][step],
            past["free energy"][step],
            (int)past["synapses"][step],
            mortal.Body.Parts.ToDictionary(part => part.Name, part => past[part.Name][step]),
            step == past.Count - 1 ? mortal.Account
                : string.Join("; ", mortal.Niche.Effectors.Select(effector => $"{effector} {Words.Number(past[$"done {effector}"][step])}")));
    }
}

/// <summary>An event in a life.</summary>
/// <param name="Age">The age in steps.</param>
/// <param name="Kind">The kind of event, such as <c>structure</c>.</param>
/// <param name="Text">The event in words.</param>
internal sealed record Happened(long Age, string Kind, string Text) : RunEvent;

/// <summary>A life ended, or was watched for as many steps as asked.</summary>
/// <param name="Group">The group of the life where there are many, else its body.</param>
/// <param name="Seed">The seed of the individual.</param>
/// <param name="Age">The age in steps.</param>
/// <param name="CauseOfDeath">The cause of death; null for an individual that is alive.</param>
/// <param name="Energy">The energy taken in and what it was spent on, in J; null for one life among many.</param>
internal sealed record Ended(string Group, ulong Seed, long Age, string? CauseOfDeath, IReadOnlyDictionary<string, double>? Energy) : RunEvent;

/// <summary>The lifetimes of a group, in steps.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Lives">The number of lives.</param>
/// <param name="Alive">The number of individuals alive when watching ended.</param>
/// <param name="Mean">Mean life up to the age at which watching ended, in steps.</param>
/// <param name="StandardError">The standard error of the mean, in steps.</param>
/// <param name="Median">The age in steps that half of them reach; null where more did.</param>
/// <param name="ChiSquare">The statistic of the log-rank test against the first group; null for the first.</param>
/// <param name="P">The probability of so large a difference if the groups die alike; null for the first.</param>
/// <param name="Causes">The causes of death with their numbers, the most frequent first.</param>
internal sealed record GroupSurvival(
    string Name, int Lives, int Alive, double Mean, double StandardError, double? Median, double? ChiSquare, double? P,
    IReadOnlyDictionary<string, int> Causes);

/// <summary>The lifetimes of many lives, in steps, group by group.</summary>
/// <param name="Groups">The groups; the first is the one that the others are compared with.</param>
/// <param name="Seconds">The time the run took, in seconds.</param>
internal sealed record Survived(IReadOnlyList<GroupSurvival> Groups, double Seconds) : RunEvent;
