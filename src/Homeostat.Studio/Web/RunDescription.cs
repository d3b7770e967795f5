namespace Homeostat.Studio.Web;

/// <summary>A run as pages show it: everything is text.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Kind">The command that it is of, such as <c>learn</c>.</param>
/// <param name="Title">The title.</param>
/// <param name="Started">The time at which it began.</param>
/// <param name="State">Whether it runs, is done, was stopped or is damaged.</param>
/// <param name="Fault">What is wrong with a damaged run; null for an intact one.</param>
/// <param name="Settings">The settings by the names of their options.</param>
/// <param name="Results">The results by their names.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Note">The user's note; null if there is none.</param>
/// <param name="Pictures">The names of the files of its pictures.</param>
internal sealed record RunDescription(
    string Name, string Kind, string Title, DateTime Started, RunState State, string? Fault, IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Results, IReadOnlyList<string> Tags, string? Note, IReadOnlyList<string> Pictures)
{
    /// <summary>The description of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pictures">The names of the files of its pictures.</param>
    public static RunDescription Of(RunRecord run, IEnumerable<string> pictures) => new(
        run.Name, run.Kind, run.Title, run.Started, run.State, run.Fault, run.Settings.ToDictionary(s => s.Key, s => s.Value.Text),
        run.Results.ToDictionary(r => r.Key, r => RunResults.Text(r.Key, r.Value)), run.Tags, run.Note, [.. pictures]);
}
