namespace Homeostat.Tests.Ledgers;

/// <summary>The figures of energy that were computed independently.</summary>
public class EnergyFixtureTests
{
    private static EnergyTable Digital => EnergyTable.All.Find("45nm");

    [Theory]
    [InlineData("293.15")]
    [InlineData("300")]
    [InlineData("310.15")]
    public void Landauers_bound(string kelvin) =>
        Assert.Equal(EnergyFixture.Number($"landauer_J/{kelvin}"), Landauer.Bound(double.Parse(kelvin, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_table_of_Landauers_bound_has_it() =>
        Assert.Equal(EnergyFixture.Number("landauer_J/300"), EnergyTable.All.Find("landauer").Find(CostItem.ErasedBit)!.Joules);

    [Fact]
    public void Brain_against_GPT()
    {
        var found = new BrainAgainstGpt();
        EnergyFixture.AssertEqual("human/brain_20W_20_years_kWh", found.Brain);
        EnergyFixture.AssertEqual("human/body_100W_20_years_kWh", found.Body);
        EnergyFixture.AssertEqual("human/brain_20W_year_kWh", found.BrainYear);
        EnergyFixture.AssertEqual("human/brain_20W_day_MJ", found.BrainDay);
        EnergyFixture.AssertEqual("gpt3/product_MWh", found.Product);
        EnergyFixture.AssertEqual("gpt3/in_brains_to_20_years", found.Brains);
        EnergyFixture.AssertEqual("gpt3/in_bodies_to_20_years", found.Bodies);
        EnergyFixture.AssertEqual("gpt3/brain_years", found.BrainYears);
        EnergyFixture.AssertEqual("gpt3/joules_per_flop", found.JoulesPerOperation);
        Assert.Contains("| 1287 MWh | as reported |", found.ToMarkdown(), StringComparison.Ordinal);
    }

    /// <summary>keras-spiking counts every connection and every unit of a dense layer of 784 × 128.</summary>
    [Fact]
    public void A_dense_layer_as_keras_spiking_counts_it()
    {
        var circuit = new Circuit("layer")
        {
            new Population("input", 784, "r : 1"),
            new Population("output", 128, "x : 1 (input)\ny = maximum(x, 0) : 1"),
            new Projection("input", "output", "w : 1\nx_post = w*r_pre : 1 (summed)"),
        };
        using var simulation = new Simulation(circuit);
        var ledger = EnergyTable.All.Find("cpu").Price(simulation.Compile(new Probe("output.y")).CostOf(1));
        EnergyFixture.AssertEqual("keras_spiking_784_128_cpu_J", ledger.Joules);
        Assert.Empty(ledger.Missing);
    }

    /// <summary>syops-counter prices 1.82 G multiply-accumulates, and 2.75 G of them with 0.5 G accumulates.</summary>
    [Theory]
    [InlineData("resnet18_mJ", 1.82e9, 0)]
    [InlineData("sew_resnet18_mJ", 2.75e9, 0.5e9)]
    public void Networks_as_syops_counter_prices_them(string name, double products, double sums)
    {
        var cost = new Cost(products, 0, 0) { Tally = default(ItemTally).Plus(CostItem.Accumulate, sums) };
        EnergyFixture.AssertEqual($"syops/{name}", 1e3 * Digital.Price(cost).Joules);
    }

    [Fact]
    public void Break_even_of_spikes_a_synapse()
    {
        EnergyFixture.AssertEqual("break_even_spikes_per_synapse/arithmetic_only_fp32", BreakEven.Of(Digital)!.Arithmetic);
        EnergyFixture.AssertEqual("break_even_spikes_per_synapse/int32_add_vs_int32_mac", BreakEven.Of(Digital, numbers: "int32")!.Arithmetic);
        EnergyFixture.AssertEqual("break_even_spikes_per_synapse/with_one_5pJ_weight_read_each", WithRead("float32"));
        EnergyFixture.AssertEqual("break_even_spikes_per_synapse/int32_with_5pJ_read", WithRead("int32"));

        // A weight of 4 bytes from the first level, of which 8 cost 20 pJ, takes 10 pJ.
        Assert.Equal((4.6 + 10) / (0.9 + 10), BreakEven.Of(Digital)!.WithWeightRead!.Value, 1e-12);

        static double WithRead(string numbers) => BreakEven.SpikesPerSynapse(
            Digital.Find(CostItem.MultiplyAccumulate, numbers)!.Joules, Digital.Find(CostItem.Accumulate, numbers)!.Joules, 5e-12);
    }

    [Fact]
    public void Break_even_between_two_tables_and_where_there_is_none()
    {
        var loihi = EnergyTable.All.Find("loihi");
        Assert.Null(BreakEven.Of(loihi));
        var found = BreakEven.Of(loihi, Digital, level: CostItem.MemoryByte)!;
        Assert.Equal(4.6 / 23.6, found.Arithmetic, 1e-12);

        // What a synaptic operation reads is in its energy; a dense product pays for the weight.
        Assert.Equal((4.6 + 650) / 23.6, found.WithWeightRead!.Value, 1e-12);
    }

    [Fact]
    public void An_event_of_TrueNorth_by_its_power()
    {
        static double Of(string name) => EnergyFixture.Number($"truenorth_check/{name}");
        var byPower = Of("power_W") / (Of("neurons") * Of("synapses_each") * Of("rate_Hz"));
        EnergyFixture.AssertEqual("truenorth_check/J_per_event", byPower);
        Assert.Equal(byPower, EnergyTable.All.Find("truenorth").Find(CostItem.SynapticEvent)!.Joules, 1e-12);
    }
}
