namespace Homeostat.Runs;

/// <summary>A circuit, and the learner to which it belongs if there is one, of which every stage of the pipeline can be printed.</summary>
/// <param name="Name">The name of the model, network or life, for messages.</param>
/// <param name="Circuit">The circuit.</param>
/// <param name="Learner">The learner; null for the circuit of a network or of a body.</param>
internal sealed record InspectedModel(string Name, Circuit Circuit, Learner? Learner = null)
{
    /// <summary>The stages that the model has: only learners have a taxonomy.</summary>
    public IReadOnlyList<InspectedStage> Stages => [.. Enum.GetValues<InspectedStage>().Where(stage => Learner is not null || stage != InspectedStage.Taxonomy)];

    /// <summary>Finds a learner, a network or a life of the catalogs by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="body">The body whose circuit is inspected, for a life; the first unless given.</param>
    /// <param name="layers">The layer sizes of a learner, in units; usual ones unless given.</param>
    /// <exception cref="HomeostatException">No catalog has the name, or the life has no such body.</exception>
    public static InspectedModel Find(string name, string? body = null, IReadOnlyList<int>? layers = null)
    {
        if (HabitatCatalog.All.FirstOrDefault(h => h.Name == name) is { } habitat)
        {
            using var mortal = habitat.Birth(body);
            return new(name, mortal.Body.Circuit);
        }

        if (NetworkCatalog.All.Concat(LessonNetworks.All).FirstOrDefault(n => n.Name == name) is { } network)
        {
            return new(name, network.Circuit);
        }

        var model = ModelCatalog.Find(name);
        var learner = model.Create(layers ?? model.ExampleLayers);
        return new(name, learner.Circuit, learner);
    }

    /// <summary>The model of a run: that of its checkpoint for a learner, else that of its settings.</summary>
    /// <exception cref="HomeostatException">The run has no circuit that could be shown, or none yet.</exception>
    public static InspectedModel Of(RunFolder folder)
    {
        switch (folder)
        {
            case RunFolder<LearnSettings> { Settings: var s }:
                if (!File.Exists(folder[Checkpoint.FileName]))
                {
                    throw new HomeostatException($"{folder.Path}: the circuit of a learner can be seen when it was first saved, at the end of an epoch. Those of the catalog: homeostat inspect {s.Model}");
                }

                var learner = Checkpoint.Read(folder.Path).Learner;
                return new(s.Model, learner.Circuit, learner);
            case RunFolder<SimulateSettings> { Settings: var s }:
                return new(s.Network, s.Load().Network.Circuit);
            case RunFolder<LiveSettings> { Settings: var s }:
                return Find(s.Habitat, s.Body);
            default:
                throw new HomeostatException($"{folder.Path}: the circuit of a run of this kind is not kept. Those of the catalog: homeostat inspect MODEL");
        }
    }

    /// <summary>The text of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="batch">The number of samples in a batch, on which the costs of a learner's plan depend.</param>
    /// <exception cref="HomeostatException">The model has no such stage.</exception>
    public string Text(InspectedStage stage, int batch = 250) => (stage, Learner) switch
    {
        (InspectedStage.Equations, { } learner) => Inspection.Equations(learner),
        (InspectedStage.Equations, null) => Inspection.Equations(Circuit),
        (InspectedStage.Representation, _) => Inspection.Representation(Circuit),
        (InspectedStage.Plan, { } learner) => Inspection.Plan(learner, batch),
        (InspectedStage.Plan, null) => Inspection.Plan(Circuit),
        (_, { } learner) => Taxonomy.Of(learner).ToString(),
        _ => throw new HomeostatException($"'{Name}' is no learner, and only learners have a taxonomy. Its stages are equations, representation and plan."),
    };

    /// <summary>The cost of each population and projection in one step of a circuit or, of a learner, for one training sample.</summary>
    /// <param name="batch">The number of samples in a batch, over which the costs of learning are shared.</param>
    public IReadOnlyDictionary<string, Cost> CostOfParts(int batch = 250)
    {
        if (Learner is null)
        {
            using var step = new Simulation(Circuit);
            return step.Compile(new Settle(1)).CostOfParts(Circuit, 1);
        }

        using var simulation = new Simulation(Circuit, batch);
        return simulation.Compile(Learner.Train).CostOfParts(Circuit, batch).ToDictionary(part => part.Key, part => 1.0 / batch * part.Value);
    }
}
