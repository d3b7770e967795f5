namespace Homeostat.Planning;

/// <summary>Takes in values or events as a circuit runs, and changes nothing. Each slice of the units has a part of its own.</summary>
internal interface IRecorder
{
    /// <summary>Called between two stretches of a run, on one thread.</summary>
    /// <param name="step">The step up to which was run.</param>
    void EndStretch(long step);
}

/// <summary>A recorder of events: it is told them after the thresholds of each step.</summary>
internal interface IEventRecorder : IRecorder
{
    /// <summary>The name of the population.</summary>
    string Population { get; }

    /// <summary>The name of the event.</summary>
    string Event { get; }

    /// <summary>The sample of the batch that is recorded.</summary>
    int Sample { get; }

    /// <summary>Takes in the units of a slice to which the event happened, ascending.</summary>
    void Note(int slice, long step, ReadOnlySpan<int> units);
}

/// <summary>A recorder of a value: it is told it at the beginning of steps.</summary>
internal interface IStateRecorder : IRecorder
{
    /// <summary>The value that is recorded, written as <c>part.variable</c>.</summary>
    string Variable { get; }

    /// <summary>The sample of the batch that is recorded.</summary>
    int Sample { get; }

    /// <summary>The number of time steps from one sample in time to the next.</summary>
    int Every { get; }

    /// <summary>The columns that each slice is asked for, ascending.</summary>
    IReadOnlyList<int[]> Columns { get; }

    /// <summary>Whether the columns are the units of a population, so that each slice records its own.</summary>
    bool IsSliced { get; }

    /// <summary>Takes in the next value of a slice.</summary>
    void Note(int slice, double value);
}

/// <summary>Shows a recorder what it asked for.</summary>
/// <param name="Recorder">The recorder.</param>
/// <param name="Value">The value that a recorder of values looks at; null for events.</param>
internal sealed record Observe(IRecorder Recorder, Symbol? Value) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Value is null ? [] : [Value];

    public override IEnumerable<Symbol> Writes => [];

    public override string ToString() => Recorder switch
    {
        IStateRecorder state => $"{state.Variable} recorded",
        IEventRecorder events => $"{events.Population}: {events.Event} recorded",
        _ => "recorded",
    };
}
