namespace Homeostat.Runs;

/// <summary>The report of a run: redrawn on a terminal, as plain lines, or as JSON.</summary>
internal abstract class Report
{
    /// <summary>Writes a sentence for a person; nothing in JSON.</summary>
    public abstract void Say(string line);

    /// <summary>Reports an event.</summary>
    public abstract void Tell(RunEvent happened);

    /// <summary>Reports on training while <paramref name="body"/> does it; the number of batches is known beforehand.</summary>
    public abstract void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body);

    /// <summary>Reports on a simulation while <paramref name="body"/> runs it; times are biological, in seconds, and some may have been simulated before.</summary>
    public abstract void Simulation(string name, double seconds, double done, Action body);

    /// <summary>Reports on a single life while <paramref name="body"/> lives it.</summary>
    public abstract void Life(string who, long steps, Action body);

    /// <summary>Whether the state of a life is to be reported at an age, in steps.</summary>
    public abstract bool IsDue(long age, long steps);

    /// <summary>Reports on many lives while <paramref name="body"/> lives them.</summary>
    public abstract void Cohort(string group, int lives, Action body);

    /// <summary>Reports how much of a download has arrived.</summary>
    public abstract void Download(DownloadProgress progress);
}

/// <summary>A report that tells nobody.</summary>
internal class SilentReport : Report
{
    public override void Say(string line)
    {
    }

    public override void Tell(RunEvent happened)
    {
    }

    public override void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body) => body();

    public override void Simulation(string name, double seconds, double done, Action body) => body();

    public override void Life(string who, long steps, Action body) => body();

    public override bool IsDue(long age, long steps) => false;

    public override void Cohort(string group, int lives, Action body) => body();

    public override void Download(DownloadProgress progress)
    {
    }
}

/// <summary>A report of one JSON object a line and nothing else.</summary>
internal sealed class JsonReport(TextWriter output) : SilentReport
{
    public override void Tell(RunEvent happened) => output.Write(RunFolder.Line(happened));

    public override bool IsDue(long age, long steps) => age % Math.Max(1, steps / 100) == 0;
}
