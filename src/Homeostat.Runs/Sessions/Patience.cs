namespace Homeostat.Runs;

/// <summary>Early stopping: training ends when held-out images have been explained no better for a number of epochs, and the best epoch is kept.</summary>
/// <param name="epochs">The number of epochs without a better one after which training ends.</param>
internal sealed class Patience(int epochs)
{
    /// <summary>The test after the best epoch so far; null before the first.</summary>
    public Tested? Best { get; private set; }

    /// <summary>True when the training should end: as many epochs as were given have passed without a better one.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the test after an epoch into account.</summary>
    /// <returns>Whether it is the best epoch so far.</returns>
    public bool Note(Tested test)
    {
        var isBest = Best is null || test.HeldOutLoss < Best.HeldOutLoss;
        Best = isBest ? test : Best;
        IsOver = test.Epoch - Best!.Epoch >= epochs;
        return isBest;
    }
}
