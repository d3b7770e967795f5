using static Homeostat.CostItem;

namespace Homeostat.Tests.Ledgers;

/// <summary>Counts that were made by hand, item for item and at all levels of memory.</summary>
public class HandCountTests
{
    [Theory]
    [InlineData(3, 5, 1, L1Byte)]
    [InlineData(64, 96, 7, L1Byte)]
    [InlineData(64, 160, 7, L2Byte)]       // 41 kB of weights
    [InlineData(512, 784, 2, MemoryByte)]  // 1.6 MB of weights
    public void A_matrix_vector_product(int outputs, int inputs, int samples, CostItem level)
    {
        var circuit = new Circuit("product")
        {
            new Population("x", inputs, "r : 1"),
            new Population("y", outputs, "s : 1 (input)"),
            new Projection("x", "y", "w : 1\ns_post = w*r_pre : 1 (summed)"),
        };
        using var simulation = new Simulation(circuit, samples);
        new HandCounts
        {
            [MultiplyAccumulate] = (double)samples * outputs * inputs,
            [level] = 4.0 * ((outputs * inputs) + (samples * (inputs + outputs))),   // weights once, vectors once a sample
            [ErasedBit] = 32.0 * samples * outputs,
        }.WithRegisters().AssertEqual(simulation.Compile(new Probe("y.s")).CostOf(samples));
    }

    /// <summary>A batch of predictive coding in layers of 4, 3 and 2 units, as docs/architecture.md prints it, with five settling steps.</summary>
    [Fact]
    public void A_training_step_of_predictive_coding()
    {
        const int Batch = 8, Steps = 5;
        var learner = PredictiveCoding.Create([4, 3, 2], new PredictiveCodingOptions
        {
            Activation = "tanh(z)", Output = OutputModel.Gaussian, Rate = 0.1, Steps = Steps, Optimizer = Optimizer.Sgd(0.1), Bias = false,
        });
        using var simulation = new Simulation(learner.Circuit, Batch);

        // Of a sample. A settling step: rate = tanh z; prediction = rate·w; error = z − prediction; feedback = error·w;
        // z = z + 0.1·(feedback·(1 − rate·rate) − (z − prediction)). The first step computes tanh z twice.
        const int Functions = (3 * (Steps + 1)) + 3;
        const int Sums = (Steps * (2 + (4 * 3))) + (3 + 3 + 2 + 2 + 3);   // then the free energy of both layers, and both errors
        const int Products = (Steps * 3 * 3) + (2 * 3) + (2 * 2);
        const int Updates = 3 + (Steps * (2 + 3)) + (3 + 2 + 3);          // the start of z, the steps, and what reads predictions afterwards
        const int First = 6 + 5 + 6 + 5 + 12, Later = First + 3;          // numbers read and written in a step: later ones read rate for z
        const int Numbers = (4 + 4) + (2 + 2) + (4 + 3) + (3 + 3) + First + ((Steps - 1) * Later) + 9 + 4 + 6 + 5 + 6 + 4 + 3 + 9 + (3 + 4) + (2 + 3);
        const int Written = 4 + 2 + 3 + 3 + (Steps * (3 + 2 + 2 + 3 + 3)) + 3 + 1 + 3 + 2 + 2 + 2 + 1 + 3;

        // Of a batch: 12 + 6 synapses, of which each has a mean, a gradient (a sign) and a step along it.
        const int Synapses = 18, WeightReads = 12 + (Steps * 12) + 6, Updating = Synapses * 4 + 2;
        new HandCounts
        {
            [MultiplyAccumulate] = Batch * (12 + (Steps * 12) + 6 + Synapses),
            [Accumulate] = (Batch * Sums) + Synapses,
            [Multiplication] = (Batch * Products) + Synapses,
            [Division] = Synapses,
            [Function] = Batch * Functions,
            [Logic] = Synapses,
            [UnitUpdate] = Batch * Updates,
            [WeightUpdate] = Synapses,
            [L1Byte] = 4 * ((Batch * Numbers) + WeightReads + Synapses + Updating),
            [ErasedBit] = 32 * ((Batch * Written) + (3 * Synapses)),
        }.WithRegisters(unary: 2 * ((Batch * Functions) + Synapses)).AssertEqual(simulation.Compile(learner.Train).CostOf(Batch));
    }

