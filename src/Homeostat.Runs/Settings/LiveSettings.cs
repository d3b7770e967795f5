using System.Globalization;
using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a run of one life or of many.</summary>
internal sealed record LiveSettings : RunSettings
{
    /// <summary>The name of a habitat of the catalog.</summary>
    public required string Habitat { get; init; }

    /// <summary>The name of a body; null for the habitat's first, and with many lives for all unless <see cref="Against"/> is given.</summary>
    public string? Body { get; init; }

    /// <summary>The names of the bodies with which the body is compared, each in a group of its own; null if none is named.</summary>
    public IReadOnlyList<string>? Against { get; init; }

    /// <summary>The name of a niche; null for the habitat's first.</summary>
    public string? Niche { get; init; }

    /// <summary>The largest number of steps of a life.</summary>
    public required long Steps { get; init; }

    /// <summary>The number of lives; null for a single one.</summary>
    public int? Seeds { get; init; }

    /// <summary>The loops that are removed; with many lives, each in a group of its own.</summary>
    [JsonRequired]
    public IReadOnlyList<Ablation> Ablate { get; init; } = [];

    /// <summary>The parts that are removed, each at an age.</summary>
    [JsonRequired]
    public IReadOnlyList<Surgery> KnockOut { get; init; } = [];

    public override string Title => Habitat;

    public override string Extent() => "steps";

    /// <summary>The habitat.</summary>
    public Habitat Find() => HabitatCatalog.Find(Habitat);

    /// <summary>The options of a single individual.</summary>
    public MortalOptions Individual() => new() { Seed = Seed, Ablate = Ablate.Aggregate(Ablation.None, (all, one) => all | one) };
}

/// <summary>The removal of a part at an age.</summary>
/// <param name="Part">The name of the part.</param>
/// <param name="Age">The age in steps.</param>
internal sealed record Surgery(string Part, long Age)
{
    /// <summary>Reads text such as <c>enzyme@500</c>; null for text of another form.</summary>
    public static Surgery? Parse(string text) => text.Split('@') is [{ Length: > 0 } part, var age]
        && long.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new Surgery(part, at) : null;
}
