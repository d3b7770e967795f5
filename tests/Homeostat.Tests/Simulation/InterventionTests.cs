using CsCheck;

namespace Homeostat.Tests.Simulations;

/// <summary>Changes of a circuit while it runs, against a circuit that was declared so and takes over the same state.</summary>
public class InterventionTests
{
    private static readonly (string Part, string Name, double Factor)[] Constants =
        [("cells", "taum", 0.5), ("cells", "taue", 2), ("cells", "Vt", 0.98), ("cells", "El", 1.01), ("inhibitory", "strength", 0.25)];

    [Fact]
    public void A_constant_that_is_set_gives_the_bits_of_a_circuit_declared_with_it() => Gen.Select(
        Gen.Int[0, 4].Select(n => Constants[n]), Gen.Int[1, 400], Gen.ULong[1, 100], Gen.Bool, Gen.Int[1, 2]).Sample((constant, steps, seed, isDouble, threads) =>
    {
        using var workers = new Workers(threads);
        var options = new SimulationOptions { Seed = seed, Type = isDouble ? ElementType.Float64 : ElementType.Float32, Workers = workers };
        using var changed = new Simulation(Net(), 1, options);
        changed.RecordSpikes("cells");
        changed.Run(steps * 0.1 * Units.Millisecond);
        var part = changed.Circuit.Populations.FirstOrDefault(p => p.Name == constant.Part)?.Constants ?? changed.Circuit.Projections.Single(p => p.Name == constant.Part).Constants;
        var value = constant.Factor * part[constant.Name];
        using var declared = new Simulation(Net(constant.Part, constant.Name, value), 1, options);
        declared.Restore(changed.Snapshot());
        changed.SetConstant(constant.Part, constant.Name, value);
        changed.Run(20 * Units.Millisecond);
        declared.Run(20 * Units.Millisecond);
        Assert.Equal(declared.Snapshot().Values, changed.Snapshot().Values);
    }, iter: 40);

    [Fact]
    public void A_constant_of_synapses_that_events_change_can_be_set_while_they_run()
    {
        var circuit = NetworkCatalog.Find("stdp").Circuit;
        using var changed = new Simulation(circuit);
        changed.Record("synapses.Apre", new RecordOptions { Units = [0, 5], Last = 1 });
        changed.Run(50 * Units.Millisecond);
        var value = 5 * Units.Millisecond;
        using var declared = new Simulation(circuit.With(
            p => p, p => p.Name == "synapses" ? p with { Constants = p.Constants.ToDictionary(c => c.Key, c => c.Key == "taupre" ? value : c.Value) } : p));
        declared.Restore(changed.Snapshot());
        changed.SetConstant("synapses", "taupre", value);
        changed.Run(50 * Units.Millisecond);
        declared.Run(50 * Units.Millisecond);
        Assert.Equal(declared.Snapshot().Values, changed.Snapshot().Values);
    }

