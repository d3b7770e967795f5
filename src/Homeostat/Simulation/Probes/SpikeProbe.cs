using System.Runtime.InteropServices;

namespace Homeostat;

/// <summary>A recording of the spikes (or other events) of a population.</summary>
public sealed class SpikeProbe : IEventRecorder
{
    private readonly PopulationModel _population;
    private readonly string _event;
    private readonly RecordOptions _options;
    private readonly bool[]? _wanted;
    private readonly RecordedSpikes[] _parts;
    private readonly List<long> _steps = [];
    private double[]? _times;
    private readonly List<int> _units = [];

    internal SpikeProbe(PopulationModel population, string eventName, RecordOptions options, int slices)
    {
        (_population, _event, _options) = (population, eventName, options);
        if (options.Units is { } units)
        {
            _wanted = new bool[population.Declaration.Size];
            foreach (var unit in units)
            {
                _wanted[unit] = true;
            }
        }

        _parts = [.. Enumerable.Range(0, slices).Select(_ => new RecordedSpikes())];
    }

    /// <summary>The name of the population.</summary>
    public string Population => _population.Name;

    /// <summary>The number of units of the population.</summary>
    public int PopulationSize => _population.Declaration.Size;

    /// <summary>The time step in seconds.</summary>
    public double TimeStep => _population.TimeStep;

    /// <summary>The number of spikes recorded so far, with those given to a sink and those no longer kept.</summary>
    public long Count { get; private set; }

    /// <summary>The time step of each spike, in ascending order.</summary>
    public IReadOnlyList<long> Steps => _steps;

    /// <summary>The unit of each spike, in ascending order within a step.</summary>
    public IReadOnlyList<int> Units => _units;

    /// <summary>The time of each spike in seconds. The same array is returned until more is recorded.</summary>
    public double[] Times => _times ??= [.. _steps.Select(step => step * TimeStep)];

    /// <summary>The step at which recording began.</summary>
    internal long FirstStep { get; set; }

    /// <summary>The step at which the recording ends for now.</summary>
    internal long EndStep { get; set; }

    string IEventRecorder.Event => _event;

    int IEventRecorder.Sample => _options.Sample;

    void IEventRecorder.Note(int slice, long step, ReadOnlySpan<int> units)
    {
        var part = _parts[slice];
        foreach (var unit in units)
        {
            if (_wanted is null || _wanted[unit])
            {
                part.Steps.Add(step);
                part.Units.Add(unit);
            }
        }
    }

    void IRecorder.EndStretch(long step)
    {
        EndStep = step;
        _times = null;

        // Every slice has recorded its own spikes; they are merged in the order of step and unit.
        var at = new int[_parts.Length];
        var (from, more) = (_steps.Count, true);
        while (more)
        {
            var next = long.MaxValue;
            for (var p = 0; p < at.Length; p++)
            {
                next = at[p] < _parts[p].Steps.Count ? Math.Min(next, _parts[p].Steps[at[p]]) : next;
            }

            more = next < long.MaxValue;
            for (var p = 0; p < at.Length && more; p++)
            {
                for (; at[p] < _parts[p].Steps.Count && _parts[p].Steps[at[p]] == next; at[p]++)
                {
                    _steps.Add(next);
                    _units.Add(_parts[p].Units[at[p]]);
                }
            }
        }

        Count += _steps.Count - from;
        foreach (var part in _parts)
        {
            part.Steps.Clear();
            part.Units.Clear();
        }

        Hand(from);
    }

    private void Hand(int from)
    {
        if (_options.Sink is { } sink)
        {
            sink.Add(CollectionsMarshal.AsSpan(_steps)[from..], CollectionsMarshal.AsSpan(_units)[from..]);
        }

        var keep = _options.Sink is not null ? 0 : _options.Last > 0 ? _options.Last : int.MaxValue;
        if (_steps.Count > keep)
        {
            _steps.RemoveRange(0, _steps.Count - keep);
            _units.RemoveRange(0, _units.Count - keep);
        }
    }

    /// <summary>The spikes that one slice has recorded since they were last collected.</summary>
    private sealed class RecordedSpikes
    {
        public List<long> Steps { get; } = [];

        public List<int> Units { get; } = [];
    }
}
