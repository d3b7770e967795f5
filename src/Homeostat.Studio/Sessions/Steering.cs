namespace Homeostat.Studio.Sessions;

/// <summary>A change of the pace of a run; what is null stays as it is.</summary>
/// <param name="Play">True to let the run go on, false to halt it.</param>
/// <param name="Step">The number of turns after which the run halts.</param>
/// <param name="Speed">The steps, or seconds of biological time, in a second; 0 for as many as possible.</param>
/// <param name="Trace">The units whose states are recorded.</param>
internal sealed record Steering(bool? Play = null, long? Step = null, double? Speed = null, TraceRequest? Trace = null)
{
    /// <summary>Changes the pace of a run.</summary>
    public void Apply<T>(Control<T> control)
    {
        if (Speed is { } speed)
        {
            control.Speed = speed >= 0 && double.IsFinite(speed) ? speed : throw new HomeostatException("A speed is 0, for as fast as possible, or a finite number above it.");
        }

        if (Play is { } play)
        {
            (play ? control.Play : (Action)control.Pause)();
        }
        else if (Step is { } turns)
        {
            control.Step(turns is >= 0 and <= 1_000_000 ? turns : throw new HomeostatException("A run can be let go on by 0 to 1,000,000 turns."));
        }
    }
}

/// <summary>The units of a population whose variable is recorded for the page.</summary>
/// <param name="Variable">The variable, as <c>population.variable</c>.</param>
/// <param name="Units">The indices of the units, at most 16.</param>
internal sealed record TraceRequest(string Variable, IReadOnlyList<int> Units);
