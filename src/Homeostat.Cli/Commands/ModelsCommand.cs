using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat models</c>: lists the models that have a name.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExampleCommand(
            "models",
            "Lists the ready-made learners, neurons and synapses.",
            "homeostat models",
            "homeostat learn --model ipc",
            "homeostat inspect ipc --stage equations");
        command.SetAction(_ =>
        {
            List("learner", ModelCatalog.All);
            terminal.Out.WriteLine();
            List("neuron", NeuronCatalog.All);
            terminal.Out.WriteLine();
            List("synapse", SynapseCatalog.All);
        });
        return command;

        void List(string kind, IEnumerable<ICatalogEntry> models) =>
            terminal.Table([kind, "what it does", "paper"], models.Select(m => (string[])[m.Name, m.Description, m.Source]));
    }
}
