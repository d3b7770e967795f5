using System.CommandLine;
using System.Diagnostics;
using Homeostat.Equations;
using Homeostat.Studio;
using Homeostat.Studio.Sessions;
using Homeostat.Studio.Web;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat studio</c>: shows runs in a browser while they go on.</summary>
internal static class StudioCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("RUN|NAME") { Description = "A run to open, or a life, network or model to begin; the pages begin with a gallery unless given", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int>("--port") { Description = "Port to listen on, at which pages come back after the studio was started again; any that is free unless given" };
        var host = new Option<string>("--host") { Description = "Address to listen on; other machines can reach the studio unless it is the default", DefaultValueFactory = _ => "127.0.0.1" };
        var readOnly = new Option<bool>("--read-only") { Description = "Let pages only look, not act" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the life, network or training", DefaultValueFactory = _ => 1 };
        var seeds = new Option<int?>("--seeds") { Description = "Number of lives, with seeds from --seed on, to live side by side; of a life, and of each of its bodies" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the address and do not open it" };
        var command = new ExampleCommand(
            "studio",
            "Shows lives, networks and trainings in a browser on this machine, while they run, and lets you act on them.",
            "homeostat studio",
            "homeostat studio thermostat",
            "homeostat studio thermostat --seeds 12",
            "homeostat studio cuba --seed 2",
            "homeostat studio pc                 # trains on drawn digits",
            "homeostat studio runs/mine --read-only --no-browser --port 8080")
        {
            name, seed, seeds, port, host, readOnly, noBrowser,
        };
        Choice.Require(port, (int p) => p is >= 0 and <= 65535, "0 to 65535");
        Choice.Require(seeds, (int n) => n >= 1, "1 or more");
        Choice.Check(command, result =>
        {
            if (result.GetValue(name) is null)
            {
                Choice.Refuse(result, "without the name of a life", seeds);
            }
        });
        command.SetAction(parse =>
        {
            var chosen = parse.GetValue(port);
            var options = new StudioOptions { Port = chosen, TokenFile = chosen == 0 ? null : StudioToken.FileOf(chosen), Host = parse.GetValue(host)!, IsReadOnly = parse.GetValue(readOnly) };
            return Serve(options, server =>
            {
                Tell(server, terminal, parse.GetValue(name) is { } asked ? Begin(server, asked, parse.GetValue(seed), parse.GetValue(seeds)) : "", parse.GetValue(noBrowser));
                terminal.Out.WriteLine("Ctrl-C saves what runs and ends the studio.");
                terminal.Out.Flush();
                terminal.Stop.WaitHandle.WaitOne();
                return CommandLine.Success;
            });
        });
        return command;
    }

    /// <summary>The option <c>--studio</c> of commands whose run can be watched.</summary>
    public static Option<bool> Option() => new("--studio") { Description = "Show the run in a browser while it goes on" };

    /// <summary>Carries out a run on this thread while pages watch it.</summary>
    /// <param name="terminal">The terminal, which is told the address.</param>
    /// <param name="create">The function that creates the session of a name.</param>
    /// <param name="run">The run, until its end.</param>
    /// <returns>The exit code of the run.</returns>
    public static int Watch<T>(Terminal terminal, Func<string, T> create, Func<T, int> run)
        where T : WatchedSession => Serve(new StudioOptions(), server =>
    {
        var session = server.Sessions.Add(create);
        Tell(server, terminal, session.Page, isQuiet: false);
        terminal.Out.WriteLine("The page stays after the end of the run, until Ctrl-C.");
        return session.Carry(() => run(session));
    });

    private static int Serve(StudioOptions options, Func<StudioServer, int> run)
    {
        var server = StudioServer.StartAsync(options).GetAwaiter().GetResult();
        try
        {
            return run(server);
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string Begin(StudioServer server, string asked, ulong seed, int? seeds)
    {
        var session = seeds is { } lives ? server.Sessions.LiveTogether(ColonyApi.SettingsOf(asked, lives, null, null, seed))
            : HabitatCatalog.All.Any(h => h.Name == asked) ? server.Sessions.Live(asked, null, null, seed)
            : NetworkCatalog.All.Any(n => n.Name == asked) ? server.Sessions.Simulate(asked, seed)
            : Directory.Exists(asked) || Directory.Exists(Path.Combine("runs", asked)) ? server.Sessions.Open(asked)
            : ModelCatalog.All.Names.Contains(asked) ? server.Sessions.Learn(LearnerApi.SettingsOf(asked, seed: seed))
            : throw new HomeostatException(
                $"'{asked}' is no run, life, network or model. {Spelling.Suggest(asked, [.. HabitatCatalog.All.Names, .. NetworkCatalog.All.Names, .. ModelCatalog.All.Names])} Lives are listed by 'homeostat live', networks by 'homeostat simulate', models by 'homeostat models'.");
        return session.Page;
    }

    private static void Tell(StudioServer server, Terminal terminal, string page, bool isQuiet)
    {
        var address = $"{server.Address}{page}";
        terminal.Out.WriteLine($"Studio: {address}");
        terminal.Out.Flush();
        if (!isQuiet && terminal.IsInteractive)
        {
            OpenInBrowser(address);
        }
    }

    private static void OpenInBrowser(string address)
    {
        try
        {
            using var _ = OperatingSystem.IsLinux() ? Process.Start(new ProcessStartInfo("xdg-open", [address]) { RedirectStandardError = true, RedirectStandardOutput = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", [address])
                : Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // The address is printed; without a browser at hand it is opened elsewhere.
        }
    }
}
