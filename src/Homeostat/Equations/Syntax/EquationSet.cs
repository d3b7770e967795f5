using System.Diagnostics.CodeAnalysis;

namespace Homeostat.Equations;

/// <summary>
/// A model block: differential equations, sub-expressions and parameters in Brian 2's notation.
/// <code>
/// dv/dt = (I - v)/tau : volt (unless refractory)   # state variable
/// I = R*i_syn         : volt                       # sub-expression
/// tau                 : second (constant)          # parameter
/// </code>
/// </summary>
internal sealed class EquationSet
{
    private readonly Dictionary<string, Equation> _byName;

    private EquationSet(string text, string? owner, IReadOnlyList<Equation> equations)
    {
        Text = text;
        Owner = owner;
        Equations = equations;
        _byName = equations.ToDictionary(equation => equation.Name, StringComparer.Ordinal);
    }

    /// <summary>The original text, to which spans refer.</summary>
    public string Text { get; }

    /// <summary>The owner of the block, such as <c>population 'cells'</c>; null for a text without one.</summary>
    public string? Owner { get; }

    /// <summary>The lines, in the order in which they are written.</summary>
    public IReadOnlyList<Equation> Equations { get; }

    /// <summary>The equation that defines a variable.</summary>
    /// <exception cref="HomeostatException">No equation defines it.</exception>
    public Equation this[string name] => TryGet(name, out var equation)
        ? equation
        : throw new HomeostatException(string.Join(
            ' ',
            $"The equations{(Owner is null ? "" : $" of {Owner}")} define no '{name}'.",
            Spelling.Suggest(name, _byName.Keys) ?? $"They define: {string.Join(", ", _byName.Keys)}."));

    /// <summary>Reads a model block.</summary>
    /// <param name="text">The lines of the block.</param>
    /// <param name="owner">The owner of the block for messages, such as <c>population 'cells'</c>.</param>
    /// <exception cref="EquationException">A line cannot be read; the message shows it and says why.</exception>
    public static EquationSet Parse(string text, string? owner = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new EquationSet(text, owner, new EquationReader(new TokenReader(text, owner)).Read());
    }

    /// <summary>Finds the equation that defines a variable.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Equation? equation) => _byName.TryGetValue(name, out equation);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
