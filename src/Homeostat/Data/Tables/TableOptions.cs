namespace Homeostat;

/// <summary>The settings by which data are made of a table.</summary>
public sealed record TableOptions
{
    /// <summary>The name of the column with the right answers; null for none.</summary>
    public string? Target { get; init; }

    /// <summary>What the right answers are.</summary>
    public TargetKind Kind { get; init; }

    /// <summary>The name of the column that tells to which sequence a row belongs, in which rows follow each other in time; null for rows that are samples of their own.</summary>
    public string? Sequence { get; init; }

    /// <summary>The names of columns that are left out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>What becomes of rows in which a value is missing.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>The number of rows, or of sequences, held out for testing, drawn at random, as many of each class as it has among all rows; null for a fifth.</summary>
    public int? Test { get; init; }

    /// <summary>The seed of the draw.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>What right answers in a column are.</summary>
public enum TargetKind
{
    /// <summary>Classes if they are words, or whole numbers from 0 on of which there are at most twenty different ones; numbers otherwise.</summary>
    Automatic,

    /// <summary>Classes.</summary>
    Classes,

    /// <summary>Numbers.</summary>
    Numbers,
}

/// <summary>What becomes of rows in which a value is missing.</summary>
public enum MissingValues
{
    /// <summary>A missing value is an error that names its line and column.</summary>
    Refuse,

    /// <summary>Rows with a missing value are left out.</summary>
    Drop,

    /// <summary>A missing number becomes the mean of its column over the training rows, and a missing word none of the words. Rows without a right answer are left out.</summary>
    Mean,
}