    /// <summary>0.1 s of CUBA: what each cell computes in a step, the synapses that spikes reached, and the resets of cells that fired.</summary>
    [Fact]
    public void A_tenth_of_a_second_of_CUBA()
    {
        using var simulation = new Simulation(NetworkCatalog.Find("cuba").Circuit);
        var probe = simulation.RecordSpikes("cells");
        simulation.Run(100 * Units.Millisecond);
        const double Updates = 4000 * 1000;
        double spikes = probe.Count;
        Assert.InRange(spikes, 1000, 10_000);
        var reached = new[] { "excitatory", "inhibitory" }.Sum(name =>
        {
            var degree = simulation.Synapses(name).Pre.CountBy(unit => unit + (name == "inhibitory" ? 3200 : 0)).ToDictionary();
            return probe.Units.Sum(unit => (double)degree.GetValueOrDefault(unit));
        });
        new HandCounts
        {
            [Spike] = spikes,
            [SynapticEvent] = reached,
            [UnitUpdate] = Updates,
            [Accumulate] = (4 * Updates) + reached,   // three terms of v, one of the refractory time; a weight at each synapse reached
            [Multiplication] = 5 * Updates,           // v, ge and gi of v, and the decays of ge and gi
            [Comparison] = 3 * Updates,               // the refractory time with 0, twice, and v with the threshold
            [Logic] = 3 * Updates,                    // two choices and an "and"

            // v, ge, gi and refractory are read, these and the mask of spikes are written: 80 kB for all cells. A synapse reads and writes ge
            // or gi; a reset writes v and refractory.
            [L2Byte] = 4 * (((4 + 5) * Updates) + (2 * reached) + (2 * spikes)),
            [ErasedBit] = 32 * ((5 * Updates) + reached + (2 * spikes)),
        }.WithRegisters(unary: (4 + 4 + 3) * Updates).AssertEqual(simulation.Spent);
    }

    /// <summary>A digit shown to the network of Diehl and Cook, which learns at spikes: 6 pixels, 5 cells that inhibit each other.</summary>
    [Fact]
    public void A_batch_of_a_learner_of_spikes()
    {
        const double Pixels = 6, Cells = 5, Steps = 350, Synapses = Pixels * Cells;
        var learner = DiehlCook.Learner((int)Pixels, new DiehlCookOptions { Cells = (int)Cells, BrightestRate = 900 * Units.Hertz });
        using var simulation = new Simulation(learner.Circuit);
        var (pixels, cells) = (simulation.RecordSpikes("pixel"), simulation.RecordSpikes("cell"));
        var plan = simulation.Compile(learner.Train);
        simulation.Stream(plan, "image").CopyFrom([1, 0.5, 0.8, 0, 1, 1]);
        simulation.Run(plan);
        double pixel = pixels.Count, cell = cells.Count;
        Assert.True(pixel > 20 && cell > 5, $"{pixel} and {cell} spikes");
        var (each, on, lateral, back) = (Pixels * Steps, pixel * Cells, cell * (Cells - 1), cell * Pixels);
        var unit = Cells * Steps;
        new HandCounts
        {
            [Spike] = pixel + cell,
            [SynapticEvent] = on + lateral + back + (2 * Synapses),   // then all synapses are summed, and scaled
            [UnitUpdate] = each + unit,
            [WeightUpdate] = back + Synapses,
            [CostItem.Draw] = each,

            // A cell: one of the refractory time, four of v, two of its exponent, four of theta and what rounding lost, two of the threshold.
            // Spikes: weights, inhibition, three of learning, a trace, a count and a threshold; then the sum over all synapses.
            [Accumulate] = (13 * unit) + on + lateral + (3 * back) + pixel + (2 * cell) + Synapses,
            [Multiplication] = (3 * each) + (10 * unit) + (2 * back) + Synapses,
            [Division] = unit + Synapses,
            [Comparison] = each + (4 * unit) + (3 * back) + Synapses,
            [Function] = unit + back,
            [Logic] = each + (4 * unit),

            // Numbers: clamping, five variables set, draws; x, rand and rate of a pixel are read, x and its spike are written, dt once a step.
            [L1Byte] = 4 * ((2 * Pixels) + (4 * Cells) + Pixels + Cells + each + (5 * each) + Steps + ((6 + 7) * unit)
                + (3 * on) + (2 * lateral) + (3 * back) + (2 * pixel) + (6 * cell) + (3 * Synapses) + (3 * Synapses)),
            [ErasedBit] = 32 * (Pixels + (4 * Cells) + Pixels + Cells + each + (2 * each) + (7 * unit) + on + lateral + back + pixel + (4 * cell) + (2 * Synapses)),
        }.WithRegisters(unary: (4 * each) + ((2 + 4 + 4 + 4 + 3) * unit) + (3 * back)).AssertEqual(simulation.Spent);
    }
}
