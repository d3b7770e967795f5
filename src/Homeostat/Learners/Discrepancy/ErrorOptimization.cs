namespace Homeostat;

/// <summary>The settings of <see cref="ErrorOptimization"/>.</summary>
public sealed record ErrorOptimizationOptions : DiscriminativeOptions
{
    /// <summary>The number of settling steps for each batch.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 4;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient by which an error changes in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.1;
}

/// <summary>
/// Error optimization (Goemaere, Oliviers, Bogacz &amp; Demeester 2025): predictive coding in which the errors of the layers, and not their states, settle.
/// The activity of a layer is what is predicted for it plus its error. Errors start at zero and descend the global free energy, so that
/// every step sees the whole network and nothing decays with depth; then each synapse learns from the error of its layer, with all states held. After
/// one step the update is that of back-propagation times the settling rate, to first order in this rate.
/// </summary>
public static class ErrorOptimization
{
    /// <summary>The entry of error optimization in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "epc",
        CreditAssignment.Discrepancy,
        "error optimization: predictive coding whose errors settle on the global energy; synapses then learn from the local one",
        "Goemaere, Oliviers, Bogacz & Demeester 2025, arXiv 2505.20137",
        new ErrorOptimizationOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ErrorOptimizationOptions? options = null)
    {
        options ??= new ErrorOptimizationOptions();
        Layered.Check(layers, options, hidden: 1, "what settles are the errors of hidden layers");
        var circuit = new Circuit(Model.Name) { new Population("input", layers[0], "rate : 1   # pixels") };
        var start = new List<Phase>();
        for (var layer = 1; layer < layers.Count - 1; layer++)
        {
            var name = Layered.Name(layer, layers.Count);
            start.Add(new Set($"{name}.error"));
            circuit.Add(new Population(name, layers[layer], Layered.Lines(
                $"""
                derror/dt = (feedback - error)/tau : 1
                z = prediction : 1
                rate = {options.Activation} + error : 1
                sent = diff(rate, z)*feedback : 1    # to the layer before: minus the slope of the output's energy
                local = diff(rate, z)*error : 1      # to the synapses: minus the slope of the layer's own energy
                F = error**2/2 : 1 (energy)
                prediction, feedback : 1 (input)
                """, options.Selection?.UnitEquations ?? ""))
            {
                Method = "euler",
                Constants = new Dictionary<string, Quantity> { ["tau"] = 1e-3 / options.Rate * Units.Second },
            });
        }

        circuit.Add(Layered.Classifier("output", layers[^1], options.Output, "sent = error : 1\nlocal = error : 1"));
        if (options.Bias)
        {
            circuit.Add(Layered.AlwaysOn);
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options, layer > 1 ? "feedback_pre = w*sent_post : 1 (summed)" : "", "-mean(local_post*rate_pre)"));
        }

        return new Learner(Model.Name, circuit)
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), .. start, new Settle(options.Steps), new Measure(), new Learn(),
            ],
            Test = [new Clamp("input.rate", Learner.Image), .. start],
            Readout = "output.prediction",
            Features = $"{Layered.Name(layers.Count - 2, layers.Count)}.rate",
            Source = Model.Source,
            DescendsEnergy = true,
            Selection = options.Selection,
        };
    }
}
