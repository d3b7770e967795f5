using CsCheck;

namespace Homeostat.Tests.Registry;

/// <summary>The index of runs, whose truth are the folders.</summary>
public sealed class RunRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_in_every_state_are_listed_as_what_they_are()
    {
        Finished("done", 0.9);
        Begun("stopped");
        Begun("running");
        Begun("cut");
        File.AppendAllText(Path.Combine(_folder["cut"], RunFolder.MetricsName), "{\"event\":\"test\",\"mod");
        Finished("no-settings", 0.5);
        File.Delete(Path.Combine(_folder["no-settings"], RunFolder.SettingsName));
        Begun("bad-settings");
        File.WriteAllText(Path.Combine(_folder["bad-settings"], RunFolder.SettingsName), "{\"run\":\"learn\"");
        Finished("bad-metrics", 0.5);
        File.WriteAllText(Path.Combine(_folder["bad-metrics"], RunFolder.MetricsName), "nothing\n{}\n");
        Finished("bad-notes", 0.5);
        File.WriteAllText(Path.Combine(_folder["bad-notes"], RunNotes.FileName), "[]");
        Begun("empty-settings");
        File.WriteAllText(Path.Combine(_folder["empty-settings"], RunFolder.SettingsName), "");
        Directory.CreateDirectory(_folder["no-run"]);

        using var held = RunLock.Take(_folder["running"]);
        using var registry = Updated();
        var states = registry.Query().ToDictionary(run => run.Name, run => run.State);
        Assert.Equal(
            new Dictionary<string, RunState>
            {
                ["done"] = RunState.Done, ["stopped"] = RunState.Stopped, ["running"] = RunState.Running, ["cut"] = RunState.Stopped, ["no-settings"] = RunState.Damaged,
                ["bad-settings"] = RunState.Damaged, ["bad-metrics"] = RunState.Damaged, ["bad-notes"] = RunState.Damaged, ["empty-settings"] = RunState.Damaged,
            },
            states);
        Assert.All(registry.Query(), run => Assert.Equal(run.State == RunState.Damaged, run.Fault is not null));
        Assert.Equal("pc", registry.Find("bad-metrics")!["model"]!.Value.Text);
    }

    [Fact]
    public void A_run_whose_process_has_ended_is_no_longer_running()
    {
        Begun("run");
        using var registry = RunRegistry.Open(_folder.Path);
        using (RunLock.Take(_folder["run"]))
        {
            registry.Update();
            Assert.Equal(RunState.Running, registry.Find("run")!.State);
        }

        // A process that was killed leaves the file of its lock.
        File.WriteAllText(Path.Combine(_folder["run"], RunLock.FileName), "");
        registry.Update();
        Assert.Equal(RunState.Stopped, registry.Find("run")!.State);
    }

    [Fact]
    public void The_index_is_that_of_a_new_one_whatever_happened_to_the_folders() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Double[0.1, 0.9]).Array[1, 12].Sample(
            changes =>
            {
                using var folder = new TemporaryFolder();
                using var registry = RunRegistry.Open(folder.Path);
                foreach (var (run, change, accuracy) in changes)
                {
                    var path = folder[$"run{run}"];
                    if (Directory.Exists(path))
                    {
                        Directory.Delete(path, recursive: true);
                    }

                    if (change == 1)
                    {
                        Runs.Begun(path, run, accuracy);
                    }
                    else if (change > 1)
                    {
                        Runs.Finished(path, run, accuracy);
                        new RunNotes([$"tag{change}"], "noted").Save(path);
                    }

                    registry.Update();
                }

                File.Copy(folder[RunRegistry.FileName], folder["copy"]);
                File.Delete(folder[RunRegistry.FileName]);
                using var anew = RunRegistry.Open(folder.Path);
                anew.Update();
                Assert.Equal(anew.Query().Select(RegistryJson.Text), registry.Query().Select(RegistryJson.Text));
                Assert.Equal(0, anew.Update());
            },
            iter: 30);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_damaged_index_is_made_anew(int at)
    {
        for (var n = 0; n < 20; n++)
        {
            Finished($"run{n}", 0.5);
        }

        using (Updated())
        {
        }

        var bytes = File.ReadAllBytes(_folder[RunRegistry.FileName]);
        Assert.True(bytes.Length > 8192);
        Array.Fill(bytes, (byte)0xA5, at, 3000);
        File.WriteAllBytes(_folder[RunRegistry.FileName], bytes);
        using var registry = Updated();
        Assert.Equal(20, registry.Query().Count);
        Assert.Equal(20, registry.Query(Where("accuracy=0.5")).Count);
    }

    [Fact]
    public void An_index_that_cannot_be_written_is_kept_in_memory()
    {
        Finished("run", 0.5);
        Directory.CreateDirectory(_folder[RunRegistry.FileName]);
        using var registry = Updated();
        Assert.Equal("run", Assert.Single(registry.Query()).Name);
        using var none = RunRegistry.Open(_folder["nowhere"]);
        Assert.Equal(0, none.Update());
        Assert.Empty(none.Query());
        Assert.False(Directory.Exists(_folder["nowhere"]));
    }

    [Fact]
    public void A_condition_finds_what_comparing_each_run_finds()
    {
        var runs = Enumerable.Range(0, 12).ToArray();
        foreach (var n in runs)
        {
            Runs.Finished(_folder[$"run{n}"], n, n / 12.0, eta: n % 3 == 0 ? null : 0.001 * n);
        }

        using var registry = Updated();
        var all = registry.Query();
        foreach (var (text, holds) in new (string, Func<RunRecord, bool>)[]
        {
            ("eta<0.005", run => run["eta"]!.Value.Number < 0.005),
            ("eta>=0.005", run => run["eta"]!.Value.Number >= 0.005),
            ("accuracy > 0.5", run => run["accuracy"]!.Value.Number > 0.5),
            ("seed=3", run => run["seed"]!.Value.Number == 3),
            ("seed!=3", run => run["seed"]!.Value.Number != 3),
            ("model=pc", _ => true),
            ("model=bp", _ => false),
            ("model>0.5", _ => false),
            ("r2<10", _ => false),
            ("name~RUN1", run => run.Name.Contains("run1", StringComparison.Ordinal)),
            ("state=done", _ => true),
            ("nothing!=1", _ => true),
        })
        {
            Assert.Equal(all.Where(holds).Select(run => run.Name), registry.Query(Where(text)).Select(run => run.Name));
        }
    }

    [Fact]
    public void Settings_have_the_names_of_their_options_and_the_defaults_of_the_model()
    {
        Finished("run", 0.5);
        using var registry = Updated();
        var run = registry.Find("run")!;
        foreach (var setting in ModelCatalog.Find("pc").Settings)
        {
            Assert.Equal(setting.Name == "eta" ? "0.02" : RunValue.Of(setting.Default).Text, run[setting.Name]!.Value.Text);
        }

        Assert.Equal("digits", run["data"]!.Value.Text);
        Assert.Equal(0.1, run["final-rate"]!.Value.Number);
        Assert.Equal("784,6,10", run["layers"]!.Value.Text);
    }

    [Theory]
    [InlineData("model,eta", "")]
    [InlineData("eta", "seed,accuracy")]
    [InlineData("state,tags", "eta")]
    [InlineData("kind,title,note", "")]
    [InlineData("started", "name")]
    [InlineData("nothing", "nothing")]
    [InlineData("accuracy,name", "")]
    public void Groups_are_those_of_the_records_of_all_runs(string by, string columns)
    {
        for (var n = 0; n < 12; n++)
        {
            var (path, eta) = (_folder[$"run{n}"], n % 4 == 0 ? (double?)null : 0.01 * (n % 4));
            if (n % 5 == 3)
            {
                Runs.Begun(path, n, 0.5, eta);
            }
            else
            {
                Runs.Finished(path, n, n / 12.0, eta);
            }

            if (n % 3 == 0)
            {
                new RunNotes(n % 2 == 0 ? ["1", "good"] : ["1"], n == 6 ? "a note" : null).Save(path);
            }
        }

        using var registry = Updated();
        string[] names = by.Split(',');
        string[] counted = columns.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var groups = registry.Groups(new RunQuery { Where = [Where("seed<11")], Settings = counted }, names);
        var expected = registry.Query(Where("seed<11")).GroupBy(run => string.Join('\n', names.Select(name => run[name]?.Text ?? "-"))).ToArray();
        Assert.Equal(expected.Select(group => group.Key), groups.Select(group => string.Join('\n', group.Values.Select(value => value?.Text ?? "-"))));
        Assert.Equal(expected.Select(group => group.Count()), groups.Select(group => group.Count));
        foreach (var (group, runs) in groups.Zip(expected))
        {
            foreach (var result in runs.SelectMany(run => run.Results.Keys).Concat(counted).Distinct())
            {
                Assert.Equal(runs.Select(run => run[result]?.Number).OfType<double>(), group.Numbers(result));
            }
        }
    }

    [Fact]
    public void Two_processes_may_bring_one_index_up_to_date()
    {
        for (var n = 0; n < 40; n++)
        {
            Finished($"run{n}", 0.5);
        }

        Parallel.For(0, 8, _ =>
        {
            using var registry = Updated();
            Assert.Equal(40, registry.Query().Count);
        });
    }

    private static RunFilter Where(string text) => RunFilter.Parse(text)!;

    private RunRegistry Updated()
    {
        var registry = RunRegistry.Open(_folder.Path);
        registry.Update();
        return registry;
    }

    private void Begun(string name) => Runs.Begun(_folder[name], 1, 0.5);

    private void Finished(string name, double accuracy) => Runs.Finished(_folder[name], 1, accuracy);
}
