using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The stage of the pipeline to print.</summary>
internal enum InspectedStage
{
    Equations,
    Representation,
    Plan,
    Taxonomy,
}

/// <summary>The command <c>homeostat inspect</c>: prints any stage of the pipeline for any model.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", ModelCatalog.All.Names)}; or a network: {string.Join(", ", NetworkCatalog.All.Names)}; or a life: {string.Join(", ", HabitatCatalog.All.Names)}" };
        var stage = Choice.Of<InspectedStage>("--stage", "equations as written, representation (simplified), plan (operations with their costs) or taxonomy (what the learning rule needs)");
        var layers = Choice.Layers();
        var body = new Option<string?>("--body") { Description = "Body whose circuit is printed, for a life; the first of its list unless given" };
        var batch = new Option<int>("--batch") { Description = "Samples in a batch; the costs of a plan depend on it", DefaultValueFactory = _ => 250 };
        var command = new ExampleCommand(
            "inspect",
            "Prints a stage of the pipeline, from equations to what is executed.",
            "homeostat inspect pc --stage equations",
            "homeostat inspect pc --stage representation",
            "homeostat inspect zil --stage plan --layers 784,512,10",
            "homeostat inspect bp --stage taxonomy",
            "homeostat inspect stdp --stage representation   # a network of 'homeostat simulate'",
            "homeostat inspect thermostat --stage equations  # the circuit of a body of 'homeostat live'")
        {
            model, stage, layers, body, batch,
        };
        Choice.Check(command, result =>
        {
            var asked = result.GetValue(model);
            if (ModelCatalog.All.Any(m => m.Name == asked))
            {
                Choice.Refuse(result, "for a learner", body);
                if (result.GetValue(stage) != InspectedStage.Plan)
                {
                    Choice.Refuse(result, "without --stage plan", batch);
                }
            }
            else if (NetworkCatalog.All.Any(n => n.Name == asked))
            {
                Choice.Refuse(result, "for a network", layers, batch, body);
            }
            else if (HabitatCatalog.All.Any(h => h.Name == asked))
            {
                Choice.Refuse(result, "for a life", layers, batch);
            }
        });
        command.SetAction(parse =>
        {
            var (asked, chosen) = (parse.GetValue(model)!, parse.GetValue(stage));
            if (Circuit(asked, parse.GetValue(body)) is { } circuit)
            {
                terminal.Out.WriteLine(chosen switch
                {
                    InspectedStage.Equations => Inspection.Equations(circuit),
                    InspectedStage.Representation => Inspection.Representation(circuit),
                    InspectedStage.Plan => Inspection.Plan(circuit),
                    _ => throw new HomeostatException($"'{asked}' is no learner, and only learners have a taxonomy. Its stages are equations, representation and plan."),
                });
                return;
            }

            var found = ModelCatalog.Find(asked);
            var learner = found.Create(Choice.LayersOf(parse, layers) ?? (found.Classifies ? [784, 256, 256, 10] : found.LayersOf(784, 128, 10)));
            terminal.Out.WriteLine(chosen switch
            {
                InspectedStage.Equations => Inspection.Equations(learner),
                InspectedStage.Representation => Inspection.Representation(learner),
                InspectedStage.Plan => Inspection.Plan(learner, parse.GetValue(batch)),
                _ => Taxonomy.Of(learner).ToString(),
            });
        });
        return command;
    }

    // The circuit of a network, or of a body.
    private static Circuit? Circuit(string name, string? body)
    {
        if (HabitatCatalog.All.FirstOrDefault(h => h.Name == name) is { } habitat)
        {
            using var mortal = habitat.Birth(body);
            return mortal.Body.Circuit;
        }

        return NetworkCatalog.All.FirstOrDefault(n => n.Name == name)?.Circuit;
    }
}
