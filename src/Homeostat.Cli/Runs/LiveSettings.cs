using System.Globalization;

namespace Homeostat.Cli;

/// <summary>What a life, or many lives, were asked for.</summary>
internal sealed record LiveSettings : RunSettings
{
    /// <summary>Name of a habitat of the catalog.</summary>
    public required string Habitat { get; init; }

    /// <summary>Name of a body; null for the habitat's first, and of many lives for all.</summary>
    public string? Body { get; init; }

    /// <summary>Name of a niche; null for the habitat's first.</summary>
    public string? Niche { get; init; }

    /// <summary>The most steps of a life.</summary>
    public required long Steps { get; init; }

    /// <summary>How many lives; null for one that is watched.</summary>
    public int? Seeds { get; init; }

    /// <summary>What is taken from it; of many lives, each in a group of its own.</summary>
    public IReadOnlyList<Ablation> Ablate { get; init; } = [];

    /// <summary>Parts that are knocked out at an age.</summary>
    public IReadOnlyList<Surgery> KnockOut { get; init; } = [];

    public override string Title => Habitat;

    public override string Extent => "steps";

    /// <summary>The habitat.</summary>
    public Habitat Find() => HabitatCatalog.Find(Habitat);

    /// <summary>The individual that is watched.</summary>
    public MortalOptions Individual() => new() { Seed = Seed, Ablate = Ablate.Aggregate(Ablation.None, (all, one) => all | one) };
}

/// <summary>A part is knocked out.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Age">At which age.</param>
internal sealed record Surgery(string Part, long Age)
{
    /// <summary>Reads <c>enzyme@500</c>; null for what is none.</summary>
    public static Surgery? Parse(string text) => text.Split('@') is [{ Length: > 0 } part, var age]
        && long.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new Surgery(part, at) : null;
}
