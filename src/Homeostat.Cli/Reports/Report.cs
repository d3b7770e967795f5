namespace Homeostat.Cli;

/// <summary>How a run tells what it does: to a person who watches, as plain lines, or as JSON.</summary>
internal abstract class Report
{
    public static Report For(Terminal terminal, bool json) =>
        json ? new JsonReport(terminal.Out) : terminal.IsInteractive ? new LiveReport(terminal) : new PlainReport(terminal);

    /// <summary>A sentence for a person.</summary>
    public abstract void Say(string line);

    /// <summary>Something happened.</summary>
    public abstract void Tell(RunEvent happened);

    /// <summary>A stretch of learning, with a count of batches known beforehand.</summary>
    public abstract void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body);

    /// <summary>A stretch of biological time, in seconds, of which some has been simulated before.</summary>
    public abstract void Simulation(string name, double seconds, double done, Action body);

    /// <summary>A life that is watched.</summary>
    public abstract void Life(string who, long steps, Action body);

    /// <summary>Whether to tell how it stands with a life at an age.</summary>
    public abstract bool IsDue(long age, long steps);

    /// <summary>Many lives.</summary>
    public abstract void Cohort(string group, int lives, Action body);

    /// <summary>How far a download has come.</summary>
    public abstract void Download(DownloadProgress progress);
}

/// <summary>One JSON object a line and nothing else.</summary>
internal sealed class JsonReport(TextWriter output) : Report
{
    public override void Say(string line)
    {
    }

    public override void Tell(RunEvent happened) => output.Write(RunFolder.Line(happened));

    public override void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body) => body();

    public override void Simulation(string name, double seconds, double done, Action body) => body();

    public override void Life(string who, long steps, Action body) => body();

    public override bool IsDue(long age, long steps) => age % Math.Max(1, steps / 100) == 0;

    public override void Cohort(string group, int lives, Action body) => body();

    public override void Download(DownloadProgress progress)
    {
    }
}
