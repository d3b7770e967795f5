namespace Homeostat;

/// <content>Causes of a given class, of a learner with labels.</content>
public sealed partial class Imagination
{
    // A class that is hardly ever found is not looked for any longer than this, in draws for each cause that is wanted.
    private const int MostDraws = 2000;

    /// <summary>Whether the learner tells classes by causes, so that it can dream of a given one.</summary>
    public bool TellsClasses => _training.Learner is { Recognize.Count: > 0, Readout: not null };

    /// <summary>Tells the class of each of some causes, as the learner answers to them.</summary>
    /// <param name="causes">The causes, [samples × units].</param>
    /// <exception cref="HomeostatException">The learner has learned without labels.</exception>
    public int[] Classes(double[,] causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        return Classes(causes, out _);
    }

    /// <summary>Draws causes of a class from a memory of all classes, [count × units]: of the causes drawn from the memory, those are kept that the learner takes for the class.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="label">The class.</param>
    /// <param name="count">The number of causes, 1 or more.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="HomeostatException">The learner has learned without labels, there is no such class, or hardly a cause in the memory is of this class.</exception>
    public double[,] Draw(GaussianMixture memory, int label, int count, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        for (var draws = 20 * count; ; draws *= 4)
        {
            var causes = memory.Sample(draws, seed);
            var found = Classes(causes, out var classes);
            if ((uint)label >= (uint)classes)
            {
                throw new HomeostatException($"There is no class {label}: the model '{_training.Learner.Name}' has the classes 0 to {classes - 1}.");
            }

            int[] kept = [.. Enumerable.Range(0, draws).Where(draw => found[draw] == label).Take(count)];
            if (kept.Length == count)
            {
                var chosen = new double[count, memory.Width];
                for (var row = 0; row < count; row++)
                {
                    causes.Row(kept[row]).CopyTo(chosen.Row(row));
                }

                return chosen;
            }

            if (draws >= MostDraws * count)
            {
                throw new HomeostatException(
                    $"Of {draws} causes drawn from the memory the model '{_training.Learner.Name}' takes {kept.Length} for class {label}. Fit the memory to images of this class too, or train the model for longer.");
            }
        }
    }

    private int[] Classes(double[,] causes, out int classes)
    {
        if (!TellsClasses)
        {
            throw new HomeostatException(
                $"The model '{_training.Learner.Name}' has learned without labels, so it cannot be asked for a class. Train one that learns them, such as {NeuralGenerativeCoding.Joint.Name}.");
        }

        var found = new int[causes.GetLength(0)];
        var answers = Answer(_training.Learner.Recognize, _training.Learner.Readout!, new DataPart { [Learner.Cause] = causes });
        classes = answers.Length / Math.Max(1, found.Length);
        Metrics.Predict(answers, classes, found);
        return found;
    }
}