    [Theory]
    [InlineData("cells.v", 300, "no unit 300")]
    [InlineData("cells.w", 0, "cells.w")]
    [InlineData("cell.v", 0, "cell")]
    public void A_variable_or_unit_that_is_not_there_cannot_be_stimulated(string variable, int unit, string said)
    {
        using var simulation = new Simulation(Net());
        Assert.Contains(said, Assert.Throws<HomeostatException>(() => new Stimulate(variable, [unit], 1).Do(simulation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_goes_on_across_a_change()
    {
        using var changed = new Simulation(Net());
        var probe = changed.RecordSpikes("cells");
        changed.Run(20 * Units.Millisecond);
        var before = probe.Count;
        changed.SetConstant("cells", "taum", 19 * Units.Millisecond);
        changed.Run(20 * Units.Millisecond);
        Assert.True(before > 0);
        Assert.True(probe.Count > before);
    }

    [Fact]
    public void Silent_units_do_not_fire_and_fire_again_when_they_may()
    {
        using var simulation = new Simulation(Net());
        simulation.Run(5 * Units.Millisecond);
        using var free = simulation.Fork();
        var fired = free.RecordSpikes("cells");
        free.Run(100 * Units.Millisecond);
        int[] units = [.. fired.Units.Distinct().Take(5)];
        Assert.Equal(5, units.Length);
        simulation.Silence("cells", units);
        var probe = simulation.RecordSpikes("cells");
        simulation.Run(100 * Units.Millisecond);
        Assert.NotEmpty(probe.Units);
        Assert.Empty(probe.Units.Intersect(units));
        simulation.Silence("cells", units, isSilent: false);
        simulation.Run(200 * Units.Millisecond);
        Assert.NotEmpty(probe.Units.Intersect(units));
    }

    [Fact]
    public void Silencing_no_unit_changes_no_spike() => Gen.Select(Gen.ULong[1, 100], Gen.Int[0, 300]).Sample((seed, steps) =>
    {
        using var one = new Simulation(Net(), 1, new SimulationOptions { Seed = seed });
        using var two = new Simulation(Net(), 1, new SimulationOptions { Seed = seed });
        var (first, second) = (one.RecordSpikes("cells"), two.RecordSpikes("cells"));
        two.Run(steps * 0.1 * Units.Millisecond);
        two.Silence("cells", []);
        one.Run(40 * Units.Millisecond);
        two.Run((400 - steps) * 0.1 * Units.Millisecond);
        Assert.Equal(first.Steps, second.Steps);
        Assert.Equal(first.Units, second.Units);
    }, iter: 10);

    [Theory]
    [InlineData("cell", "taum", "'cell'")]
    [InlineData("cells", "tau", "taum")]
    [InlineData("inhibitory", "p", "drawn with 'p'")]
    public void A_constant_that_cannot_be_set_is_refused_and_nothing_changes(string part, string name, string said)
    {
        using var simulation = new Simulation(Net());
        simulation.Run(Units.Millisecond);
        var before = simulation.Snapshot();
        Assert.Contains(said, Assert.Throws<HomeostatException>(() => simulation.SetConstant(part, name, name == "p" ? 0.5 : 20 * Units.Millisecond)).Message, StringComparison.Ordinal);
        Assert.Equal(before.Values, simulation.Snapshot().Values);
    }

    [Fact]
    public void A_constant_keeps_its_unit()
    {
        using var simulation = new Simulation(Net());
        Assert.Contains("same unit", Assert.Throws<HomeostatException>(() => simulation.SetConstant("cells", "taum", 20 * Units.Millivolt)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_projection_gives_the_bits_of_synapses_without_strength() => Gen.Select(Gen.ULong[1, 100], Gen.Int[0, 300], Gen.Int[1, 2]).Sample((seed, steps, threads) =>
    {
        using var workers = new Workers(threads);
        var options = new SimulationOptions { Seed = seed, Workers = workers };
        using var cut = new Simulation(Net(), 1, options);
        cut.Run(steps * 0.1 * Units.Millisecond);
        using var weak = cut.Fork();
        cut.Cut("inhibitory");
        weak.SetConstant("inhibitory", "strength", 0 * Units.Millivolt);
        cut.Run(20 * Units.Millisecond);
        weak.Run(20 * Units.Millisecond);
        Assert.Equal(weak.Snapshot().Values, cut.Snapshot().Values);
        cut.Cut("inhibitory", isCut: false);
        weak.SetConstant("inhibitory", "strength", -9 * Units.Millivolt);
        cut.Run(20 * Units.Millisecond);
        weak.Run(20 * Units.Millisecond);
        Assert.Equal(weak.Snapshot().Values, cut.Snapshot().Values);
    }, iter: 20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_do_not_pass_a_cut_projection_and_pass_it_again(bool asRows)
    {
        var circuit = new Circuit("sums")
        {
            new Population("source", 3, "v : 1"),
            new Population("sink", 2, "dv/dt = (x - v)/(10*ms) : 1\nx : 1 (input)"),
            new Projection("source", "sink", "w : 1\nx_post = w*v_pre : 1 (summed)")
            {
                Name = "link",
                Connectivity = asRows ? Connectivity.Probability(1) : Connectivity.Dense,
                Initial = new Dictionary<string, string> { ["w"] = "1 + i" },
            },
        };
        using var simulation = new Simulation(circuit);
        simulation["source.v"].Row<float>(0).Fill(1);
        simulation.Changed("source.v");
        simulation.Run(100 * Units.Millisecond);
        Assert.Equal(6, simulation["sink.v"][0, 1], 3);
        simulation.Cut("link");
        simulation.Run(200 * Units.Millisecond);
        Assert.Equal(0, simulation["sink.v"][0, 1], 3);
        simulation.Cut("link", isCut: false);
        simulation.Run(100 * Units.Millisecond);
        Assert.Equal(6, simulation["sink.v"][0, 1], 3);
    }

    [Fact]
    public void A_projection_that_is_not_there_cannot_be_cut()
    {
        using var simulation = new Simulation(Net());
        Assert.Contains("excitatory, inhibitory", Assert.Throws<HomeostatException>(() => simulation.Cut("inhibition")).Message, StringComparison.Ordinal);
    }

    private static Circuit Net(string part = "", string name = "", Quantity value = default)
    {
        var circuit = Cuba.Create(cells: 300, probability: 0.1).Circuit;
        return circuit.With(
            p => p.Name == part ? p with { Constants = With(p.Constants) } : p,
            p =>
            {
                var constants = p.Name == "inhibitory"
                    ? new Dictionary<string, Quantity> { ["strength"] = -9 * Units.Millivolt, ["p"] = 3 }
                    : p.Constants;
                return p with
                {
                    OnPre = p.Name == "inhibitory" ? "gi += strength" : p.OnPre,
                    Delay = p.Name == "inhibitory" ? "p*0.1*ms" : p.Delay,
                    Constants = p.Name == part ? With(constants) : constants,
                };
            });

        Dictionary<string, Quantity> With(IReadOnlyDictionary<string, Quantity> constants) =>
            constants.ToDictionary(c => c.Key, c => c.Key == name ? value : c.Value);
    }
}
