namespace Homeostat;

/// <summary>The size of the activity that a layer passes on; what remains is its direction.</summary>
public enum RowScale
{
    /// <summary>The mean of the squares of a row is 1, so that units of a next layer are driven alike whatever the width.</summary>
    MeanSquare,

    /// <summary>The length of a row is 1, so that units of a next layer are driven the less, the wider the layer.</summary>
    Length,
}
