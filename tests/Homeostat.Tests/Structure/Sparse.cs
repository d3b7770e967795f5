
namespace Homeostat.Tests.Structural;

/// <summary>Small circuits of changing structure that tests share.</summary>
internal static class Sparse
{
    /// <summary>Linear regression: every output is guessed from all inputs.</summary>
    public static Circuit Regression(int inputs, int outputs, Selection selection, Optimizer? optimizer = null, string weights = "randn()") => new("regression")
    {
        new Population("input", inputs, "x : 1"),
        new Population("target", outputs, """
            y : 1
            guess : 1 (input)
            error = y - guess : 1
            F = error**2/2 : 1 (energy)
            """),
        Synapse.Learning(
            "input", "target", "guess_post = w*x_pre : 1 (summed)", "-mean(error_post*x_pre)", optimizer ?? Optimizer.Sgd(0.1), weights, selection: selection),
    };

    public static Simulation Simulate(Circuit circuit, int batch = 1) => new(circuit, batch, new SimulationOptions { Type = ElementType.Float64 });

    /// <summary>A simulation of regression, its structure, and the one projection there.</summary>
    public static (Simulation Simulation, SynapticStructure Synapses) Simulate(int inputs, int outputs, Selection selection, Optimizer? optimizer = null, string weights = "randn()")
    {
        var simulation = Simulate(Regression(inputs, outputs, selection, optimizer, weights));
        return (simulation, Of(simulation)["input_to_target"]);
    }

    public static Structure Of(Simulation simulation, Upkeep? upkeep = null, IReadOnlyList<Phase>? measure = null) => new(simulation, upkeep, measure);

    public static void Set(Simulation simulation, string variable, params double[] values)
    {
        simulation[variable].CopyFrom(values);
        simulation.Changed(variable);
    }

    /// <summary>A predictive-coding circuit that learns the tiny digits, in double precision.</summary>
    public static Training Train(Selection selection, int[]? layers = null, PredictiveCodingOptions? options = null, Workers? workers = null) => new(
        PredictiveCoding.Create(layers ?? Learners.Tiny.Layers, (options ?? new PredictiveCodingOptions()) with { Selection = selection }),
        Learners.Tiny.Data,
        new TrainingOptions { Batch = 20, Epochs = 4, Type = ElementType.Float64 },
        workers);

    /// <summary>A selection that does nothing by itself, for tests that apply rules.</summary>
    public static Selection Never(params StructuralRule[] rules) => new(1, rules) { From = long.MaxValue };

    public static IReadOnlyList<Phase> MeasureOf(Training training) => [.. training.Learner.Train.Where(phase => phase is not Learn)];
}
