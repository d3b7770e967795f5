
namespace Homeostat;

/// <summary>
/// Values known in advance, each held for a step: in equations <c>stimulus(t)</c>, or <c>stimulus(t, i)</c> where every unit
/// has its own. Before the first and after the last step, those hold.
/// </summary>
public sealed record TimedArray
{
    /// <summary>One value for all units in each step.</summary>
    /// <param name="values">The values, in turn.</param>
    /// <param name="step">For how long each holds.</param>
    /// <param name="unit">What they are multiples of; pure numbers unless given.</param>
    public TimedArray(IReadOnlyList<double> values, Quantity step, Quantity? unit = null)
        : this(Column(values), step, unit) => IsShared = true;

    /// <summary>A value for each unit in each step.</summary>
    /// <param name="values">Steps × units.</param>
    /// <param name="step">For how long each row holds.</param>
    /// <param name="unit">What they are multiples of; pure numbers unless given.</param>
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

    /// <summary>Steps × units, or × 1 where all units share them.</summary>
    public double[,] Values { get; }

    /// <summary>For how long a row holds.</summary>
    public Quantity Step { get; }

    /// <summary>What the values are multiples of.</summary>
    public Quantity Unit { get; }

    /// <summary>Whether all units share the values.</summary>
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
