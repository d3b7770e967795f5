namespace Homeostat;

/// <content>Causes of a given class, of a learner with labels.</content>
public sealed partial class Imagination
{
    // The stream has a key of its own, because the same seed may also be used for other draws.
    private const ulong AcceptKey = 0x61636365707400UL;
    private const int MostDraws = 2000;

    /// <summary>Whether the learner tells classes by causes, so that it can dream of a given one.</summary>
    public bool TellsClasses => _training.Learner is { Recognize.Count: > 0, Readout: not null };

    /// <summary>Computes the probabilities of the classes of causes, [samples × classes]: a softmax of what the learner answers to them.</summary>
    /// <param name="causes">The causes, [samples × units].</param>
    /// <exception cref="HomeostatException">The learner has no labels.</exception>
    public double[,] Classes(double[,] causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        if (!TellsClasses)
        {
            throw new HomeostatException(
                $"The model '{_training.Learner.Name}' has learned without labels, so it cannot be asked for a class. Train one that learns them, such as {NeuralGenerativeCoding.Joint.Name}.");
        }

        var classes = Rows(Answer(_training.Learner.Recognize, _training.Learner.Readout!, new DataPart { [Learner.Cause] = causes }), causes.GetLength(0));
        for (var sample = 0; sample < classes.GetLength(0); sample++)
        {
            var row = classes.Row(sample);
            var largest = double.NegativeInfinity;
            foreach (var answer in row)
            {
                largest = Math.Max(largest, answer);
            }

            var sum = 0.0;
            foreach (ref var answer in row)
            {
                sum += answer = Math.Exp(answer - largest);
            }

            foreach (ref var answer in row)
            {
                answer /= sum;
            }
        }

        return classes;
    }

    /// <summary>
    /// Draws causes of a class from a memory of all classes, [count × units]: of the causes drawn from the memory, each is kept with the probability that the learner gives the class.
    /// So they come from p(cause)·p(class | cause), normalized.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="label">The class.</param>
    /// <param name="count">The number of causes.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="HomeostatException">The learner has no labels or no such class, or hardly a cause in the memory is of this class.</exception>
    public double[,] Draw(GaussianMixture memory, int label, int count, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var draws = 20 * count; ; draws *= 2)
        {
            var causes = memory.Sample(draws, seed);
            var classes = Classes(causes);
            if (draws > 0 && (uint)label >= (uint)classes.GetLength(1))
            {
                throw new HomeostatException($"There is no class {label}: the model '{_training.Learner.Name}' has the classes 0 to {classes.GetLength(1) - 1}.");
            }

            var random = new RandomStream(seed ^ AcceptKey, 0);
            int[] kept = [.. Enumerable.Range(0, draws).Where(draw => random.NextDouble() < classes[draw, label]).Take(count)];
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
                    $"Of {draws} causes drawn from the memory only {kept.Length} are of class {label}. Fit the memory to more images of this class, or train the model for longer.");
            }
        }
    }
}
