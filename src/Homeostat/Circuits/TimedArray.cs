namespace Homeostat;

/// <summary>A function of time given as values at regular steps.</summary>
public sealed class TimedArray
{
    /// <summary>The same value for every unit.</summary>
    public TimedArray(double[] values, Quantity step, Quantity? unit = null)
        : this(Column(values), step, unit)
    {
    }

    /// <summary>A value for every time step (rows) and unit (columns).</summary>
    public TimedArray(double[,] values, Quantity step, Quantity? unit = null) =>
        (Values, Step, Unit) = (values, step, unit ?? 1);

    /// <summary>The values, time by unit.</summary>
    public double[,] Values { get; }

    /// <summary>How long each row holds.</summary>
    public Quantity Step { get; }

    /// <summary>What the values are multiples of.</summary>
    public Quantity Unit { get; }

    private static double[,] Column(double[] values)
    {
        var result = new double[values.Length, 1];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(double));
        return result;
    }
}
