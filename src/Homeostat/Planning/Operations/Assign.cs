namespace Homeostat.Planning;

/// <summary>A value that comes from outside the equations.</summary>
internal abstract record Source
{
    /// <summary>The symbols that are read.</summary>
    public virtual IEnumerable<Symbol> Reads => [];
}

/// <summary>A number, the same for all elements.</summary>
internal sealed record NumberSource(double Value) : Source
{
    public override string ToString() => Node.Number(Value);
}

/// <summary>Data that the run supplies: the row of each sample, whole or the part of a time point.</summary>
/// <param name="Stream">The symbol of the data.</param>
/// <param name="Name">The name of the stream.</param>
/// <param name="IsOverTime">Whether the data of a sample are times × units, of which the time point of the loop around is taken.</param>
internal sealed record StreamSource(Symbol Stream, string Name, bool IsOverTime) : Source
{
    public override IEnumerable<Symbol> Reads => [Stream];

    public override string ToString() => IsOverTime ? $"{Name} at this time point" : Name;
}

/// <summary>The time of the current step in seconds, or a value that follows from it alone.</summary>
/// <param name="TimeStep">The time step in seconds.</param>
/// <param name="Value">The value.</param>
internal sealed record TimeSource(double TimeStep, Node Value) : Source
{
    private readonly ScalarExpression _expression = new(Value);

    /// <summary>The value in a time step, computed in double precision.</summary>
    public double At(long step) => Value.Symbol == Clock.Time
        ? step * TimeStep
        : _expression.Of(symbol => symbol == Clock.Time ? step * TimeStep : TimeStep);

    public override string ToString() => Value.Symbol == Clock.Time ? "step*dt" : Value.ToString();
}

/// <summary>The value of a signal given in advance at the current time.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="TimeStep">The time step in seconds.</param>
internal sealed record SignalSource(TimedArray Signal, double TimeStep) : Source
{
    /// <summary>The row of the signal's values that holds in a time step.</summary>
    public int RowAt(long step) =>
        // A time at the border of two rows belongs to the later one, whichever way it was rounded.
        (int)Math.Clamp(Math.Floor((step / (Signal.Step.Value / TimeStep)) + 1e-9), 0, Signal.Values.GetLength(0) - 1);

    /// <summary>The value of a unit in a row, in SI units.</summary>
    public double Value(int row, int unit) => Signal.Values[row, Signal.IsShared ? 0 : unit] * Signal.Unit.Value;

    public override string ToString() => "its value at t";
}

/// <summary>The candidate of the loop around: 1 for the unit of that index, 0 for all others.</summary>
internal sealed record CandidateSource : Source
{
    public override string ToString() => "the candidate";
}

/// <summary>One value a sample, which goes to the unit whose index is the candidate of the loop around.</summary>
internal sealed record ScoreSource(Symbol Score) : Source
{
    public override IEnumerable<Symbol> Reads => [Score];

    public override string ToString() => $"{Score.Name}, for the candidate";
}

/// <summary>The values of a population's units, which go to the units that stand for the time point of the loop around.</summary>
internal sealed record KeptSource(Symbol Value) : Source
{
    public override IEnumerable<Symbol> Reads => [Value];

    public override string ToString() => $"{Value.Name}, for this time point";
}

/// <summary>Stores to all elements of a symbol a value that comes from outside the equations.</summary>
/// <param name="Target">The symbol.</param>
/// <param name="Value">The value.</param>
internal sealed record Assign(Symbol Target, Source Value) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Value.Reads;

    public override IEnumerable<Symbol> Writes => [Target];

    public override string ToString() => $"{Target.Name} = {Value}";
}
