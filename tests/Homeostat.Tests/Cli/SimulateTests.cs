using System.Text.Json;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Simulate_leaves_a_run_and_says_what_came_of_it()
    {
        var (code, output, error) = Run("simulate", "cuba", "--seconds", "0.1", "--seed", "3", "--record", "cells.v[0,3999]", "--out", RunPath);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        var lines = output.Split('\n');
        Assert.StartsWith("Homeostat: cuba, 4000 integrate-and-fire neurons", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("cuba: 0.1 s of 0.1 s, ", StringComparison.Ordinal) && l.Contains(" times real time, ", StringComparison.Ordinal));
        Assert.Matches(@"excitatory 3,200 +[\d,]+ +\d\.\d\d +0\.\d\d +0\.\d\d", output);
        Assert.Contains("From 0 s to 0.1 s. ", output, StringComparison.Ordinal);
        Assert.Contains($"homeostat resume {RunPath} --seconds 0.2", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        string[] expected =
        [
            "cells.spikes", "cells.spikes.npz", "cells.v.npz", "cells.v.png", "metrics.jsonl", "raster.png", "settings.json", "state.npz",
        ];
        Assert.Equal(expected, Directory.EnumerateFiles(RunPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var spikes = SpikeTrains.ReadNpz(Path.Combine(RunPath, "cells.spikes.npz"));
        Assert.Equal((4000, 0.0, 0.1), (spikes.Units, spikes.Start, spikes.End));
        Assert.InRange(spikes.MeanRate(), 2, 10);
        Assert.Equal([0, 3999], StateTraces.ReadNpz(Path.Combine(RunPath, "cells.v.npz")).Units.ToArray());

        output = Run("show", RunPath).Output;
        Assert.Contains("cells.v[0,3999]", output, StringComparison.Ordinal);
        Assert.Contains("inhibitory", output, StringComparison.Ordinal);
        Assert.Contains("The run is done.", output, StringComparison.Ordinal);
        Assert.Contains("all 0.1 s are simulated", Run("resume", RunPath).Output, StringComparison.Ordinal);
        Assert.Contains("already holds a run", Failed(CommandLine.UserError, "simulate", "cuba", "--out", RunPath), StringComparison.Ordinal);
        Assert.Contains("0.05 s were asked for", Failed(CommandLine.UserError, "resume", RunPath, "--seconds", "0.05"), StringComparison.Ordinal);
        Assert.Contains("--epochs does not fit the run", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulation_that_is_stopped_and_gone_on_with_comes_to_the_same_bits()
    {
        var straight = _folder["straight"];
        string[] options = ["simulate", "stdp", "--seconds", "0.35", "--record", "cell.v", "--record", "synapses.w[0,1,500]"];
        Assert.Equal(CommandLine.Success, Run([.. options, "--out", straight]).Code);

        // Stopped before its first step, then gone on with twice.
        using var stop = new CancellationTokenSource();
        using var output = new StopAt(stop, "\"event\":\"simulation\"");
        using var error = new StringWriter();
        var code = CommandLine.Run([.. options, "--json", "--out", RunPath], output, error, stop: stop.Token);
        Assert.Equal(CommandLine.Interrupted, code);
        var last = JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("stop", last.GetProperty("event").GetString());
        Assert.Equal(0, last.GetProperty("time").GetDouble());
        Assert.Equal($"homeostat resume {RunPath}", last.GetProperty("resume").GetString());
        Assert.Contains("is not done", Run("show", RunPath).Output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath).Code);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--seconds", "0.5").Code);
        Assert.Equal(CommandLine.Success, Run("resume", straight, "--seconds", "0.5").Code);

        foreach (var file in new[] { "state.npz", "cell.spikes", "inputs.spikes.npz", "cell.v.npz", "synapses.w.npz" })
        {
            Assert.True(File.ReadAllBytes(Path.Combine(straight, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(RunPath, file))), file);
        }

        Assert.Equal(5000, SimulationFile.Read(Path.Combine(RunPath, "state.npz")).Step);
        Assert.True(File.Exists(Path.Combine(RunPath, "synapses.w.png")));
    }

    [Theory]
    [InlineData("0.01004", 100)]
    [InlineData("0.01005", 100)]
    [InlineData("0.01006", 101)]
    public void A_time_that_is_no_whole_number_of_steps_ends_at_the_nearest(string seconds, long steps)
    {
        Assert.Equal(CommandLine.Success, Run("simulate", "stdp", "--seconds", seconds, "--out", RunPath).Code);
        var state = SimulationFile.Read(Path.Combine(RunPath, "state.npz"));
        Assert.Equal((steps, 0.0), (state.Step, state.Remainder));
        Assert.Equal(CommandLine.Success, Run("resume", RunPath).Code);
        Assert.Equal(steps, SimulationFile.Read(Path.Combine(RunPath, "state.npz")).Step);
    }

    [Fact]
    public void Json_is_one_event_a_line_and_nothing_else()
    {
        var (code, output, _) = Run("simulate", "stdp", "--seconds", "0.2", "--double", "--threads", "1", "--dt", "0.2 ms", "--json", "--out", RunPath);
        Assert.Equal(CommandLine.Success, code);
        var events = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal("simulation", events[0].GetProperty("event").GetString());
        Assert.Equal(2e-4, events[0].GetProperty("timeStep").GetDouble());
        Assert.Equal(1000, events[0].GetProperty("synapses").GetInt64());
        var progress = events.Last(e => e.GetProperty("event").GetString() == "progress");
        Assert.Equal(0.2, progress.GetProperty("time").GetDouble(), 9);
        var found = events.Single(e => e.GetProperty("event").GetString() == "found");
        Assert.Equal(["inputs", "cell"], found.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").GetString()));
        Assert.InRange(found.GetProperty("groups")[0].GetProperty("rate").GetDouble(), 12, 18);
        Assert.Equal(NpyType.Float64, Npz.Read(Path.Combine(RunPath, "state.npz"))["cell.v"].Type);
        Assert.Equal("finish", events[^1].GetProperty("event").GetString());
    }

    [Fact]
    public void Networks_are_listed()
    {
        var (code, output, _) = Run("simulate");
        Assert.Equal(CommandLine.Success, code);
        Assert.All(NetworkCatalog.All, n => Assert.Contains($"\n{n.Name} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no network 'cubaa'. Did you mean 'cuba'?", "cubaa")]
    [InlineData("must be a positive time", "cuba", "--dt", "0.1 mV")]
    [InlineData("which circuit 'CUBA' does not have", "cuba", "--record", "cells.x")]
    [InlineData("cannot be recorded: there are 0 to 3999", "cuba", "--record", "cells.v[4000]")]
    [InlineData("Write a variable as cells.v", "cuba", "--record", "cells.v[a]")]
    [InlineData("nowhere.cs: the file is not there", "nowhere.cs", "--anything")]
    [InlineData("Population 'cells' diverged: v of unit ", "izhikevich", "--dt", "5 ms", "--seconds", "1")]
    public void What_the_user_can_mend_is_one_clear_message(string expected, params string[] arguments)
    {
        var error = Failed(CommandLine.UserError, ["simulate", .. arguments, "--out", RunPath]);
        Assert.StartsWith("homeostat: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(arguments[0] == "izhikevich", Directory.Exists(RunPath));
    }

    [Theory]
    [InlineData("cuba", "equations", "threshold: v > Vt", "reset: v = Vr", "refractory: 5*ms", "cells[:3200] -> cells, probability 0.02", "on pre: ge += 1.62*mV")]
    [InlineData("brunel", "equations", "on step: v += J*poisson(outside*dt)", "delay: 1.5*ms")]
    [InlineData("stdp", "representation", "on post:", "ge_post += w", "after spike:", "updated = step")]
    [InlineData("stdp", "plan", "a step:", "1,000 synapses", "synapses on post")]
    public void Any_stage_of_any_network_can_be_printed(string network, string stage, params string[] expected)
    {
        var (code, output, _) = Run("inspect", network, "--stage", stage);
        Assert.Equal(CommandLine.Success, code);
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }
}
