namespace Homeostat.Tests.Learners;

/// <summary>Small trainings in double precision, on samples and weights that a test gives.</summary>
internal static class Trial
{
    /// <summary>A training whose only batch holds all samples, in their order unless the batch is larger than one.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="images">The samples of the stream <c>image</c>.</param>
    /// <param name="labels">The samples of the stream <c>label</c>; none if the learner needs none.</param>
    public static Training Of(Learner learner, double[][] images, double[][]? labels = null)
    {
        var part = new DataPart { [Learner.Image] = Array(images) };
        if (labels is not null)
        {
            part[Learner.Label] = Array(labels);
        }

        var data = new DataSource("trial") { Train = part, Target = labels is null ? null : Learner.Label };
        return new Training(learner, data, new TrainingOptions { Batch = images.Length, Epochs = 1000, Type = ElementType.Float64, FinalRate = 1 });
    }

    /// <summary>Sets all values of a variable, row after row.</summary>
    public static Training With(this Training training, string variable, double[] values)
    {
        training.Simulation[variable].CopyFrom(values);
        training.Simulation.Changed(variable);
        return training;
    }

    /// <summary>All values of a variable, row after row.</summary>
    public static double[] Values(this Training training, string variable) => training.Simulation[variable].ToArray();

    private static double[,] Array(double[][] rows)
    {
        var array = new double[rows.Length, rows[0].Length];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                array[row, column] = rows[row][column];
            }
        }

        return array;
    }
}
