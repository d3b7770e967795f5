using CsCheck;

namespace Homeostat.Tests.Evaluation;

public class MetricsTests
{
    [Fact]
    public void Accuracy_counts_what_is_right() => Assert.Equal(.75, Metrics.Accuracy([1, 2, 3, 4], [1, 2, 3, 0]));

    [Fact]
    public void Predictions_are_the_greatest_outputs_and_the_first_of_equals()
    {
        var predictions = new int[3];
        Metrics.Predict([0, 1, .5f, 2, 2, 1, -3, -2, -1], 3, predictions);
        Assert.Equal([1, 0, 2], predictions);
    }

    [Fact]
    public void Likelihood_of_probabilities_and_of_their_logits_agree() =>
        Gen.Select(Gen.Float[-8, 8].Array[12], Gen.Int[0, 3].Array[3]).Sample((logits, labels) =>
        {
            var probabilities = new float[12];
            for (var i = 0; i < 12; i += 4)
            {
                var sum = logits.Skip(i).Take(4).Sum(l => Math.Exp(l));
                for (var c = 0; c < 4; c++)
                {
                    probabilities[i + c] = (float)(Math.Exp(logits[i + c]) / sum);
                }
            }

            var direct = Metrics.NegativeLogLikelihood(probabilities, 4, labels);
            Assert.Equal(direct, Metrics.NegativeLogLikelihoodOfLogits(logits, 4, labels), 1e-5 * (1 + direct));
        });

    [Fact]
    public void Likelihood_of_even_odds_is_the_logarithm_of_the_classes()
    {
        Assert.Equal(Math.Log(4), Metrics.NegativeLogLikelihood([.25f, .25f, .25f, .25f], 4, [2]), 1e-9);
        Assert.Equal(Math.Log(4), Metrics.NegativeLogLikelihoodOfLogits([900, 900, 900, 900], 4, [2]), 1e-9);
        Assert.Equal(-Math.Log(1e-12), Metrics.NegativeLogLikelihood([1, 0], 2, [1]), 1e-9);
    }

    [Fact]
    public void What_is_not_a_number_is_named()
    {
        Assert.Contains("Row 1, column 0", Assert.Throws<HomeostatException>(() => Metrics.Predict([0, 1, float.NaN, 1], 2, new int[2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0, column 1", Assert.Throws<HomeostatException>(() => Metrics.NegativeLogLikelihoodOfLogits([0, float.PositiveInfinity], 2, [0])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<HomeostatException>(() => Metrics.NegativeLogLikelihood([.5f, .5f, .9f, .9f], 2, [0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Metrics.NegativeLogLikelihood([float.NaN, .5f], 2, [0]));
        Assert.Throws<ArgumentException>(() => Metrics.Accuracy([1], [1, 2]));
    }

    [Fact]
    public void Cosine_is_that_of_the_angle()
    {
        Assert.Equal(1, Alignment.Cosine([1, 2, 3], [2, 4, 6]), 1e-12);
        Assert.Equal(-1, Alignment.Cosine([1e-30f, 0], [-1e30f, 0]), 1e-12);
        Assert.Equal(0, Alignment.Cosine([1, 0], [0, 5]), 1e-12);
        Assert.Equal(Math.Sqrt(.5), Alignment.Cosine([1, 0], [1, 1]), 1e-12);
        Assert.Equal(0, Alignment.Cosine([0, 0], [1, 1]));
        Assert.Throws<HomeostatException>(() => Alignment.Cosine([float.NaN], [1]));
        Assert.Throws<ArgumentException>(() => Alignment.Cosine([1], [1, 2]));
    }

    [Fact]
    public void Confusion_counts_rows_of_truth_and_columns_of_prediction()
    {
        var matrix = new ConfusionMatrix([0, 1, 1, 2, 0], [0, 1, 2, 2, 1], 3);
        Assert.Equal((1, 1, 1), (matrix[2, 1], matrix[1, 0], matrix[2, 2]));
        Assert.Equal(0, matrix[1, 2]);
        Assert.Equal(5, matrix.Total);
        Assert.Equal(.6, matrix.Accuracy, 1e-12);
        Assert.Equal(.5, matrix.Precision(0), 1e-12);
        Assert.Equal(1, matrix.Recall(0), 1e-12);
        Assert.Equal(1, matrix.Precision(2), 1e-12);
        Assert.Equal(.5, matrix.Recall(2), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
    }

    [Fact]
    public void Confusion_prints_as_an_aligned_table()
    {
        var matrix = new ConfusionMatrix(3);
        for (var i = 0; i < 123_456; i++)
        {
            matrix.Add(i % 3, i % 7 == 0 ? 1 : i % 3);
        }

        var lines = matrix.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Single(lines.Select(l => l.Length).Distinct());
        Assert.Contains("recall", lines[0], StringComparison.Ordinal);
        Assert.Contains("35273", lines[1], StringComparison.Ordinal);
        Assert.Equal(0, new ConfusionMatrix(2).Accuracy);
    }
}
