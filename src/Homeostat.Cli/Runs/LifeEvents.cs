namespace Homeostat.Cli;

/// <summary>An individual was born, or its life goes on.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Habitat">What is lived.</param>
/// <param name="Body">What kind it is of.</param>
/// <param name="Niche">Where it lives.</param>
/// <param name="Seed">Which individual.</param>
/// <param name="Age">Steps lived before.</param>
/// <param name="Steps">The most steps it is watched.</param>
/// <param name="Without">What was taken from it.</param>
internal sealed record Born(string Run, string Habitat, string Body, string Niche, ulong Seed, long Age, long Steps, IReadOnlyList<Ablation> Without) : RunEvent;

/// <summary>A value, and the limits of life.</summary>
internal sealed record EssentialValue(string Name, double Value, double Low, double High, double SetPoint);

/// <summary>How it stands with a life.</summary>
/// <param name="Age">Steps lived.</param>
/// <param name="Viability">Viable, precarious or terminal.</param>
/// <param name="Essential">Its essential variables.</param>
/// <param name="Energy">In J.</param>
/// <param name="FreeEnergy">In nats.</param>
/// <param name="Synapses">How many exist.</param>
/// <param name="Parts">The condition of each, from 0 to 1.</param>
/// <param name="Account">What it does and why, in words.</param>
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

    /// <summary>As it stood at a step of a life that was written down.</summary>
    /// <param name="mortal">Whose life.</param>
    /// <param name="step">From 0.</param>
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

/// <summary>Something worth writing down happened in a life.</summary>
/// <param name="Age">Steps lived.</param>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="Text">What it was.</param>
internal sealed record Happened(long Age, string Kind, string Text) : RunEvent;

/// <summary>A life is over, or was watched long enough.</summary>
/// <param name="Group">Of many lives, the group it belongs to.</param>
/// <param name="Seed">Which individual.</param>
/// <param name="Age">Steps lived.</param>
/// <param name="CauseOfDeath">What it died of; null if it is alive.</param>
/// <param name="Energy">What was taken in and what it was spent on, in J; null of one among many.</param>
internal sealed record Ended(string Group, ulong Seed, long Age, string? CauseOfDeath, IReadOnlyDictionary<string, double>? Energy) : RunEvent;

/// <summary>How long the lives of a group were.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Lives">How many.</param>
/// <param name="Alive">How many were alive when watching ended.</param>
/// <param name="Mean">Mean life up to the age at which watching ended, in steps.</param>
/// <param name="StandardError">Of the mean.</param>
/// <param name="Median">The age that half of them reach; null where more did.</param>
/// <param name="ChiSquare">Of the log-rank test against the first group; null for the first.</param>
/// <param name="P">The chance of so large a difference if the groups die alike; null for the first.</param>
/// <param name="Causes">What they died of, the most frequent first.</param>
internal sealed record GroupSurvival(
    string Name, int Lives, int Alive, double Mean, double StandardError, double? Median, double? ChiSquare, double? P,
    IReadOnlyDictionary<string, int> Causes);

/// <summary>How long lives were, group by group.</summary>
/// <param name="Groups">The one the others are compared with comes first.</param>
/// <param name="Seconds">It took.</param>
internal sealed record Survived(IReadOnlyList<GroupSurvival> Groups, double Seconds) : RunEvent;
