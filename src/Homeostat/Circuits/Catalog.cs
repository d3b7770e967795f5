using System.Collections;

namespace Homeostat;

/// <summary>An entry of a catalog, such as a learner, neuron, synapse, network, habitat or data set.</summary>
public interface ICatalogEntry
{
    /// <summary>The name of the entry, unique within its catalog.</summary>
    string Name { get; }

    /// <summary>A description of the entry in one line.</summary>
    string Description { get; }

    /// <summary>The paper or other source of the entry; empty where this project is the source.</summary>
    string Source { get; }
}

/// <summary>A list of entries of one kind, which can be looked up by name.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
public sealed class Catalog<T> : IReadOnlyList<T>
    where T : class, ICatalogEntry
{
    private readonly IReadOnlyList<T> _entries;
    private readonly string _kind;
    private readonly string _kinds;

    /// <param name="kind">The word for an entry in messages, such as <c>model</c>.</param>
    /// <param name="entries">The entries, in the order in which they are listed.</param>
    /// <param name="kinds">The plural of <paramref name="kind"/>, where it is not formed by an s.</param>
    internal Catalog(string kind, IReadOnlyList<T> entries, string? kinds = null) =>
        (_kind, _entries, _kinds) = (kind, entries, kinds ?? $"{kind}s");

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public T this[int index] => _entries[index];

    /// <summary>The names of all entries, in the order of the list.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Name)];

    /// <summary>The entry with the given name.</summary>
    /// <exception cref="HomeostatException">No entry has that name; the message lists all names and suggests the nearest one.</exception>
    public T Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _entries.FirstOrDefault(entry => entry.Name == name) ?? throw new HomeostatException(string.Join(
            ' ',
            new[] { $"There is no {_kind} '{name}'.", Spelling.Suggest(name, Names), $"The {_kinds} are {string.Join(", ", Names)}." }
                .OfType<string>()));
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
