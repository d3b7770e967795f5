
namespace Homeostat;

/// <summary>A life that is known by name: the niches it can be lived in, and the bodies that can live there. The first of each is taken unless asked otherwise.</summary>
/// <param name="Name">The name, such as <c>thermostat</c>.</param>
/// <param name="Description">What is lived there, in a few words.</param>
/// <param name="Niches">Niches by name; each call makes one.</param>
/// <param name="Bodies">Bodies by name, for a niche of this habitat.</param>
public sealed record Habitat(
    string Name,
    string Description,
    IReadOnlyDictionary<string, Func<Niche>> Niches,
    IReadOnlyDictionary<string, Func<Niche, Body>> Bodies) : ICatalogEntry
{
    /// <summary>The paper it follows; empty for the project's own.</summary>
    public string Source { get; init; } = "";

    /// <summary>Steps for which such a life is watched unless asked otherwise.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>Lets an individual be born.</summary>
    /// <param name="body">Name of the body; the first unless given.</param>
    /// <param name="niche">Name of the niche; the first unless given.</param>
    /// <param name="options">Which individual.</param>
    /// <exception cref="HomeostatException">There is no such body or niche.</exception>
    public Mortal Birth(string? body = null, string? niche = null, MortalOptions? options = null)
    {
        var (kind, place) = Kind(body, niche);
        return new Mortal(kind, place, options);
    }

    /// <summary>Goes on with a life that was saved.</summary>
    /// <param name="path">A file that <see cref="MortalFile.Save"/> has written.</param>
    /// <param name="body">Name of its body; the first unless given.</param>
    /// <param name="niche">Name of its niche; the first unless given.</param>
    /// <param name="options">Those it was born with.</param>
    /// <exception cref="HomeostatException">There is no such body or niche, or the file is damaged or holds the life of another.</exception>
    public Mortal Resume(string path, string? body = null, string? niche = null, MortalOptions? options = null)
    {
        var (kind, place) = Kind(body, niche);
        return MortalFile.Resume(path, kind, place, options);
    }

    private (Body Body, Niche Niche) Kind(string? body, string? niche)
    {
        var place = Find(Niches, niche, "niche")();
        return (Find(Bodies, body, "body")(place), place);
    }

    private T Find<T>(IReadOnlyDictionary<string, T> all, string? name, string what)
    {
        name ??= all.Keys.FirstOrDefault("");
        return all.TryGetValue(name, out var found) ? found : throw new HomeostatException(
            $"'{name}' is no {what} of '{Name}'; there are {string.Join(", ", all.Keys.DefaultIfEmpty("none"))}.{(Spelling.Suggest(name, all.Keys) is { } suggestion ? $" {suggestion}" : "")}");
    }
}
