using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The <c>homeostat</c> command.</summary>
public static class CommandLine
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Something the user can mend: a file, a setting, the network.</summary>
    public const int UserError = 1;

    /// <summary>The command line could not be understood.</summary>
    public const int UsageError = 2;

    /// <summary>An error of the program itself.</summary>
    public const int InternalError = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Carries out a command.</summary>
    /// <param name="args">The words after <c>homeostat</c>.</param>
    /// <param name="stdout">What the user asked for goes here.</param>
    /// <param name="stderr">What went wrong goes here.</param>
    /// <param name="isTerminal">Whether a person watches <paramref name="stdout"/>: progress is then redrawn in place.</param>
    /// <param name="stop">Asks for an orderly end: the state is saved between two batches.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, bool isTerminal = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(stdout);
        ArgumentNullException.ThrowIfNull(stderr);

        // Numbers are read and written as in code, 0.1, on every machine.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var parsed = Root(new Terminal(stdout, isTerminal, stop)).Parse(args.Count == 0 ? ["--help"] : args);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
            {
                foreach (var error in parsed.Errors)
                {
                    stderr.WriteLine($"homeostat: {error.Message}");
                }

                stderr.WriteLine($"Try: {HelpWithExamples.PathOf(parsed.CommandResult)} --help");
                return UsageError;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = stdout,
                Error = stderr,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (HomeostatException e)
        {
            stderr.WriteLine($"homeostat: {e.Message}");
            return UserError;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            stderr.WriteLine("homeostat: stopped.");
            return Interrupted;
        }
        catch (Exception e)
        {
            stderr.WriteLine($"homeostat: an error of Homeostat itself, not of yours: {e.Message}");
            stderr.WriteLine("Please report it with the command you gave, the version (homeostat --version) and these lines:");
            stderr.WriteLine(e);
            return InternalError;
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Homeostat: circuits of differential equations that fire, learn by local rules, and keep themselves alive.")
        {
            LearnCommand.Create(terminal),
            SimulateCommand.Create(terminal),
            LiveCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            ResumeCommand.Create(terminal),
            ShowCommand.Create(terminal),
            InspectCommand.Create(terminal),
            ModelsCommand.Create(terminal),
            DataCommand.Create(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
