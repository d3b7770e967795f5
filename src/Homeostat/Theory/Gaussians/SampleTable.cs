using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>A table of samples × states, in which all numbers are finite.</summary>
internal sealed class SampleTable
{
    private readonly double[,] _values;

    public SampleTable(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (_values, Count, Columns) = (values, values.GetLength(0), values.GetLength(1));
        Means = new double[Columns];
        for (var row = 0; row < Count; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                Means[column] += double.IsFinite(values[row, column]) ? values[row, column] / Count : throw new HomeostatException(
                    $"Sample {row} of column {column} is {values[row, column]}; finite numbers were expected. Take the samples before the divergence, or leave the column out.");
            }
        }
    }

    public int Count { get; }

    public int Columns { get; }

    public double[] Means { get; }

    /// <summary>Whether a column has the same value in all samples.</summary>
    public bool IsConstant(int column)
    {
        for (var row = 1; row < Count; row++)
        {
            if (_values[row, column] != _values[0, column])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A table of some columns of another table.</summary>
    public static double[,] Chosen(double[,] values, IReadOnlyList<int> columns)
    {
        var chosen = new double[values.GetLength(0), columns.Count];
        for (var row = 0; row < chosen.GetLength(0); row++)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                chosen[row, column] = values[row, columns[column]];
            }
        }

        return chosen;
    }

    /// <summary>Some columns of this sample and of the next sample. A column number of <see cref="Columns"/> or more stands for a column of the next sample.</summary>
    public double[,] Lagged(IReadOnlyList<int> columns)
    {
        var lagged = new double[Count - 1, columns.Count];
        for (var row = 0; row < Count - 1; row++)
        {
            for (var n = 0; n < columns.Count; n++)
            {
                lagged[row, n] = columns[n] < Columns ? _values[row, columns[n]] : _values[row + 1, columns[n] - Columns];
            }
        }

        return lagged;
    }

    /// <summary>Some columns minus their means, for the samples from first to last.</summary>
    public Matrix<double> Centered(IReadOnlyList<int> columns, int first = 0, int? count = null)
    {
        var centered = Matrix<double>.Build.Dense(count ?? Count, columns.Count, (row, column) => _values[first + row, columns[column]]);
        for (var column = 0; column < columns.Count; column++)
        {
            var mean = centered.Column(column).Average();
            for (var row = 0; row < centered.RowCount; row++)
            {
                centered[row, column] -= mean;
            }
        }

        return centered;
    }
}
