namespace Homeostat.Tests.Evaluation;

/// <summary>How cues are corrupted and compared.</summary>
public sealed class RecallTests
{
    private static readonly float[] Pattern = [.. Enumerable.Range(0, 200).Select(pixel => pixel % 3 == 0 ? 1f : 0f)];

    [Theory]
    [InlineData(Corruption.Flip, 1.0)]
    [InlineData(Corruption.Hide, 0.5)]
    [InlineData(Corruption.Cover, 0.5)]
    public void The_fraction_of_pixels_is_corrupted_and_no_other(Corruption corruption, double change)
    {
        var cue = Recall.Corrupt(Pattern, corruption, 0.3, cue: 4);
        double[] changes = [.. cue.Zip(Pattern, (x, y) => Math.Abs(x - (double)y))];
        Assert.Equal(60, changes.Count(x => x == change));
        Assert.Equal(140, changes.Count(x => x == 0));
        Assert.Equal(corruption == Corruption.Cover, changes[140..].All(x => x > 0));
        Assert.Equal(cue, Recall.Corrupt(Pattern, corruption, 0.3, cue: 4));
        Assert.Equal(corruption == Corruption.Cover, cue.SequenceEqual(Recall.Corrupt(Pattern, corruption, 0.3, cue: 5)));
    }

    [Fact]
    public void Results_are_compared_with_their_own_pattern_and_the_others()
    {
        float[][] patterns = [[1, 1, 0, 0], [0, 0, 0, 1]];
        Assert.Equal(new RecallScore(1, 1), Recall.Score(patterns, patterns));

        // Two cues of each pattern: the third is nearer to the second pattern, and the fourth is as near to both.
        Assert.Equal(new RecallScore(((1 + 0.75) + (0.25 + 0.625)) / 4, 0.5), Recall.Score(patterns, [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0.5f, 0.5f, 0, 0.5f]]));
    }

    [Fact]
    public void What_cannot_be_corrupted_or_compared_is_refused()
    {
        Assert.Equal("A fraction of 1.5 of the pixels cannot be corrupted; give a number from 0 to 1.", Assert.Throws<HomeostatException>(() => Recall.Corrupt(Pattern, Corruption.Flip, 1.5, 0)).Message);
        Assert.Contains("all with the same number of pixels", Assert.Throws<HomeostatException>(() => Recall.Score([[1, 0]], [[1]])).Message, StringComparison.Ordinal);
    }
}
