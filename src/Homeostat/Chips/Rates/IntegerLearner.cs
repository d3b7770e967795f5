using Homeostat.Chips;

namespace Homeostat;

/// <summary>
/// A trained classifier of rates that answers in integers: its units are sigma-delta neurons, which send whole numbers where their activation changes,
/// through weights of eight bits. The values that the units compute are those of the trained circuit's own equations; a rectified sum is computed in whole
/// numbers throughout, any other function is taken from a table, and a function of all units of a population is left to the core's processor.
/// </summary>
public sealed class IntegerLearner
{
    private IntegerLearner(Learner learner, IntegerCircuit integer, int batch) => (Learner, Integer, Batch) = (learner, integer, batch);

    /// <summary>The learner whose test schedule answers; it does not learn.</summary>
    public Learner Learner { get; }

    /// <summary>The circuit, its weights, its cores, and what was rounded.</summary>
    public IntegerCircuit Integer { get; }

    /// <summary>The number of samples that are processed at the same time.</summary>
    public int Batch { get; }

    /// <summary>Translates a trained classifier.</summary>
    /// <param name="training">The training. Its weights are those at this moment; the sizes of activations are measured on its training samples.</param>
    /// <param name="chip">The chip, which needs graded spikes.</param>
    /// <param name="samples">The number of training samples on which the sizes of activations are measured.</param>
    /// <exception cref="HomeostatException">The classifier has no counterpart on the chip; the message says why, and what to do.</exception>
    public static IntegerLearner Of(Training training, Chip chip, int samples = 1000)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(chip);
        var learner = training.Learner;
        if (!chip.HasGradedSpikes)
        {
            throw new HomeostatException($"The model '{learner.Name}' cannot be put on {chip.Name}: its units send rates as numbers, and spikes of {chip.Name} carry none. Take a chip with graded spikes, such as loihi2.");
        }

        if (learner.Readout is null || learner.Answering is not null || learner.Labeling is not null)
        {
            if (training.Simulation.Model.HasEvents)
            {
                // A circuit that fires has a more precise reason, if it has one.
                _ = IntegerCircuit.Of((learner.Answering ?? learner).Circuit, chip);
            }

            throw new HomeostatException($"The model '{learner.Name}' cannot be put on a chip as a network of rates: its classes are not read from a value of its circuit. Translate a spiking circuit by IntegerCircuit.");
        }

        var choice = learner.Test.OfType<Try>().FirstOrDefault();
        var foreign = learner.Test.FirstOrDefault(p => p is not (Clamp or Sweep or Act or Probe or Homeostat.Set or Measure or Try { Phases: [] or [Sweep] }));
        if (foreign is not null || (choice is not null && choice.Of is null))
        {
            throw new HomeostatException(
                $"The model '{learner.Name}' cannot be put on a chip: its answer needs the phase '{foreign ?? choice}', and sigma-delta neurons compute one sweep from the input to the answer. Take a model that answers by a sweep, such as pc.");
        }

        var network = new RateNetwork(training.Simulation, [choice?.Of ?? learner.Readout]);
        var part = training.Data.Train.Take(Math.Min(samples, training.Data.Train.Count));
        var sizes = new Dictionary<string, double>();
        var clamped = learner.Test.OfType<Clamp>().Select(c => c.Variable).Concat(choice is null ? [] : [choice.Candidate]).ToHashSet();
        var builder = new RateBuilder(training.Simulation, network, Largest, clamped);
        var acts = learner.Test.OfType<Act>().Select(a => a.Action).ToHashSet();
        var circuit = builder.Build(learner.Circuit.Name, acts, choice is null ? [] : [choice.Score]);
        string[] outside = [.. network.Populations.Where(v => v.Inputs.Count == 0).Select(v => v.Population.Name)];
        var placed = network.Populations.ToDictionary(v => v.Population.Name, v => v.Population.Declaration.Size);
        var integer = new IntegerCircuit(circuit, builder.Values, chip)
        {
            Roundings = builder.Roundings, Sources = outside, Placement = new Placer(chip, builder.Blocks, outside, placed).Place(),
        };
        Phase[] answer = [.. builder.States.Select(s => new Set(s)), new Settle(network.Depth + 1)];
        return new IntegerLearner(
            new Learner(learner.Name, circuit)
            {
                Train = [],
                Test = [.. learner.Test.Where(Kept).Select(p => p is Try t ? t with { Phases = answer } : p), .. choice is null ? [.. answer, new Probe(learner.Readout)] : Array.Empty<Phase>()],
                Readout = learner.Readout,
            },
            integer, training.Options.TestBatch ?? training.Options.Batch);

        double Largest(string variable)
        {
            if (!sizes.TryGetValue(variable, out var size))
            {
                // A candidate is held at 1 when it is tried.
                size = sizes[variable] = clamped.Contains(variable) && variable == choice?.Candidate ? 1 : training.Responses(variable, part).Max(Math.Abs);
            }

            return size;
        }

        bool Kept(Phase phase) => phase is Clamp or Try || (phase is Act act && circuit.Populations.Any(p => p.Actions.ContainsKey(act.Action)))
            || (phase is Set set && circuit.Populations.Any(p => set.Variable.StartsWith($"{p.Name}.", StringComparison.Ordinal)));
    }

    /// <summary>Classifies samples in integers and compares the answers with the classes of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    public TestResult Test(DataSource data, DataPart? part = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        part ??= data.Test;
        var truth = Targets.ClassesOf(data, part);
        using var simulation = Simulate(workers);
        var plan = simulation.Compile(Learner.Test);
        using var answers = new Answers(simulation, plan, Learner.Readout!, new Feed(simulation, plan, Learner.Name, data.Name), null);
        var outputs = answers.Of(part);
        var predictions = new int[part.Count];
        Metrics.Predict(outputs, truth.Classes!.Value, predictions);
        return new TestResult(
            Metrics.Accuracy(predictions, truth.Labels), Metrics.NegativeLogLikelihoodOfLogits(outputs, truth.Classes.Value, truth.Labels), predictions)
        { Outputs = outputs };
    }

    /// <summary>Creates a simulation of the circuit with its weights, for <see cref="Batch"/> samples.</summary>
    /// <param name="workers">The threads to use; all processors if null.</param>
    public Simulation Simulate(Workers? workers = null)
    {
        var simulation = new Simulation(Integer.Circuit, Batch, new SimulationOptions { Type = ElementType.Float64, Workers = workers });
        GivenValues.Set(simulation, Integer.Values);
        return simulation;
    }
}
