namespace Homeostat.Nir;

/// <summary>What is done about faults of a graph: strictly, the first one is an error; leniently, those that have a repair are repaired and noted.</summary>
/// <param name="name">The name of the file or graph in messages.</param>
/// <param name="isLenient">Whether faults are repaired where possible.</param>
internal sealed class Faults(string name, bool isLenient)
{
    private readonly List<string> _repairs = [];

    public bool IsLenient => isLenient;

    /// <summary>What was repaired, one sentence or two each.</summary>
    public IReadOnlyList<string> Repairs => _repairs;

    /// <summary>Tells of a fault.</summary>
    /// <param name="place">The node or edge.</param>
    /// <param name="what">What is wrong, as a sentence without its full stop.</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="repair">What is done in lenient mode; null if nothing can be.</param>
    public void Add(string place, string what, string remedy, string? repair = null)
    {
        if (!isLenient || repair is null)
        {
            throw Error(place, what, isLenient || repair is null ? remedy : $"{remedy} Or read it leniently: {repair}.");
        }

        _repairs.Add($"{place}: {what}; {repair}.");
    }

    /// <inheritdoc cref="Add(string, string, string, string?)"/>
    public void Add(string place, InvariantMessage what, string remedy, string? repair = null) => Add(place, what.ToString(), remedy, repair);

    /// <summary>The error of a fault that cannot be repaired.</summary>
    /// <inheritdoc cref="Add(string, string, string, string?)"/>
    public HomeostatException Error(string place, InvariantMessage what, string remedy) => Error(place, what.ToString(), remedy);

    /// <inheritdoc cref="Error(string, InvariantMessage, string)"/>
    public HomeostatException Error(string place, string what, string remedy) => new($"'{name}', {place}: {what}. {remedy}");
}
