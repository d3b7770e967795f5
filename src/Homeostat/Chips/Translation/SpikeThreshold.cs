namespace Homeostat.Chips;

/// <summary>A condition of a spike that one state reaches a threshold, which parameters decide.</summary>
/// <param name="State">The state.</param>
/// <param name="Slope">The factor of the state in the condition, for each unit: the unit fires above the threshold where it is above 0.</param>
/// <param name="Values">The threshold of each unit.</param>
internal sealed record SpikeThreshold(Symbol State, double[] Slope, double[] Values)
{
    /// <summary>The condition of a spike. A refractory time comes with the condition that a unit is not refractory, which is left out.</summary>
    /// <param name="population">The population, which fires by a condition.</param>
    public static Node Condition(PopulationModel population) =>
        population.Declaration.Refractory.Length > 0 ? population.Events[0].Condition!.Arguments[0] : population.Events[0].Condition!;

    /// <summary>Reads a condition; null where it is no such one.</summary>
    /// <param name="population">The population.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="condition">The condition.</param>
    public static SpikeThreshold? Of(PopulationModel population, ParameterValues parameters, Node condition)
    {
        var factory = population.System.Factory;
        var form = condition.Operation is Operation.Less or Operation.LessOrEqual
            ? LinearForm.Of(factory, factory.Subtract(condition.Arguments[1], condition.Arguments[0]), parameters.Varies) : null;
        if (form is not { Coefficients.Count: 1 })
        {
            return null;
        }

        var state = form.Coefficients.Keys.Single();
        if (!population.System.States.Contains(state))
        {
            return null;
        }

        var (slope, offset) = (parameters.Of(form.Coefficients[state]), parameters.Of(form.Constant));
        return new SpikeThreshold(state, slope, [.. offset.Select((c, i) => -c / slope[i])]);
    }
}
