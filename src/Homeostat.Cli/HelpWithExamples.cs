using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Homeostat.Cli;

/// <summary>A command whose help ends in examples.</summary>
internal sealed class ExampleCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines, each ready to be pasted; the comment after # says what it does.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>Help that ends in examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] Start =
    [
        "homeostat learn                       # train on drawn digits, about a minute, no download",
        "homeostat learn --data mnist          # train on MNIST",
        "homeostat simulate cuba               # simulate a published network of spiking neurons",
        "homeostat live thermostat             # watch a mortal keep itself alive",
        "homeostat inspect pc --stage equations",
        "homeostat learn --help                # options and more examples of a command",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {example}");
        }

        return result;
    }

    /// <summary>The words that name a command, such as <c>homeostat data get</c>.</summary>
    public static string PathOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathOf(parent)} {command.Command.Name}"
        : "homeostat";

    private static IEnumerable<string> Examples(Command command) => command switch
    {
        ExampleCommand example => example.Examples,
        RootCommand => Start,
        _ => command.Subcommands.SelectMany(Examples),
    };
}
