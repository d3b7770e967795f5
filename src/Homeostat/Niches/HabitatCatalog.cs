namespace Homeostat;

/// <summary>The lives known by name.</summary>
public static class HabitatCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Habitat> All { get; } =
    [
        new(
            "thermostat",
            "keeps a room warm, but not too warm, through days, shocks, cues and drift",
            new Dictionary<string, Func<Niche>>
            {
                ["room"] = () => new Room(),
                ["calm"] = () => new Room(new RoomOptions { Shock = 0.2, ShockSpread = 0.05, Roughening = 0 }),
                ["rough"] = () => new Room(new RoomOptions { Shock = 0.9 }),
            },
            new Dictionary<string, Func<Niche, Body>>
            {
                ["mortal"] = niche => Thermostat.Create((Room)niche),
                ["controller"] = niche => Thermostat.Controller((Room)niche),
            }),
    ];

    /// <summary>The one of that name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static Habitat Find(string name) => All.FirstOrDefault(h => h.Name == name) ?? throw new HomeostatException(
        $"There is no life called '{name}'; there are {string.Join(", ", All.Select(h => h.Name))}.");
}
