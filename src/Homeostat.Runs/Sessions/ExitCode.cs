namespace Homeostat.Runs;

/// <summary>The exit codes of commands that run something.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for was done.</summary>
    public const int Success = 0;

    /// <summary>Something is wrong that the user can mend: a file, a setting, the network.</summary>
    public const int UserError = 1;

    /// <summary>A request to stop was followed: 128 + 2, as after Ctrl-C.</summary>
    public const int Interrupted = 130;
}
