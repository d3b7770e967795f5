
namespace Homeostat;

/// <summary>A named set of niches, with the bodies that can live in them. The first niche and the first body are the defaults.</summary>
/// <param name="Name">The name of the habitat, such as <c>thermostat</c>.</param>
/// <param name="Description">A short description of a life in this habitat.</param>
/// <param name="Niches">The functions that make a new niche, by the name of the niche.</param>
/// <param name="Bodies">The functions that make a body for a niche of this habitat, by the name of the body.</param>
public sealed record Habitat(
    string Name,
    string Description,
    IReadOnlyDictionary<string, Func<Niche>> Niches,
    IReadOnlyDictionary<string, Func<Niche, Body>> Bodies) : ICatalogEntry
{
    /// <summary>The paper that the habitat follows; empty if it follows none.</summary>
    public string Source { get; init; } = "";

    /// <summary>The default number of steps to run a life in this habitat.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>Creates an individual in a new niche.</summary>
    /// <param name="body">The name of the body; the first unless given.</param>
    /// <param name="niche">The name of the niche; the first unless given.</param>
    /// <param name="options">The settings of the individual.</param>
    /// <exception cref="HomeostatException">There is no such body or niche.</exception>
    public Mortal Birth(string? body = null, string? niche = null, MortalOptions? options = null)
    {
        var (kind, place) = Kind(body, niche);
        return new Mortal(kind, place, options);
    }

    /// <summary>Resumes a life from a file.</summary>
    /// <param name="path">The path of a file that <see cref="MortalFile.Save"/> has written.</param>
    /// <param name="body">The name of the saved mortal's body; the first unless given.</param>
    /// <param name="niche">The name of the saved mortal's niche; the first unless given.</param>
    /// <param name="options">The options with which the saved mortal was born.</param>
    /// <exception cref="HomeostatException">There is no such body or niche, or the file is damaged or holds the life of another individual.</exception>
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
