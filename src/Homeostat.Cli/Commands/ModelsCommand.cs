using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat models</c>: lists the models that have a name.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var taxonomy = new Option<bool>("--taxonomy") { Description = "Print what each learner needs, computed from its operations, as a Markdown table" };
        var command = new ExampleCommand(
            "models",
            "Lists the ready-made learners, neurons and synapses.",
            "homeostat models",
            "homeostat models --taxonomy > taxonomy.md",
            "homeostat learn --model ipc",
            "homeostat inspect ipc --stage equations")
        {
            taxonomy,
        };
        command.SetAction(parse =>
        {
            if (parse.GetValue(taxonomy))
            {
                terminal.Out.Write(new TaxonomyTable().ToMarkdown());
                return;
            }

            foreach (var family in ModelCatalog.All.GroupBy(model => model.Family).OrderBy(family => family.Key))
            {
                List($"learner: {Choice.Spell(family.Key)}", family);
                terminal.Out.WriteLine();
            }

            List("neuron", NeuronCatalog.All);
            terminal.Out.WriteLine();
            List("synapse", SynapseCatalog.All);
        });
        return command;

        void List(string kind, IEnumerable<ICatalogEntry> models) =>
            terminal.Table([kind, "what it does", "paper"], models.Select(m => (string[])[m.Name, m.Description, m.Source]));
    }
}
