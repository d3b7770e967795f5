namespace Homeostat.Equations;

/// <summary>The names that an expression may use, and their dimensions.</summary>
internal interface IScope
{
    /// <summary>All names, for suggestions.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Finds the dimension of a name.</summary>
    bool TryGetDimension(string name, out Dimension dimension);

    /// <summary>The values given in advance that have this name and are called as a function of time; null where there are none.</summary>
    TimedArray? Signal(string name) => null;
}

/// <summary>The variables of a model block and the names of an outer scope.</summary>
/// <param name="equations">The block.</param>
/// <param name="outer">The scope in which names are looked up that the block does not define.</param>
internal sealed class EquationScope(EquationSet equations, IScope outer) : IScope
{
    /// <inheritdoc/>
    public IEnumerable<string> Names => equations.Equations.Select(equation => equation.Name).Concat(outer.Names);

    /// <inheritdoc/>
    public bool TryGetDimension(string name, out Dimension dimension)
    {
        if (equations.TryGet(name, out var equation))
        {
            dimension = equation.Dimension;
            return true;
        }

        return outer.TryGetDimension(name, out dimension);
    }

    /// <inheritdoc/>
    public TimedArray? Signal(string name) => outer.Signal(name);
}
