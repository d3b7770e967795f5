namespace Homeostat;

/// <summary>The settings that all learners of sequences have in common. A sample is then time points × inputs.</summary>
public abstract record SequenceOptions
{
    /// <summary>The number of time points of a sequence.</summary>
    [Setting("Time points of a sequence; 'homeostat learn' takes them from the data", Least = 1)]
    public int Times { get; init; } = 28;

    /// <summary>True if each time point has a right answer, false if the whole sequence has one.</summary>
    [Setting("Whether there is a right answer for each time point; 'homeostat learn' takes it from the data")]
    public bool Follow { get; init; }

    /// <summary>The loss of the output.</summary>
    [Setting("Loss of the output at a time point: cross-entropy of a softmax, or half the squared error")]
    public OutputModel Output { get; init; }
}
