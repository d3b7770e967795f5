using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The <c>homeostat</c> command.</summary>
public static class CommandLine
{
    /// <summary>The exit code of a command that did what was asked.</summary>
    public const int Success = ExitCode.Success;

    /// <summary>The exit code for what the user can mend: a file, a setting, the network.</summary>
    public const int UserError = ExitCode.UserError;

    /// <summary>The exit code of a command line that could not be understood.</summary>
    public const int UsageError = 2;

    /// <summary>The exit code for an error of the program itself.</summary>
    public const int InternalError = 70;

    /// <summary>The exit code of a command whose terminal hung up (SIGHUP): 128 + 1.</summary>
    public const int HungUp = 129;

    /// <summary>The exit code of a command stopped by Ctrl-C (SIGINT): 128 + 2.</summary>
    public const int Interrupted = ExitCode.Interrupted;

    /// <summary>The exit code of a command stopped by SIGTERM, as <c>kill</c> and batch systems send it: 128 + 15.</summary>
    public const int Terminated = 143;

    /// <summary>The commands by their names, in the order in which the help lists them.</summary>
    internal static IReadOnlyList<(string Name, Func<Terminal, Command> Create)> Commands { get; } =
    [
        ("learn", LearnCommand.Create),
        ("predict", PredictCommand.Create),
        ("transplant", TransplantCommand.Create),
        ("compare-learners", CompareLearnersCommand.Create),
        ("compare-dreamers", CompareDreamersCommand.Create),
        ("search-learners", SearchLearnersCommand.Create),
        ("sweep", SweepCommand.Create),
        ("reproduce", ReproduceCommand.Create),
        ("recall", RecallCommand.Create),
        ("dream", DreamCommand.Create),
        ("simulate", SimulateCommand.Create),
        ("convert", ConvertCommand.Create),
        ("translate", TranslateCommand.Create),
        ("live", LiveCommand.Create),
        ("studio", StudioCommand.Create),
        ("replay", ReplayCommand.Create),
        ("resume", ResumeCommand.Create),
        ("show", ShowCommand.Create),
        ("runs", RunsCommand.Create),
        ("compare", CompareCommand.Create),
        ("tag", TagCommand.Create),
        ("note", NoteCommand.Create),
        ("export", ExportCommand.Create),
        ("inspect", InspectCommand.Create),
        ("ledger", LedgerCommand.Create),
        ("brain-against-gpt", BrainAgainstGptCommand.Create),
        ("models", ModelsCommand.Create),
        ("data", DataCommand.Create),
    ];

    /// <summary>Carries out a command.</summary>
    /// <param name="args">The words after <c>homeostat</c>.</param>
    /// <param name="stdout">The writer of what the user asked for.</param>
    /// <param name="stderr">The writer of what went wrong.</param>
    /// <param name="isTerminal">Whether a person watches <paramref name="stdout"/>: progress is then redrawn in place.</param>
    /// <param name="stop">A request for an orderly end: the state is saved between two batches.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, bool isTerminal = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(stdout);
        ArgumentNullException.ThrowIfNull(stderr);
        using var output = new GuardedWriter(stdout);
        using var errors = new GuardedWriter(stderr);
        var culture = CultureInfo.CurrentCulture;
        int code;
        try
        {
            // Numbers are typed, told and written the same everywhere.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            code = Run(args, new Terminal(output, isTerminal, stop), errors);
            output.Flush();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        if (output.Failure is { } failure)
        {
            errors.WriteLine(
                $"homeostat: standard output could not be written: {failure.Message.TrimEnd('.')}. The command went on without it; make room, or choose another output.");
            return code == Success ? UserError : code;
        }

        return code;
    }

    private static int Run(IReadOnlyList<string> args, Terminal terminal, GuardedWriter errors)
    {
        var (output, stop) = (terminal.Out, terminal.Stop);
        try
        {
            // Files are folders and data here, never lists of further options.
            var parsed = Root(terminal, args.Count > 0 ? args[0] : null).Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not HelpWithExamples && UsageErrors.Of(parsed) is { Count: > 0 } wrong)
            {
                foreach (var line in wrong)
                {
                    errors.WriteLine($"homeostat: {line}");
                }

                errors.WriteLine($"Try: {HelpWithExamples.PathOf(parsed.CommandResult)} --help");
                return UsageError;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (HomeostatException e)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            errors.WriteLine("homeostat: stopped.");
            return Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"a file or folder could not be used: {e.Message.TrimEnd('.')}. Check that it is there, that you may read and write it, and that the disk has room.");
        }
        catch (OutOfMemoryException)
        {
            return Fail("the memory of this machine is not enough for what was asked. Use fewer images, smaller layers or a smaller batch.");
        }
        catch (Exception e)
        {
            errors.WriteLine($"homeostat: an error of Homeostat itself, not of yours: {e.Message}");
            errors.WriteLine("Please report it with the command you gave, the version (homeostat --version) and these lines:");
            errors.WriteLine(e.ToString());
            return InternalError;
        }

        int Fail(string message)
        {
            errors.WriteLine($"homeostat: {message}");
            return UserError;
        }
    }

    // To make all commands takes longer than many a command does: where one is named, only that one is made.
    private static RootCommand Root(Terminal terminal, string? first)
    {
        var root = new RootCommand("Homeostat: circuits of differential equations that fire, learn by local rules, and keep themselves alive.");
        (string Name, Func<Terminal, Command> Create)[] named = [.. Commands.Where(command => command.Name == first)];
        foreach (var command in named.Length > 0 ? named : Commands)
        {
            root.Add(command.Create(terminal));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
