using static Homeostat.CostItem;

namespace Homeostat.Tests.Ledgers;

/// <summary>A batch of a spiking learner that learns in every step, counted by hand, item for item and at all levels of memory.</summary>
public class ContrastiveHandCountTests
{
    private const int Batch = 8, Steps = 3;
    private const int I = 4, H = 3, O = 2;     // inputs, cells and classes
    private const int Synapses = (I * H) + (O * H) + (H * H) + (H * O);

    [Fact]
    public void A_batch_of_contrastive_signal_dependent_plasticity()
    {
        var learner = ContrastivePlasticity.Create([I, H, O], new ContrastivePlasticityOptions { Steps = Steps, Optimizer = Optimizer.Sgd(0.1) });
        using var simulation = new Simulation(learner.Circuit, Batch);

        // Of a sample: image and label are clamped, states are set to rest (their start is the same for all samples), a wrong label is drawn.
        var begin = new Tally
        {
            Sums = 2 * O, Products = 2 * O, Compared = 2 * O, Chosen = O, Updates = 2 * (H + O),
            Read = I + O + O + O + O + O + O + 1,                    // image, label; chance and label, for the largest chance, that chance and itself
            Written = I + O + (5 * H) + (5 * O) + (4 * H) + (4 * O) + 1,
        };

        // A step: the input fires. Spikes of cells for the right label, of the readout, and of cells for the wrong label are found and added up
        // (potential v + 0.03*(0.1*image + 0.5*context - 0.01*inhibition - v), of the readout v + 0.03*(drive - v)); then the states change.
        // Thresholds of a layer change by 0.001*(sum - 1). At the end traces are squared and added up, for both labels.
        var step = new Tally
        {
            Sums = (4 * H) + H + (2 * O) + O + (4 * H) + H + (2 * H) + 3,
            Products = (4 * H) + O + (4 * H) + (7 * H) + (4 * O) + (7 * H) + (2 * H) + 3,
            Compared = I + H + O + H, Chosen = I + H + O + H, Updates = I + (2 * H) + (2 * O) + (2 * H),
            Read = (2 * I) + (O + I + H) + (5 * H) + H + H + (3 * O) + O                         // pixels; what arrives, spikes
                + (9 * H) + 1 + (6 * O) + 1 + (O + H) + (5 * H) + H + (8 * H) + 1 + (4 * H),     // states, for the wrong label too; goodness
            Written = I + I + (3 * H) + H + 1 + O + O + 1 + (6 * H) + (5 * O) + (2 * H) + H + 1 + (5 * H) + (2 * (H + 1)),
        };

        // States: potential, 1 - z, threshold, trace and, for the right label, count. The first step chooses spikes a second time and has 1 - z twice. It computes modulators
        // twice, and 1 - z of labels; later steps subtract the modulators they have.
        var first = new Tally
        {
            Sums = (9 * H) + (7 * O) + (8 * H) + H + 2 + 1 + 1 + I + H + (2 * O) + (2 * H) + O,
            Products = 2 * 2 * H, Compared = 2 * (H + O + H), Chosen = H + O + H, Functions = 4,
            Read = (2 * H) + 2 + (2 * (H + 1)) + I + (2 * H) + (2 * O) + (2 * H) + (2 * O),
            Written = (3 * H) + I + H + (2 * O) + (2 * H) + O,
        };
        var later = new Tally
        {
            Sums = (8 * H) + (6 * O) + (7 * H) + H + 1 + 1 + I + H + (2 * H) + O,
            Products = 2 * H, Compared = H + O + H, Functions = 2,
            Read = (2 * (H + 1)) + (2 * H) + I + (2 * H) + (2 * H) + (2 * O),
            Written = (3 * H) + I + H + (2 * H) + O,
        };

        // What products of units, added up over samples, read: two for the image, four for labels and for inhibition, one for the readout.
        var outer = new Tally { Read = (2 * (I + H)) + (4 * (O + H)) + (4 * (H + H)) + (O + H) };

        // Afterwards, the free energy: half the sum of two softplus, each maximum(x, 0) + log1p(e) of e = exp(-abs(x)), where log1p(e) is (e - ((1 + e) - 1))/(1 + e) + log(1 + e).
        var end = new Tally { Sums = 13, Products = 1, Divided = 2, Compared = 2, Chosen = 2, Signs = 4, Functions = 4, Read = 2, Written = 1 };

        // Of a step, once for all samples: means, gradients 0.1*(b - a), of labels 0.5*(b - a), steps eta*g, falls 5e-5*(c + d) and bounds. Inhibition spares the diagonal; the readout
        // learns by -0.2*(1 - abs(w))*a. Weights are read as products need them and as they learn; each projection has one learning rate.
        var learning = new Tally
        {
            Sums = (2 * I * H) + (4 * O * H) + (4 * H * H) + (2 * H * O), Products = (3 * Synapses) + (H * H),
            Divided = (I * H) + (2 * O * H) + (2 * H * H) + (H * O), Compared = 2 * Synapses, Signs = H * O,
            Read = (O * H) + (I * H) + (H * H) + (H * O) + (O * H) + (H * H) + (3 * I * H) + (5 * O * H) + (6 * H * H) + (2 * H * O) + 4,
            Written = (2 * I * H) + (4 * O * H) + (4 * H * H) + (H * O) + (2 * Synapses),
        };
        var all = (Batch * (begin + (Steps * (step + outer)) + first + ((Steps - 1) * later) + end)) + (Steps * learning) + new Tally { Read = H + O + H };
        new HandCounts
        {
            [MultiplyAccumulate] = Batch * Steps * ((I * H) + (2 * O * H) + (2 * H * H) + (H * O)      // what arrives; from labels and for inhibition twice
                + (2 * I * H) + (4 * O * H) + (4 * H * H) + (H * O)),                                 // what is learned
            [Accumulate] = all.Sums,
            [Multiplication] = all.Products,
            [Division] = all.Divided,
            [Comparison] = all.Compared,
            [Function] = all.Functions,
            [Logic] = all.Chosen + all.Signs,
            [CostItem.Draw] = Batch * (O + (Steps * I)),
            [UnitUpdate] = all.Updates,
            [WeightUpdate] = Steps * Synapses,
            [L1Byte] = 4 * (all.Read + all.Written),
            [ErasedBit] = 32 * all.Written,
        }.WithRegisters(unary: (4 * all.Chosen) + (2 * (all.Signs + all.Functions))).AssertEqual(simulation.Compile(learner.Train).CostOf(Batch));
    }

    private readonly record struct Tally(
        int Sums, int Products, int Divided, int Compared, int Chosen, int Signs, int Functions, int Updates, int Read, int Written)
    {
        public static Tally operator +(Tally a, Tally b) => new(
            a.Sums + b.Sums, a.Products + b.Products, a.Divided + b.Divided, a.Compared + b.Compared, a.Chosen + b.Chosen, a.Signs + b.Signs,
            a.Functions + b.Functions, a.Updates + b.Updates, a.Read + b.Read, a.Written + b.Written);

        public static Tally operator *(int n, Tally a) => new(
            n * a.Sums, n * a.Products, n * a.Divided, n * a.Compared, n * a.Chosen, n * a.Signs, n * a.Functions, n * a.Updates, n * a.Read, n * a.Written);
    }
}
