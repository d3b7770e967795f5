namespace Homeostat.Equations;

/// <summary>The names an expression may use, and their units.</summary>
internal interface IScope
{
    /// <summary>Every name, for suggestions.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Finds the dimension of a name.</summary>
    bool TryGetDimension(string name, out Dimension dimension);

    /// <summary>Values given in advance, called by that name as a function of time; null where there are none.</summary>
    TimedArray? Signal(string name) => null;
}

/// <summary>The variables of a model block, and behind them those of an outer scope.</summary>
/// <param name="equations">The block.</param>
/// <param name="outer">Where names are sought that the block does not define.</param>
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
