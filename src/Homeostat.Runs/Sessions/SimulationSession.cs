using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Runs;

/// <summary>
/// A run that simulates a network. Its state and its spikes are kept, so that it can be continued. Acts from outside are noted with their step, and repeated
/// when the simulation goes on.
/// </summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="report">The receiver of what happens.</param>
/// <param name="control">The control of the simulation's pace, and of what is asked of it.</param>
/// <param name="stop">The request to stop.</param>
internal sealed class SimulationSession(
    RunFolder<SimulateSettings> folder, Report report, Control<SimulationSession> control, CancellationToken stop)
{
    private Simulation? _simulation;
    private int _acts;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SimulateSettings _settings = folder.Settings;

    /// <summary>The time between two saves, in seconds; 0 to save at the end only.</summary>
    public double SaveEvery { get; init; } = Autosave.UsualSeconds;

    /// <summary>The simulation. It belongs to the thread of the session.</summary>
    public Simulation Simulation => _simulation ?? throw new InvalidOperationException("The simulation is not built yet.");

    /// <summary>The network that is simulated.</summary>
    public Network Network { get; private set; } = null!;

    /// <summary>The folder of the run.</summary>
    public RunFolder<SimulateSettings> Folder => folder;

    /// <summary>The largest number of time steps between two turns of the control; more if nothing is done in each turn and the run goes on as fast as it can.</summary>
    public long StepsATurn { get; set; } = long.MaxValue;

    /// <summary>What is done on the thread of the session in each turn, before its time steps; null for nothing.</summary>
    public Action<SimulationSession>? Turned { get; set; }

    /// <summary>Acts on the simulation before its next step and notes it. Only the thread of the session may call it.</summary>
    /// <exception cref="HomeostatException">The act is not possible; nothing is changed or noted then.</exception>
    public void Do(NetworkAct act)
    {
        act.Do(Simulation);
        _acts++;
        var acted = new Acted(Simulation.Step, act);
        folder.Append(acted);
        report.Tell(acted);
    }

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
            (_simulation, Network) = (simulation, network);
            var script = Restore(simulation, goOn);
            var build = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return Run(loaded, simulation, script, build, goOn);
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

    private int Run(LoadedNetwork loaded, Simulation simulation, Script script, double build, bool goOn)
    {
        var network = loaded.Network;
        using var records = new SimulationRecords(folder, loaded, simulation, goOn);

        // What the run found and was acted on after its state was saved comes again, and is noted again.
        var kept = _acts;
        folder.Keep(e => e is Acted ? kept-- > 0 : goOn && e is Saved);
        control.Begun?.Invoke(this);
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
            report.Simulation(network.Name, _settings.Seconds, from, () => Simulate(simulation, script, new Progress(Tell)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stop(simulation, records);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Save(simulation, records);
        var found = new Found(
            network.Name, simulation.Time, records.Since, records.Activity(), simulation.SynapseCount, simulation.SynapticEvents,
            simulation.Time - from, build, compile, seconds);
        folder.Append(found);
        report.Tell(found);
        Finish(records.Draw());
        control.Linger?.Invoke(this);
        return ExitCode.Success;

        void Tell(double time)
        {
            report.Tell(new Advanced(
                network.Name, time, _settings.Seconds, (time - from) / Math.Max(1e-9, Stopwatch.GetElapsedTime(start).TotalSeconds), records.Spikes));
            autosave.SaveIfDue();
        }
    }

    // The circuit of the saved state is the one that acts have made.
    private Script Restore(Simulation simulation, bool goOn)
    {
        var state = goOn ? SimulationFile.Read(folder[SimulationRecords.StateName]) : null;
        var script = new Script(folder.Events(), state?.Step ?? 0);
        _acts = script.Before.Count;
        foreach (var acted in script.Before)
        {
            Act(acted.Act).Do(simulation);
        }

        if (goOn)
        {
            SimulationFile.Restore(folder[SimulationRecords.StateName], simulation);
        }

        return script;
    }

    private void Simulate(Simulation simulation, Script script, IProgress<double> progress)
    {
        var (step, longer) = (simulation.Circuit.TimeStep, new TurnLength());

        // All pieces are whole steps, so that the end does not depend on how the time is divided. Half a step is rounded down, as by the simulation itself.
        var end = Math.Max(simulation.Step, (long)Math.Ceiling((_settings.Seconds / step) - 0.5));
        long left;
        do
        {
            foreach (var act in script.Due(simulation.Step))
            {
                Do(Act(act));
            }

            if (!control.Turn(this, simulation.Time, stop))
            {
                throw new OperationCanceledException(stop);
            }

            Turned?.Invoke(this);

            // A piece of no steps is the end: the acts of the last step come before it.
            left = end - simulation.Step;
            var turn = Turned is null && control.IsFree ? longer.Steps(StepsATurn) : StepsATurn;
            var steps = Math.Min(turn, script.NextStep is { } next ? Math.Max(1, next - simulation.Step) : long.MaxValue);
            simulation.Run(Math.Min(steps, left) * step * Units.Second, progress, stop);
        }
        while (left > 0);
    }

    private NetworkAct Act(Intervention act) => act as NetworkAct
        ?? throw new HomeostatException($"{folder.Path}: an act on a life is noted in the run of a network. The folder is damaged.");

    private void Save(Simulation simulation, SimulationRecords records)
    {
        if (_acts > 0)
        {
            folder.Append(new Saved(simulation.Step, _acts));
        }

        records.Save();
    }

    private int Stop(Simulation simulation, SimulationRecords records)
    {
        Save(simulation, records);
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
