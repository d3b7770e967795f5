
namespace Homeostat;

/// <summary>The catalog of the habitats that can be found by name.</summary>
public static class HabitatCatalog
{
    /// <summary>All habitats.</summary>
    public static Catalog<Habitat> All { get; } = new("life called",
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
                ["reflex"] = niche => Thermostat.Reflex((Room)niche),
                ["crossbar"] = niche => Thermostat.OnCrossbar((Room)niche),
            }),
        new(
            "homeostat",
            "keeps needles at rest that run away, and finds out how by trial whenever the world is turned round",
            new Dictionary<string, Func<Niche>>
            {
                ["world"] = () => new UnstableWorld(),
                ["calm"] = () => new UnstableWorld(new UnstableWorldOptions { ReversalInterval = double.PositiveInfinity }),
                ["wide"] = () => new UnstableWorld(new UnstableWorldOptions { Needles = 3 }),
            },
            new Dictionary<string, Func<Niche, Body>>
            {
                ["ultrastable"] = niche => Ultrastable.Create((UnstableWorld)niche),
                ["fixed"] = niche => Ultrastable.Fixed((UnstableWorld)niche),
            }),
        new(
            "chemotaxis",
            "swims to its food by run and tumble, with no more than one sense and one act",
            new Dictionary<string, Func<Niche>>
            {
                ["plane"] = () => new AttractantField(),
                ["space"] = () => new AttractantField(new AttractantFieldOptions { Dimensions = 3, Distance = 500 }),
                ["plenty"] = () => new AttractantField(new AttractantFieldOptions { Food = double.PositiveInfinity }),
            },
            new Dictionary<string, Func<Niche, Body>>
            {
                ["cell"] = niche => Bacterium.Create((AttractantField)niche),
                ["blind"] = niche => Bacterium.Blind((AttractantField)niche),
                ["unadapting"] = niche => Bacterium.Unadapting((AttractantField)niche),
            }),
    ], "lives");

    /// <summary>Finds a habitat by its name.</summary>
    /// <exception cref="HomeostatException">There is no habitat of that name; the message lists the names.</exception>
    public static Habitat Find(string name) => All.Find(name);
}
