using System.Collections;

namespace Homeostat;

/// <summary>Something that can be asked for by name: a learner, neuron, synapse, network, habitat or data set.</summary>
public interface ICatalogEntry
{
    /// <summary>The name it is asked for by, unique within its catalog.</summary>
    string Name { get; }

    /// <summary>What it is and does, in a line.</summary>
    string Description { get; }

    /// <summary>The paper or place it is from; empty for the project's own.</summary>
    string Source { get; }
}

/// <summary>The entries of a kind, by name.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
public sealed class Catalog<T> : IReadOnlyList<T>
    where T : class, ICatalogEntry
{
    private readonly IReadOnlyList<T> _entries;
    private readonly string _kind;
    private readonly string _kinds;

    /// <param name="kind">What messages call an entry, such as <c>model</c>.</param>
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

    /// <summary>The entry of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are, and the nearest one.</exception>
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
