using Homeostat.Studio.Sessions;

namespace Homeostat.Studio.Streams;

/// <summary>The values of a variable of chosen units since the last frame. It belongs to the thread of the simulation.</summary>
internal sealed class TraceTap
{
    private const int Most = 4000;

    private readonly TraceRequest _wanted;
    private readonly List<double> _times = [];
    private readonly List<double[]> _values = [];

    public TraceTap(Simulation simulation, TraceRequest wanted)
    {
        _wanted = wanted;
        simulation.OfUnits(wanted.Variable, wanted.Units);
    }

    /// <summary>Notes the present values.</summary>
    public void Note(SimulationSession session)
    {
        if (_times.Count < Most)
        {
            var matrix = session.Simulation[_wanted.Variable];
            _times.Add(session.Simulation.Time);
            _values.Add([.. _wanted.Units.Select(unit => matrix[0, unit])]);
        }
    }

    /// <summary>Takes what was noted.</summary>
    public object Take()
    {
        var taken = new { _wanted.Variable, _wanted.Units, Times = _times.ToArray(), Values = _wanted.Units.Select((_, n) => _values.Select(row => row[n]).ToArray()).ToArray() };
        _times.Clear();
        _values.Clear();
        return taken;
    }
}
