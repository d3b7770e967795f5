namespace Homeostat;

/// <summary>The measure of how good a layer's activity is, and what goes with it: the threshold and the size of the activity that is passed on.</summary>
public enum GoodnessForm
{
    /// <summary>The sum of squares, with the number of units as the threshold; rows are passed on with mean square 1 (Hinton's code).</summary>
    Sum,

    /// <summary>The mean of squares, with the threshold 2; rows are passed on with length 1 (the form of most PyTorch versions).</summary>
    Mean,
}
