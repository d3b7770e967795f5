
namespace Homeostat;

/// <summary>A recording of the mean firing rate of a population, in successive time bins.</summary>
public sealed class RateProbe : IEventRecorder
{
    private readonly PopulationModel _population;
    private readonly RecordOptions _options;
    private readonly int _steps;
    private readonly List<long>[] _counts;
    private double[]? _times;
    private double[]? _rates;

    internal RateProbe(PopulationModel population, RecordOptions options, int steps, int slices)
    {
        (_population, _options, _steps) = (population, options, steps);
        _counts = [.. Enumerable.Range(0, slices).Select(_ => new List<long>())];
    }

    /// <summary>The name of the population.</summary>
    public string Population => _population.Name;

    /// <summary>The width of a bin in seconds.</summary>
    public double Bin => _steps * _population.TimeStep;

    /// <summary>The middle of each complete bin, in seconds.</summary>
    public double[] Times => _times ??= [.. Enumerable.Range(0, Complete).Select(bin => ((FirstStep * _population.TimeStep) + ((bin + 0.5) * Bin)))];

    /// <summary>The rate in each complete bin, in spikes per unit and second.</summary>
    public double[] Rates => _rates ??= [.. Enumerable.Range(0, Complete).Select(bin =>
        _counts.Sum(slice => bin < slice.Count ? slice[bin] : 0) / (Bin * _population.Declaration.Size))];

    internal long FirstStep { get; set; }

    internal long EndStep { get; set; }

    private int Complete => (int)((EndStep - FirstStep) / _steps);

    string IEventRecorder.Event => UnitEvent.Spike;

    int IEventRecorder.Sample => _options.Sample;

    void IEventRecorder.Note(int slice, long step, ReadOnlySpan<int> units)
    {
        var (counts, bin) = (_counts[slice], (int)((step - FirstStep) / _steps));
        while (counts.Count <= bin)
        {
            counts.Add(0);
        }

        counts[bin] += units.Length;
    }

    void IRecorder.EndStretch(long step) => (EndStep, _times, _rates) = (step, null, null);
}
