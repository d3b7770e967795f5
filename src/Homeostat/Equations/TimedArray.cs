
namespace Homeostat;

/// <summary>
/// Values given in advance, each of which holds for one step. Equations read them as <c>stimulus(t)</c>, or <c>stimulus(t, i)</c> where
/// every unit has its own. Before the first step the first value holds, and after the last step the last one.
/// </summary>
public sealed record TimedArray
{
    /// <summary>Creates a series with one value for all units in each step.</summary>
    /// <param name="values">The values, in the order of the steps.</param>
    /// <param name="step">The time for which each value holds.</param>
    /// <param name="unit">The unit of the values; pure numbers unless given.</param>
    public TimedArray(IReadOnlyList<double> values, Quantity step, Quantity? unit = null)
        : this(Column(values), step, unit) => IsShared = true;

    /// <summary>Creates a series with a value for each unit in each step.</summary>
    /// <param name="values">The values, steps × units.</param>
    /// <param name="step">The time for which each row holds.</param>
    /// <param name="unit">The unit of the values; pure numbers unless given.</param>
    /// <exception cref="HomeostatException">There are no values, or the step is not a positive time.</exception>
    public TimedArray(double[,] values, Quantity step, Quantity? unit = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
        {
            throw new HomeostatException("A timed array needs at least one value.");
        }

        if (step.Dimension != Dimension.Second || !(step.Value > 0))
        {
            throw new HomeostatException($"The step of a timed array is {step}; it must be a positive time, such as 10 * Units.Millisecond.");
        }

        (Values, Step, Unit) = (values, step, unit ?? new Quantity(1, Dimension.None));
    }

    /// <summary>The values, steps × units, or steps × 1 where all units share them.</summary>
    public double[,] Values { get; }

    /// <summary>The time for which a row holds.</summary>
    public Quantity Step { get; }

    /// <summary>The unit of the values.</summary>
    public Quantity Unit { get; }

    /// <summary>Whether all units share the same values.</summary>
    public bool IsShared { get; }

    private static double[,] Column(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var column = new double[values.Count, 1];
        for (var row = 0; row < values.Count; row++)
        {
            column[row, 0] = values[row];
        }

        return column;
    }
}
