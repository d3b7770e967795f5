using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat resume</c>: continues a run, to the same bits as if it had never stopped.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var epochs = new Option<int?>("--epochs") { Description = "Epochs in all, those already learned included; as before unless given" };
        var seconds = new Option<double?>("--seconds") { Description = "Biological time in all, of a simulation; as before unless given" };
        var steps = new Option<long?>("--steps") { Description = "Steps in all, of a life; as before unless given" };
        var data = new Option<string?>("--data") { Description = "Where the data of a run that learns are now, if they were moved", HelpName = "PATH" };
        var eta = new Option<double?>("--eta") { Description = "Learning rate from now on, of a model that has a setting 'eta': what it would be had training begun with this rate", HelpName = "RATE" };
        var finalRate = new Option<double?>("--final-rate") { Description = "Learning rate at the end, as a fraction of that at the beginning; as before unless given", HelpName = "FRACTION" };
        var pause = LearnCommand.PauseOption();
        var every = Choice.SaveEvery();
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "resume",
            "Continues a run from where it was saved.",
            "homeostat resume                       # the latest run",
            "homeostat resume runs/mine --epochs 20 # to 20 epochs in all",
            "homeostat resume runs/mine --epochs 30 --eta 1e-4 --final-rate 1 # with another learning rate, which stays",
            "homeostat resume runs/mine --seconds 2 # a simulation, to 2 seconds in all",
            "homeostat resume runs/mine --steps 20000 # a life, to an age of 20000 steps")
        {
            run, epochs, seconds, steps, data, eta, finalRate, pause, every, json,
        };
        Choice.Require(finalRate, (double rate) => rate is >= 0 and <= 1, "a fraction from 0 to 1");
        Choice.Require(pause, (int n) => n >= 1, "1 or more");
        Choice.Require(steps, (long n) => n >= 1, "1 or more");
        Choice.Require(seconds, (double s) => s > 0 && double.IsFinite(s), "a time above 0 seconds");
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            if (folder is RunFolder<RecallSettings> recall)
            {
                throw new HomeostatException($"{folder.Path}: a recall is not resumed, because nothing of it is saved before its end. Start it again: homeostat recall {recall.Settings.Model}");
            }

            var fits = folder switch { RunFolder<SimulateSettings> => seconds.Name, RunFolder<LiveSettings> => steps.Name, _ => epochs.Name };
            if (new Option[] { epochs, seconds, steps, data, eta, finalRate, pause }.FirstOrDefault(
                o => o.Name != fits && (fits != epochs.Name || o == seconds || o == steps) && parse.GetResult(o) is not null) is { } unfit)
            {
                throw new HomeostatException(
                    $"{folder.Path}: {unfit.Name} does not fit the run. Epochs, data, rates and pauses are for what learns, seconds for what is simulated, steps for what lives.");
            }

            if (fits == epochs.Name && parse.GetResult(every) is { Implicit: false })
            {
                throw new HomeostatException($"{folder.Path}: {every.Name} does not fit the run: what learns is saved after each epoch.");
            }

            folder.Lock();

            return folder switch
            {
                RunFolder<SimulateSettings> simulation => Run(terminal, simulation, parse.GetValue(seconds), parse.GetValue(every), parse.GetValue(json)),
                RunFolder<LiveSettings> life => Run(terminal, life, parse.GetValue(steps), parse.GetValue(every), parse.GetValue(json)),
                _ => Run(terminal, (RunFolder<LearnSettings>)folder, parse.GetValue(epochs), parse.GetValue(data), (parse.GetValue(eta), parse.GetValue(finalRate)), parse.GetValue(pause), parse.GetValue(json)),
            };
        });
        return command;
    }

    private static int Run(Terminal terminal, RunFolder<SimulateSettings> folder, double? seconds, double every, bool json)
    {
        var report = terminal.Report(json);
        folder.RequireAsAsked();
        var known = folder.Settings.Seconds;
        if (seconds < known)
        {
            throw new HomeostatException($"{folder.Path}: the run was started for {Words.Time(known)}; {Words.Time(seconds.Value)} were asked for. Give as many or more.");
        }

        if ((seconds is null || seconds == known) && folder.Events() is [.., Finished])
        {
            report.Say($"{folder.Path}: all {Words.Time(known)} are simulated. For more: homeostat resume {folder.Quoted()} --seconds {Words.Number(2 * known)}");
            return CommandLine.Success;
        }

        // Before anything was saved there is nothing to go on from: begin anew.
        var goOn = File.Exists(folder[SimulationRecords.StateName]);
        using var longer = folder.With(folder.Settings with { Seconds = seconds ?? known });
        using var control = new Control<SimulationSession>();
        return new SimulationSession(longer, report, control, terminal.Stop) { SaveEvery = every }.Run(goOn);
    }

    private static int Run(Terminal terminal, RunFolder<LiveSettings> folder, long? steps, double every, bool json)
    {
        var (report, settings) = (terminal.Report(json), folder.Settings);
        folder.RequireAsAsked();
        if (settings.Seeds is not null)
        {
            throw new HomeostatException($"{folder.Path}: many lives are lived anew, in a minute or less: homeostat live {settings.Habitat} --seeds {settings.Seeds}");
        }

        if (folder.Events().OfType<Ended>().LastOrDefault() is { CauseOfDeath: { } cause, Age: var age })
        {
            report.Say($"{folder.Path}: it died at {age} ({cause}). Death is final; another: homeostat live {settings.Habitat} --seed {settings.Seed + 1}");
            return CommandLine.Success;
        }

        if (steps < settings.Steps)
        {
            throw new HomeostatException($"{folder.Path}: the life was to be watched for {settings.Steps} steps; {steps} were asked for. Give as many or more.");
        }

        if ((steps is null || steps == settings.Steps) && folder.Events() is [.., Finished])
        {
            report.Say($"{folder.Path}: all {settings.Steps} steps are lived. For more: homeostat resume {folder.Quoted()} --steps {2 * settings.Steps}");
            return CommandLine.Success;
        }

        // Before anything was saved there is nothing to go on from: it is born anew.
        var goOn = File.Exists(folder[LifeSession.LifeName]);
        using var longer = folder.With(settings with { Steps = steps ?? settings.Steps });
        using var control = new Control<LifeSession> { Speed = LiveCommand.Speed(terminal, json) };
        return new LifeSession(longer, report, control, terminal.Stop) { SaveEvery = every }.Run(goOn);
    }

    private static int Run(Terminal terminal, RunFolder<LearnSettings> folder, int? epochs, string? data, (double? Eta, double? Final) rate, int? pause, bool json)
    {
        folder.RequireAsAsked();
        var settings = (data is null ? folder.Settings : folder.Settings.WithDataIn(data)).WithRate(rate.Eta, rate.Final);
        settings.Require();

        // Files older than the first batch are as good as none: begin anew.
        var report = terminal.Report(json);
        var checkpoint = File.Exists(folder[Checkpoint.FileName]) ? Checkpoint.Read(folder.Path) : null;
        var (events, model) = (folder.Events(), folder.Settings.Model);
        var isFinished = events is [.., Finished];
        if (isFinished && folder.Settings.Patience is { } patience && events.OfType<Tested>().Last(e => e.Model == model).Epoch < folder.Settings.Epochs)
        {
            report.Say($"{folder.Path}: no epoch was better for {patience}, so the run ended with its best one. To go on for longer, start a run with a larger --patience.");
            return CommandLine.Success;
        }

        if (epochs is { } wanted)
        {
            var learned = checkpoint is null ? 0 : checkpoint.BatchesDone;
            var known = folder.Settings.Epochs;
            if (wanted < known && learned > 0)
            {
                throw new HomeostatException(
                    $"{folder.Path}: the run was started for {known} epochs; {wanted} were asked for. Give as many or more.");
            }

            settings = settings with { Epochs = wanted, Batches = null };
        }
        else if (isFinished)
        {
            report.Say($"{folder.Path}: all {folder.Settings.Epochs} epochs are learned. For more: homeostat resume {folder.Quoted()} --epochs {folder.Settings.Epochs * 2L}");
            return CommandLine.Success;
        }

        if (Path.IsPathRooted(settings.Data.Name) && !Directory.Exists(settings.Data.Name) && !File.Exists(settings.Data.Name))
        {
            throw new HomeostatException(
                $"{folder.Path}: the run learned from {settings.Data.Name}, and nothing is there now. Say where it is: homeostat resume {folder.Quoted()} --data PATH");
        }

        LearnSession.KeepUpTo(folder, checkpoint?.BatchesDone ?? 0);
        using var longer = folder.With(settings);
        using var control = new Control<LearnSession>();
        return new LearnSession(longer, null, report, control, terminal.Stop) { PauseAfter = pause, HasOtherRate = rate is not (null, null) }.Run(checkpoint);
    }
}
