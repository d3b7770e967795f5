namespace Homeostat;

/// <summary>
/// An analysis of the parts of a body that tells whether they make each other, so that every part is made by a reaction whose catalysts are
/// parts of the same body (closure of constraints; Varela, Maturana and Uribe 1974; Montévil and Mossio 2015).
/// </summary>
public sealed class Autopoiesis
{
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    /// <summary>Analyzes a network of parts.</summary>
    /// <param name="parts">The parts of the body.</param>
    /// <exception cref="HomeostatException">Two parts have the same name, or a number is out of range.</exception>
    public Autopoiesis(IReadOnlyList<Part> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (var part in parts)
        {
            if (!_parts.TryAdd(part.Name, part))
            {
                throw new HomeostatException($"Two parts are called '{part.Name}'; give each a name of its own.");
            }

            if (part is not { Wear: >= 0 and <= 1, Repair: >= 0 and <= 1, Cost: >= 0, Vital: >= 0 and < 1 } || !double.IsFinite(part.Cost))
            {
                throw new HomeostatException(
                    $"The part '{part.Name}' has wear {part.Wear}, repair {part.Repair}, cost {part.Cost} J and is vital below {part.Vital}; "
                    + $"give fractions from 0 to 1 and a cost of 0 or more.");
            }
        }

        Unmade = [.. parts.Where(p => p.Catalysts.Count == 0 || p.Repair == 0).Select(p => p.Name)];
        Foreign = [.. parts.SelectMany(p => p.Catalysts).Where(name => !_parts.ContainsKey(name)).Distinct()];
        Essential = [.. parts.Where(p => LossIsFatal(p.Name)).Select(p => p.Name)];
    }

    /// <summary>Whether every part is made by a reaction whose catalysts are all parts of the body.</summary>
    public bool IsClosed => Unmade.Count == 0 && Foreign.Count == 0;

    /// <summary>The names of the parts that no reaction makes. They wear out and are never rebuilt.</summary>
    public IReadOnlyList<string> Unmade { get; }

    /// <summary>The names of the catalysts that are not parts of the body.</summary>
    public IReadOnlyList<string> Foreign { get; }

    /// <summary>The names of the parts that are necessary for life: if one of them is knocked out, a vital part is lost, at once or by wear.</summary>
    public IReadOnlyList<string> Essential { get; }

    // A part is lost if it is knocked out, or if it wears out and one of its catalysts is lost.
    private bool LossIsFatal(string knockedOut)
    {
        var lost = new HashSet<string>(StringComparer.Ordinal) { knockedOut };
        while (_parts.Values.FirstOrDefault(p => !lost.Contains(p.Name) && p.Wear > 0 && p.Catalysts.Any(lost.Contains)) is { } next)
        {
            lost.Add(next.Name);
        }

        return lost.Any(name => _parts[name].Vital > 0);
    }
}
