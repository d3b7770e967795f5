namespace Homeostat;

/// <summary>A life that is known by name: the niches it can be lived in, and the bodies that can live there. The first of each is taken unless asked otherwise.</summary>
/// <param name="Name">The name, such as <c>thermostat</c>.</param>
/// <param name="What">What is lived there, in a few words.</param>
/// <param name="Niches">Niches by name; each call makes one.</param>
/// <param name="Bodies">Bodies by name, for a niche of this habitat.</param>
public sealed record Habitat(
    string Name,
    string What,
    IReadOnlyDictionary<string, Func<Niche>> Niches,
    IReadOnlyDictionary<string, Func<Niche, Body>> Bodies)
{
    /// <summary>Lets an individual be born.</summary>
    /// <param name="body">Name of the body; the first unless given.</param>
    /// <param name="niche">Name of the niche; the first unless given.</param>
    /// <param name="options">Which individual.</param>
    /// <exception cref="HomeostatException">There is no such body or niche.</exception>
    public Mortal Birth(string? body = null, string? niche = null, MortalOptions? options = null)
    {
        var place = Find(Niches, niche, "niche")();
        return new Mortal(Find(Bodies, body, "body")(place), place, options);
    }

    private T Find<T>(IReadOnlyDictionary<string, T> all, string? name, string what) => name is null
        ? all.First().Value
        : all.TryGetValue(name, out var found) ? found : throw new HomeostatException(
            $"'{name}' is no {what} of '{Name}'; there are {string.Join(", ", all.Keys)}.");
}
