using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat models</c>: lists the models that have a name, or the settings of one.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { HelpName = "NAME", Description = "A learner, whose settings are listed", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add([.. ModelCatalog.All.Names]);
        var taxonomy = new Option<bool>("--taxonomy") { Description = "Print what each learner needs, computed from its operations, as a Markdown table" };
        var command = new ExampleCommand(
            "models",
            "Lists the ready-made learners, neurons and synapses, or the settings of a learner.",
            "homeostat models",
            "homeostat models ff                   # its paper and its settings, each an option of 'homeostat learn --model ff'",
            "homeostat models --taxonomy > taxonomy.md",
            "homeostat learn --model ipc",
            "homeostat inspect ipc --stage equations")
        {
            name, taxonomy,
        };
        Choice.Check(command, result =>
        {
            if (result.GetValue(name) is not null)
            {
                Choice.Refuse(result, "with the name of a learner", taxonomy);
            }
        });
        command.SetAction(parse =>
        {
            if (parse.GetValue(taxonomy))
            {
                terminal.Out.Write(new TaxonomyTable().ToMarkdown());
                return;
            }

            if (parse.GetValue(name) is { } asked)
            {
                Describe(ModelCatalog.Find(asked));
                return;
            }

            foreach (var family in ModelCatalog.All.GroupBy(model => model.Family).OrderBy(family => family.Key))
            {
                List($"learner: {Words.Spell(family.Key)}", family);
                terminal.Out.WriteLine();
            }

            List("neuron", NeuronCatalog.All);
            terminal.Out.WriteLine();
            List("synapse", SynapseCatalog.All);
        });
        return command;

        void Describe(Model model)
        {
            terminal.Out.WriteLine($"{model.Name}: {model.Description}");
            terminal.Out.WriteLine($"{Words.Spell(model.Family)}; {model.Source}");
            terminal.Out.WriteLine();
            terminal.Table(["setting", "default", "value", "what it sets"], model.Settings.Select(s => (string[])[$"--{s.Name}", s.Default, s.Range, s.Help]));
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"homeostat learn --model {model.Name}");
            terminal.Out.WriteLine($"homeostat inspect {model.Name}");
        }

        void List(string kind, IEnumerable<ICatalogEntry> models) =>
            terminal.Table([kind, "what it does", "paper"], models.Select(m => (string[])[m.Name, m.Description, m.Source]));
    }
}
