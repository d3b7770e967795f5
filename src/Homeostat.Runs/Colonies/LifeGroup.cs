namespace Homeostat.Runs;

/// <summary>A group of lives that is compared with others: individuals of one body, from all of whom the same loop may be removed.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Body">The name of the body.</param>
/// <param name="Without">The loop that is removed; none in most groups.</param>
internal sealed record LifeGroup(string Name, string Body, Ablation Without)
{
    /// <summary>The groups of a run of many lives; the first is the one that the others are compared with.</summary>
    /// <exception cref="HomeostatException">Two groups would be the same, or an individual of a group cannot be born in the niche.</exception>
    public static IReadOnlyList<LifeGroup> Of(LiveSettings settings)
    {
        var habitat = settings.Find();
        var first = settings.Body ?? habitat.Bodies.First().Key;
        var others = settings.Against ?? [.. habitat.Bodies.Keys.Where(body => settings.Body is null && body != first)];
        LifeGroup[] groups =
        [
            new(first, first, Ablation.None),
            .. settings.Ablate.Select(taken => new LifeGroup($"without {Words.Spell(taken)}", first, taken)),
            .. others.Select(body => new LifeGroup(body, body, Ablation.None)),
        ];
        if (groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new HomeostatException($"Two of the groups that are compared would be '{twice.Key}'. Name each body and each loop once.");
        }

        foreach (var group in groups)
        {
            using var one = group.Birth(settings, settings.Seed);
        }

        return groups;
    }

    /// <summary>Gives birth to an individual of the group. Its steps are not recorded.</summary>
    public Mortal Birth(LiveSettings settings, ulong seed) =>
        settings.Find().Birth(Body, settings.Niche, new MortalOptions { Seed = seed, Ablate = Without, KeepSteps = false });

    /// <summary>The settings of a run of a single individual of the group, whose life is the same as in the group.</summary>
    public LiveSettings Single(LiveSettings settings, ulong seed) => settings with
    {
        Body = Body,
        Against = null,
        Ablate = Without == Ablation.None ? [] : [Without],
        Seeds = null,
        Seed = seed,
        Threads = null,
    };
}
