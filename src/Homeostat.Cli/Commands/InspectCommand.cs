using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>What of the pipeline to print.</summary>
internal enum InspectedStage
{
    Equations,
    Representation,
    Plan,
    Taxonomy,
}

/// <summary><c>homeostat inspect</c>: any stage of the pipeline for any model.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", ModelCatalog.Models.Select(m => m.Name))}; or a network: {string.Join(", ", NetworkCatalog.All.Select(n => n.Name))}" };
        var stage = Choice.Of<InspectedStage>("--stage", "The equations as written, as simplified, as calls with their costs, or what the rule needs");
        var layers = Choice.Layers();
        var batch = new Option<int>("--batch") { Description = "Samples in a batch, for costs", DefaultValueFactory = _ => 250 };
        var command = new ExampleCommand(
            "inspect",
            "Prints a stage of the pipeline, from equations to what is executed.",
            "homeostat inspect pc --stage equations",
            "homeostat inspect pc --stage representation",
            "homeostat inspect zil --stage plan --layers 784,512,10",
            "homeostat inspect bp --stage taxonomy",
            "homeostat inspect stdp --stage representation   # a network of 'homeostat simulate'")
        {
            model, stage, layers, batch,
        };
        command.SetAction(parse =>
        {
            var (asked, chosen) = (parse.GetValue(model)!, parse.GetValue(stage));
            if (NetworkCatalog.All.FirstOrDefault(n => n.Name == asked) is { } network)
            {
                terminal.Out.WriteLine(chosen switch
                {
                    InspectedStage.Equations => Inspection.Equations(network.Circuit),
                    InspectedStage.Representation => Inspection.Representation(network.Circuit),
                    InspectedStage.Plan => Inspection.Plan(network.Circuit),
                    _ => throw new HomeostatException($"'{asked}' is a network; what a rule needs is told of learners. Its stages are equations, representation and plan."),
                });
                return;
            }

            var found = ModelCatalog.Find(asked);
            var learner = found.Create(parse.GetValue(layers) is { Length: > 0 } sizes ? sizes : found.Classifies ? [784, 256, 256, 10] : [784, 128], found.Defaults);
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
}
