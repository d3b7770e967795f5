namespace Homeostat.Tests.Niches;

public sealed class LivingTests
{
    [Fact]
    public void A_circuit_follows_what_it_senses_and_acts_on_it()
    {
        using var living = new Living(Follower(), new Wheel(), new LivingOptions { Type = ElementType.Float64 });
        Assert.Equal(20, living.Live(20));
        Assert.Equal(20, living.Age);

        // x is a tenth nearer to what it senses at each step, and the wheel is turned back by x: by hand.
        var (angle, x) = (1.0, 0.0);
        for (var step = 0; step < 20; step++)
        {
            x += 0.1 * (angle - x);
            angle += 0.05 - x;
        }

        Assert.Equal(x, living.Simulation["cell.x"][0, 0], 1e-12);
        Assert.Equal(angle, living.Niche.Values[0], 1e-12);
        Assert.Equal(x, living.Done[0], 1e-12);
    }

    [Fact]
    public void What_is_broadcast_reaches_all_synapses_before_they_learn()
    {
        var agent = Follower() with { Learn = [new Learn()], LearnEvery = 2, Broadcasts = [new Broadcast("cell.x", "eye_to_cell.m")] };
        using var living = new Living(agent, new Wheel(), new LivingOptions { Type = ElementType.Float64 });
        var expected = 1.0;
        for (var step = 0; step < 5; step++)
        {
            living.Step();
            expected += step % 2 == 0 ? living.Simulation["cell.x"][0, 0] : 0;
            Assert.Equal(expected, living.Simulation["eye_to_cell.w"][0, 0], 1e-12);
        }
    }

    [Fact]
    public void A_saved_life_goes_on_to_the_same_bits()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.npz");
        try
        {
            var options = new LivingOptions { Seed = 7, Workers = new Workers(1) };
            Living Born() => Maze(options, out _);
            using var whole = Born();
            whole.Live(30);
            using (var first = Born())
            {
                first.Live(17);
                LivingFile.Save(path, first);
            }

            using var fresh = Born();
            using var second = LivingFile.Resume(path, fresh.Agent, fresh.Niche, options);
            second.Live(13);
            Assert.Equal(whole.Age, second.Age);
            Assert.Equal(whole.Niche.Values, second.Niche.Values);
            var (a, b) = (whole.Simulation.Snapshot(), second.Simulation.Snapshot());
            Assert.Equal(a.Step, b.Step);
            Assert.All(a.Values, v => Assert.True(v.Value.AsSpan().SequenceEqual(b.Values[v.Key]), $"{v.Key} differs"));
            Assert.Contains("seed", Says(() => LivingFile.Resume(path, fresh.Agent, fresh.Niche, new LivingOptions { Seed = 8 })), StringComparison.Ordinal);

            var arrays = Npz.Read(path);
            foreach (double[] numbers in new double[][] { [], [1, 2] })
            {
                Npz.Write(path, arrays.Select(a => a.Key == "free energy" ? KeyValuePair.Create(a.Key, NpyArray.Of<double>(numbers)) : a));
                Assert.Contains(
                    "'free energy' holds Float64", Says(() => LivingFile.Resume(path, fresh.Agent, fresh.Niche, options)), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_trial_that_ends_is_sensed_and_the_next_begins_at_the_start()
    {
        using var living = Maze(new LivingOptions { Workers = new Workers(1) }, out var niche);
        while (niche.Values[3] == 0)
        {
            living.Step();
        }

        living.Step();
        Assert.Equal(1, niche.Trials);
        Assert.Equal(niche.Maze.Start, (int)niche.Values[0]);
        Assert.All(living.Sensed[..niche.Maze.Squares].ToArray(), place => Assert.Equal(0, place));
        Assert.Equal(0, living.Simulation["place_to_action.trace"][0, 0]);
        Assert.Equal(1, living.Sensed[niche.Maze.Squares + 1]);
    }

    [Fact]
    public void Ports_that_do_not_fit_are_named()
    {
        Assert.Contains("'eye.seen', which has 1 units, but 2 channels", Refused(Follower() with { Senses = [new Port("eye.seen", "angle", "angle")] }), StringComparison.Ordinal);
        Assert.Contains("'light', which is not there", Refused(Follower() with { Senses = [new Port("eye.seen", "light")] }), StringComparison.Ordinal);
        Assert.Contains("effector 'turn' of the niche is used 0 times", Refused(Follower() with { Acts = [] }), StringComparison.Ordinal);
        Assert.Contains("Declare it (shared)", Refused(
            Follower() with { Learn = [new Learn()], Broadcasts = [new Broadcast("cell.x", "wide.w")] }), StringComparison.Ordinal);
    }

    private static Living Maze(LivingOptions options, out MazeNiche niche)
    {
        niche = new MazeNiche(Homeostat.Maze.TwoWalls) { MostMoves = 12 };
        return new Living(MazeAgent.Create(niche), niche, options);
    }

    private static Agent Follower() => new("follower", new Circuit("follower")
    {
        new Population("eye", 1, "seen : 1"),
        new Population("cell", 1, """
            dx/dt = (drive - x)/(10*ms) : 1
            drive : 1 (input)
            """) { Method = "euler" },
        new Projection("eye", "cell", "w : 1\nm : 1 (shared)\ndrive_post = seen_pre : 1 (summed)") { OnLearn = "w += m", Initial = new Dictionary<string, string> { ["w"] = "1" } },
        new Population("pair", 2, "y : 1"),
        new Projection("pair", "pair", "w : 1") { Name = "wide", OnLearn = "w += 0" },
    })
    {
        Senses = [new Port("eye.seen", "angle")],
        Acts = [new Port("cell.x", "turn")],
        Step = [new Settle(1)],
    };

    private static string Refused(Agent agent) => Says(() => new Living(agent, new Wheel()).Dispose());

    private static string Says(Action action) => Assert.Throws<HomeostatException>(action).Message;

    private sealed class Wheel : Niche
    {
        public override IReadOnlyList<string> States { get; } = ["angle"];

        public override IReadOnlyList<string> Effectors { get; } = ["turn"];

        public override double[] Values { get; } = [1];

        public override double Act(Moment now, ReadOnlySpan<double> effectors)
        {
            Values[0] += 0.05 - effectors[0];
            return 0;
        }
    }
}
