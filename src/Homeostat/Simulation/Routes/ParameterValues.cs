namespace Homeostat;

/// <summary>The values that expressions of a population's parameters have in a simulation, one for each unit.</summary>
/// <param name="population">The population.</param>
/// <param name="simulation">The simulation, whose parameters are read.</param>
internal sealed class ParameterValues(PopulationModel population, Simulation simulation)
{
    /// <summary>Whether a symbol changes while the circuit runs.</summary>
    public bool Varies(Symbol symbol) => symbol != Clock.Step && symbol != population.Index
        && !(population.Variables.FirstOrDefault(v => v.Symbol == symbol) is { Kind: VariableKind.Parameter } parameter
            && parameter.Name is not (PopulationModel.SpikesName or PopulationModel.RefractoryName));

    /// <summary>The value of an expression in which no symbol varies, for each unit.</summary>
    public double[] Of(Node value)
    {
        var (expression, size) = (new ScalarExpression(value), population.Declaration.Size);
        return value.Symbols.Count == 0
            ? [.. Enumerable.Repeat(expression.Of(_ => 0), size)]
            : [.. Enumerable.Range(0, size).Select(unit => expression.Of(symbol => Parameter(symbol, unit)))];
    }

    private double Parameter(Symbol symbol, int unit)
    {
        if (symbol == Clock.Step || symbol == population.Index)
        {
            return symbol == Clock.Step ? simulation.Circuit.TimeStep : unit;
        }

        var matrix = simulation[symbol.Name];
        return matrix[0, matrix.Columns == 1 ? 0 : unit];
    }
}
