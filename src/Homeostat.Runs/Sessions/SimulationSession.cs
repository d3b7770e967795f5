using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Runs;

/// <summary>A run that simulates a network. Its state and its spikes are kept, so that it can be continued.</summary>
internal sealed class SimulationSession(RunFolder<SimulateSettings> folder, Report report, CancellationToken stop)
{
    /// <summary>The time between two saves, in seconds; 0 to save at the end only.</summary>
    public double SaveEvery { get; init; } = Autosave.UsualSeconds;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SimulateSettings _settings = folder.Settings;

    /// <param name="goOn">Whether to go on from the state in the folder.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool goOn = false)
    {
        using var workers = _settings.Threads is { } threads ? new Workers(threads) : null;
        try
        {
            var loaded = _settings.Load();
            var network = loaded.Network;
            RequireSteps(_settings.Seconds, network.Circuit.TimeStep);
            report.Say($"Homeostat: {network.Name}, {network.Description}. {Threads} thread{(Threads == 1 ? "" : "s")}. Ctrl-C saves and stops.");
            var start = Stopwatch.GetTimestamp();
            foreach (var repair in loaded.Repairs)
            {
                report.Say($"Repaired: {repair}");
            }

            using var simulation = loaded.Create(new SimulationOptions
            {
                Seed = _settings.Seed,
                Type = _settings.Double ? ElementType.Float64 : ElementType.Float32,
                Workers = workers,
            });
            if (goOn)
            {
                SimulationFile.Restore(folder[SimulationRecords.StateName], simulation);
            }

            var build = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return Run(loaded, simulation, build, goOn);
        }
        catch (HomeostatException) when (!goOn)
        {
            folder.DiscardIfEmpty();
            throw;
        }
    }

    // A double counts whole steps up to 2^53.
    private static void RequireSteps(double seconds, double timeStep)
    {
        if (seconds < timeStep * (1 - 1e-9))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture, $"{seconds} s is less than a time step of {timeStep} s, so there is nothing to simulate. Give --seconds {timeStep} or more."));
        }

        if (seconds / timeStep > 1L << 53)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture, $"{seconds} s are more time steps of {timeStep} s than can be counted. Give --seconds {timeStep * (1L << 53):G3} or less."));
        }
    }

    private int Threads => _settings.Threads ?? Environment.ProcessorCount;

    private int Run(LoadedNetwork loaded, Simulation simulation, double build, bool goOn)
    {
        var network = loaded.Network;
        using var records = new SimulationRecords(folder, loaded, simulation, goOn);
        var start = Stopwatch.GetTimestamp();
        simulation.Run(0 * Units.Second);
        var compile = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var from = simulation.Time;
        report.Tell(new Simulating(
            folder.Path, network.Name, from, _settings.Seconds, network.Circuit.TimeStep,
            network.Circuit.Populations.Sum(p => (long)p.Size), simulation.SynapseCount, _settings.Seed, Threads));
        start = Stopwatch.GetTimestamp();
        var autosave = new Autosave(SaveEvery, records.SaveMeanwhile);
        try
        {
            report.Simulation(network.Name, _settings.Seconds, from, () => simulation.Run(
                Math.Max(0, _settings.Seconds - from) * Units.Second, new Progress(Tell), stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stop(simulation, records);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        records.Save();
        var found = new Found(
            network.Name, simulation.Time, records.Since, records.Activity(), simulation.SynapseCount, simulation.SynapticEvents,
            simulation.Time - from, build, compile, seconds);
        folder.Append(found);
        report.Tell(found);
        Finish(records.Draw());
        return ExitCode.Success;

        void Tell(double time)
        {
            report.Tell(new Advanced(
                network.Name, time, _settings.Seconds, (time - from) / Math.Max(1e-9, Stopwatch.GetElapsedTime(start).TotalSeconds), records.Spikes));
            autosave.SaveIfDue();
        }
    }

    private int Stop(Simulation simulation, SimulationRecords records)
    {
        records.Save();
        var command = $"homeostat resume {folder.Quoted()}";
        var stopped = new Stopped(folder.Path, command) { Time = simulation.Time };
        report.Tell(stopped);
        report.Say($"Stopped and saved after {Words.Time(simulation.Time)}. Go on with: {command}");
        return ExitCode.Interrupted;
    }

    private void Finish(IReadOnlyList<string> pictures)
    {
        var finished = new Finished(folder.Path, Stopwatch.GetElapsedTime(_start).TotalSeconds, pictures);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"State, spikes and plots are in {folder.Path}/: {string.Join(", ", pictures)}.");
        report.Say("Next:");
        report.Say($"  homeostat resume {folder.Quoted()} --seconds {Words.Number(2 * _settings.Seconds)}    # simulate on");
        report.Say(_settings.Nir is { } nir ? $"  homeostat convert {nir.File}" : $"  homeostat inspect {_settings.Network} --stage equations");
    }

    private sealed class Progress(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
