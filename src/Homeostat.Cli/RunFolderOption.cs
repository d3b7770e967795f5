using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The option for the folder of a run, which has the same two names in every command that makes one.</summary>
internal static class RunFolderOption
{
    /// <param name="name">The name that the folder has unless it is given.</param>
    public static Option<string?> Named(string name) => new("--run", "--out") { Description = $"Folder of the run; {name} unless given", HelpName = "FOLDER" };
}
