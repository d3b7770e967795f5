
namespace Homeostat;

/// <summary>Something that looks on while a circuit runs, and changes nothing.</summary>
internal interface IRecorder
{
    /// <summary>Called between two stretches of a run, on one thread.</summary>
    /// <param name="step">The step up to which was run.</param>
    void EndStretch(long step);
}

/// <summary>A recorder of events: it looks after each step's thresholds.</summary>
internal interface IEventRecorder : IRecorder
{
    RowCall Call(EventMemory events);
}

/// <summary>A recorder of a value: it looks at the beginning of each step.</summary>
internal interface IStateRecorder : IRecorder
{
    /// <summary>What is recorded, as <c>part.variable</c>.</summary>
    string Variable { get; }

    RowCall Call(Matrix values, int slices);
}
