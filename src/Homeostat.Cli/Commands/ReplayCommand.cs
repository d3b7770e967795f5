using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat replay</c>: shows a recorded life again.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of a life, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<int>("--from") { Description = "Age in steps at which to begin" };
        var speed = new Option<double?>("--speed") { Description = "Steps a second, 0 for as fast as possible" };
        var json = LearnCommand.JsonOption();
        var command = new ExampleCommand(
            "replay",
            "Shows a recorded life again, from its biography.",
            "homeostat replay                       # the latest run",
            "homeostat replay runs/mine --from 2000 --speed 20")
        {
            run, from, speed, json,
        };
        Choice.Require(from, (int n) => n >= 0, "0 or more");
        Choice.Require(speed, (double s) => s >= 0 && double.IsFinite(s), "0 or more");
        command.SetAction(parse =>
        {
            using var opened = RunFolder.Open(parse.GetValue(run));
            if (opened is not RunFolder<LiveSettings> folder || !File.Exists(folder[LifeSession.LifeName]))
            {
                throw new HomeostatException("Only a life that was watched can be replayed: start one by 'homeostat live thermostat', or give its folder.");
            }

            var settings = folder.Settings;
            using var mortal = settings.Find().Resume(folder[LifeSession.LifeName], settings.Body, settings.Niche, settings.Individual());
            var report = terminal.Report(parse.GetValue(json));
            report.Life($"{mortal.Body.Name}, seed {mortal.Seed}", mortal.Age, () => Play(
                mortal, report, parse.GetValue(from), parse.GetValue(speed) ?? LiveCommand.Speed(terminal, parse.GetValue(json)), terminal.Stop));
            report.Say(mortal.IsAlive ? $"Alive at {mortal.Age}." : $"Died at {mortal.Age}: {mortal.CauseOfDeath}.");
            return CommandLine.Success;
        });
        return command;
    }

    private static void Play(Mortal mortal, Report report, int from, double speed, CancellationToken stop)
    {
        using var control = new Control<Mortal> { Speed = speed };
        var told = 0;
        var events = mortal.Biography.Events;
        for (var step = from; step < mortal.Biography.Count && !stop.IsCancellationRequested; step++)
        {
            for (; told < events.Count && events[told].Age <= step + 1; told++)
            {
                if (events[told].Age >= from)
                {
                    report.Tell(new Happened(events[told].Age, events[told].Kind, events[told].Text));
                }
            }

            if (report.IsDue(step + 1, mortal.Age) || step == mortal.Biography.Count - 1)
            {
                report.Tell(Lived.Of(mortal, step));
            }

            control.Turn(mortal, step + 1, stop);
        }
    }
}
