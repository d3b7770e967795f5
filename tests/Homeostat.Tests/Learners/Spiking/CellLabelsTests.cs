namespace Homeostat.Tests.Learners.Spiking;

public sealed class CellLabelsTests
{
    // Four cells, three classes: 0 and 1 respond to class 0 most, 2 to class 2, 3 never.
    private static readonly double[] Means =
    [
        8, 2, 0,
        3, 0, 1,
        1, 3, 6,
        0, 0, 0,
    ];

    [Fact]
    public void Cells_stand_for_what_they_respond_to_most() =>
        Assert.Equal([0, 0, 2, -1], new CellLabels(Means, 3).Labels.ToArray());

    [Fact]
    public void The_class_whose_cells_respond_most_on_average_is_chosen()
    {
        var labels = new CellLabels(Means, 3);

        // Cells of class 0 respond 4 and 0 times, 2 on average; that of class 2 three times; the silent one does not count.
        Assert.Equal(2, labels.Predict([4, 0, 3, 9], CellReadout.HighestMean));
        Assert.Equal(0, labels.Predict([4, 3, 3, 9], CellReadout.HighestMean));
    }

    [Fact]
    public void Cells_vote_in_proportion_to_their_mean_responses()
    {
        var labels = new CellLabels(Means, 3);

        // Cell 0 gives class 0 four fifths of its votes; cell 2 a tenth, three tenths and six tenths to the three.
        Assert.Equal(0, labels.Predict([3, 0, 2, 9], CellReadout.Proportions));
        Assert.Equal(2, labels.Predict([1, 0, 2, 9], CellReadout.Proportions));
    }

    [Fact]
    public void Labels_follow_mean_responses_not_how_often_a_class_was_seen()
    {
        // Class 0 is seen three times, class 1 once: cell 1 has more spikes in all at class 0, and a higher mean at class 1.
        var labels = CellLabels.Assign([5, 1, 5, 1, 5, 1, 0, 2], [0, 0, 0, 1], classes: 2);
        Assert.Equal([0, 1], labels.Labels.ToArray());
        Assert.Equal([5, 0, 1, 2], labels.Means.ToArray());
    }

    [Fact]
    public void Responses_of_other_cells_are_refused() =>
        Assert.Throws<HomeostatException>(() => new CellLabels(Means, 3).Predict([1, 2], CellReadout.Proportions));
}
