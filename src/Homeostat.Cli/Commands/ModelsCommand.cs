using System.CommandLine;

namespace Homeostat.Cli;

/// <summary><c>homeostat models</c>: the models that can be asked for by name.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new ExampleCommand(
            "models", "Lists the ready-made models.", "homeostat models", "homeostat learn --model ipc", "homeostat inspect ipc --stage equations");
        command.SetAction(_ => terminal.Table(
            ["model", "what it does", "paper"],
            ModelCatalog.Models.Select(m => (string[])[m.Name, m.Description, m.Source])));
        return command;
    }
}
