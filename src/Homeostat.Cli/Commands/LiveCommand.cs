using System.CommandLine;
using Homeostat.Studio.Sessions;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat live</c>: shows the life of one mortal in its niche, or compares how long many of them live.</summary>
internal static class LiveCommand
{
    private const double StepsASecond = 60;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A life of the list that 'homeostat live' prints", Arity = ArgumentArity.ZeroOrOne };
        var body = new Option<string?>("--body") { Description = "Body; the first of the list unless given, and with --seeds all of them" };
        var against = Choice.Names("--against", "Bodies to compare --body with, with --seeds", "BODY,...");
        var niche = new Option<string?>("--niche") { Description = "Niche; the first of the list unless given" };
        var steps = new Option<long?>("--steps") { Description = "Largest number of steps of a life; the number in the list unless given" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the individual; the same seed gives the same life", DefaultValueFactory = _ => 1 };
        var seeds = new Option<int?>("--seeds") { Description = "Number of lives, with seeds from --seed on, whose survival curves are drawn" };
        var ablate = Choice.Several<Ablation>("--ablate", "Remove a loop (inference, learning, selection, anticipation); with --seeds, compare lives with and without it", Ablation.None);
        var knockOut = Choice.KnockOut();
        var speed = new Option<double?>("--speed") { Description = $"Steps a second, 0 for as fast as possible; {StepsASecond} on a terminal unless given, else 0" };
        var threads = Choice.Threads();
        var output = RunFolderOption.Named("runs/DATE-NAME-seedN");
        var every = Choice.SaveEvery();
        var json = LearnCommand.JsonOption();
        var studio = StudioCommand.Option();
        var command = new ExampleCommand(
            "live",
            "Simulates a mortal that regulates itself, adapts and dies, or compares how long many live.",
            "homeostat live                         # lists the lives, their bodies and niches",
            "homeostat live thermostat",
            "homeostat live thermostat --seed 2 --speed 200",
            "homeostat live thermostat --studio     # watch it and act on it in a browser",
            "homeostat live thermostat --ablate learning --niche rough",
            "homeostat live thermostat --knock-out enzyme@300",
            "homeostat live thermostat --seeds 50 --ablate inference,learning,selection,anticipation",
            "homeostat live thermostat --seeds 20 --body mortal --against reflex --studio",
            "homeostat live chemotaxis --seeds 50 --json > events.jsonl")
        {
            name, body, against, niche, steps, seed, seeds, ablate, knockOut, speed, threads, output, every, json, studio,
        };
        Choice.Require(steps, (long n) => n >= 1, "1 or more");
        Choice.Require(seeds, (int n) => n >= 1, "1 or more");
        Choice.Require(speed, (double s) => s >= 0 && double.IsFinite(s), "0 or more");
        Choice.Check(command, result =>
        {
            if (result.GetValue(name) is null)
            {
                Choice.Refuse(result, "without the name of a life", body, against, niche, steps, seed, seeds, ablate, knockOut, speed, threads, output, every, json, studio);
            }
            else if (result.GetValue(seeds) is null)
            {
                Choice.Refuse(result, "for a single life (it is for many, with --seeds)", against, threads);
            }
            else
            {
                Choice.Refuse(result, "for many lives (it is for a single one, without --seeds)", knockOut, speed, every);
            }
        });
        command.SetAction(parse =>
        {
            if (parse.GetValue(name) is not { } asked)
            {
                List(terminal);
                return CommandLine.Success;
            }

            var habitat = HabitatCatalog.Find(asked);
            var settings = new LiveSettings
            {
                Habitat = habitat.Name,
                Body = parse.GetValue(body),
                Against = parse.GetValue(against),
                Niche = parse.GetValue(niche),
                Steps = parse.GetValue(steps) ?? habitat.Steps,
                Seed = parse.GetValue(seed),
                Seeds = parse.GetValue(seeds),
                Ablate = parse.GetValue(ablate) ?? [],
                KnockOut = parse.GetValue(knockOut) ?? [],
                Threads = parse.GetValue(threads),
            };
            using var folder = RunFolder.Create(parse.GetValue(output), settings);
            var report = terminal.Report(parse.GetValue(json));
            if (settings.Seeds is not null && parse.GetValue(studio))
            {
                WatchedColony.Require(settings);
                return StudioCommand.Watch(terminal, id => new WatchedColony(folder, report, terminal.Stop) { Id = id }, colony => colony.Live());
            }

            if (settings.Seeds is not null)
            {
                return new CohortSession(folder, report, terminal.Stop).Run();
            }

            if (parse.GetValue(studio))
            {
                return StudioCommand.Watch(terminal, id => new WatchedLife(folder, report, terminal.Stop) { Id = id }, life => life.Live(goOn: false));
            }

            using var control = new Control<LifeSession> { Speed = parse.GetValue(speed) ?? Speed(terminal, parse.GetValue(json)) };
            return new LifeSession(folder, report, control, terminal.Stop) { SaveEvery = parse.GetValue(every) }.Run();
        });
        return command;
    }

    /// <summary>The steps a second unless <c>--speed</c> is given: 0, as fast as possible, where nobody watches.</summary>
    public static double Speed(Terminal terminal, bool json) => terminal.IsInteractive && !json ? StepsASecond : 0;

    private static void List(Terminal terminal)
    {
        terminal.Table(
            ["life", "what it does", "bodies", "niches", ">steps"],
            HabitatCatalog.All.Select(h => (string[])[h.Name, h.Description, string.Join(", ", h.Bodies.Keys), string.Join(", ", h.Niches.Keys), $"{h.Steps}"]));
        terminal.Out.WriteLine("Watch one: homeostat live thermostat. How long they live: homeostat live thermostat --seeds 50");
    }
}
