using Homeostat.Nir;

namespace Homeostat;

/// <summary>What was observed at a node: spikes, potentials or other signals, for one sample or more.</summary>
public abstract record NirObservable
{
    private protected NirObservable()
    {
    }

    /// <summary>The number of samples.</summary>
    public abstract int Samples { get; }

    /// <summary>The signal of one sample on the steps of a simulation, [steps × units].</summary>
    /// <param name="sample">The sample, counted from 0.</param>
    /// <param name="timeStep">The time step in seconds. Events add up in the step in which they fall.</param>
    /// <exception cref="HomeostatException">There is no such sample, or the steps do not fit.</exception>
    public abstract double[,] Signal(int sample, double timeStep);

    private protected void Require(int sample)
    {
        if (sample < 0 || sample >= Samples)
        {
            throw new HomeostatException($"Sample {sample} was asked for, but the data have {Samples}, counted from 0.");
        }
    }

    /// <summary>An array of zeros for a signal.</summary>
    internal static double[,] Steps(double steps, int units) => steps >= 1 && steps * units <= 1 << 28 ? new double[(int)steps, units] : throw new HomeostatException(
        $"The signal has {steps:G3} steps of {units} units; from 1 step to {1 << 28} numbers in all are possible. Take a longer time step, or a part of the recording.");
}

/// <summary>A signal on equal steps (NIR's TimeGriddedData).</summary>
/// <param name="Values">The values, [samples, steps, units].</param>
/// <param name="TimeStep">The time step in seconds.</param>
public sealed record NirGrid(NirValue Values, double TimeStep) : NirObservable
{
    /// <inheritdoc/>
    public override int Samples => Values.Shape[0];

    /// <inheritdoc/>
    public override double[,] Signal(int sample, double timeStep)
    {
        Require(sample);
        if (Math.Abs(timeStep - TimeStep) > 1e-6 * timeStep)
        {
            throw new HomeostatException($"The data have a time step of {TimeStep} s, the simulation one of {timeStep} s. Simulate with the step of the data.");
        }

        var (steps, units) = (Values.Shape[1], Values.Shape[2]);
        var signal = Steps(steps, units);
        for (var k = 0; k < steps * units; k++)
        {
            signal[k / units, k % units] = Values[(sample * steps * units) + k];
        }

        return signal;
    }
}

/// <summary>Events of units (NIR's EventData, and ValuedEventData where they have values).</summary>
/// <param name="Unit">The unit of each event, [samples, events]; −1 where a sample has fewer events.</param>
/// <param name="Time">The time of each event in seconds, [samples, events].</param>
/// <param name="Units">The number of units.</param>
/// <param name="End">The end of the recording in seconds.</param>
/// <param name="Value">The value of each event; null if all are 1.</param>
public sealed record NirEvents(NirValue Unit, NirValue Time, int Units, double End, NirValue? Value = null) : NirObservable
{
    /// <inheritdoc/>
    public override int Samples => Unit.Shape[0];

    /// <summary>Spikes of one sample.</summary>
    public static NirEvents Of(SpikeTrains trains)
    {
        ArgumentNullException.ThrowIfNull(trains);
        var (units, times) = (new List<long>(), new List<double>());
        for (var unit = 0; unit < trains.Units; unit++)
        {
            foreach (var time in trains.Of(unit))
            {
                units.Add(unit);
                times.Add(time);
            }
        }

        var order = Enumerable.Range(0, units.Count).OrderBy(k => times[k]).ThenBy(k => units[k]).ToArray();
        return new NirEvents(
            NirValue.Of([.. order.Select(k => units[k])], 1, order.Length), NirValue.Of([.. order.Select(k => times[k])], 1, order.Length), trains.Units, trains.End);
    }

    /// <inheritdoc/>
    public override double[,] Signal(int sample, double timeStep)
    {
        Require(sample);
        var (signal, count) = (Steps(Math.Round(End / timeStep), Units), Unit.Shape[1]);
        for (var k = sample * count; k < (sample + 1) * count; k++)
        {
            // A time in the middle of rounding belongs to the step that begins there.
            var (unit, step) = (Unit[k], Math.Floor((Time[k] / timeStep) + 1e-6));
            if (unit == -1)
            {
                continue;
            }

            if (!(unit >= 0 && unit < Units && step >= 0 && step < signal.GetLength(0)))
            {
                throw new HomeostatException($"Event {k - (sample * count)} of sample {sample} is of unit {unit} at {Time[k]} s, but there are {Units} units and {End} s.");
            }

            signal[(int)step, (int)unit] += Value?[k] ?? 1;
        }

        return signal;
    }
}

/// <summary>What was observed at the nodes of a NIR graph, as NIR data files hold it (NIRGraphData).</summary>
/// <param name="Nodes">The observables of each node by name, such as <c>spikes</c>; the name of a node in a subgraph is its path, with <c>/</c>.</param>
public sealed record NirData(IReadOnlyDictionary<string, IReadOnlyDictionary<string, NirObservable>> Nodes)
{
    /// <summary>Reads a data file.</summary>
    /// <exception cref="HomeostatException">The file cannot be read, or holds no NIR data.</exception>
    public static NirData Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new NirData(DataGroups.Read(HdfReader.Read(path), path));
    }

    /// <summary>Writes a data file, in place of what is there.</summary>
    public void Write(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        HdfWriter.Write(path, DataGroups.Write(Nodes));
    }
}
