using System.CommandLine;

namespace Homeostat.Cli;

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
            var found = InspectedModel.Find(parse.GetValue(model)!, parse.GetValue(body), Choice.LayersOf(parse, layers));
            terminal.Out.WriteLine(found.Text(parse.GetValue(stage), parse.GetValue(batch)));
        });
        return command;
    }
}
