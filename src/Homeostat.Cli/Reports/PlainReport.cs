using System.Diagnostics;

namespace Homeostat.Cli;

/// <summary>A report for files, pipes and logs: one plain line an epoch, and one every five seconds when an epoch is long.</summary>
internal sealed class PlainReport(Terminal terminal) : Report
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private (int Epochs, int Batches) _stage;
    private long _last;
    private double? _accuracy;
    private string _file = "";
    private (string Name, int Lives, int Over) _cohort = ("", 0, 0);

    private bool IsTime => _last == 0 || Stopwatch.GetElapsedTime(_last) > Between;

    public override void Say(string line) => terminal.Out.WriteLine(line);

    public override void Tell(RunEvent happened)
    {
        switch (happened)
        {
            case BatchLearned e when IsTime:
                terminal.Out.WriteLine($"{e.Model}: {Words.Of(e, _stage.Epochs, _stage.Batches, _accuracy)}");
                _last = Stopwatch.GetTimestamp();
                break;
            case Advanced e when IsTime || e.Time >= e.Until:
                terminal.Out.WriteLine($"{e.Network}: {Words.Of(e)}");
                _last = Stopwatch.GetTimestamp();
                break;
            case Tested e:
                _accuracy = e.Accuracy;
                terminal.Out.WriteLine(Words.Of(e, _stage.Epochs));
                _last = Stopwatch.GetTimestamp();
                break;
            case Lived e:
                terminal.Out.WriteLine(LifeWords.Of(e));
                break;
            case Happened e when e.Kind != "viability":
                terminal.Out.WriteLine($"{e.Age,7}  {e.Text}");
                break;
            case Ended { Energy: null } e:
                _cohort.Over++;
                if (IsTime || _cohort.Over == _cohort.Lives)
                {
                    terminal.Out.WriteLine($"{_cohort.Name}: {_cohort.Over} of {_cohort.Lives} lives");
                    _last = Stopwatch.GetTimestamp();
                }

                break;
            default:
                Results.Show(terminal, happened);
                break;
        }
    }

    public override void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body)
    {
        (_stage, _last, _accuracy) = ((epochs, batchesPerEpoch), 0, null);
        body();
    }

    public override void Simulation(string name, double seconds, double done, Action body)
    {
        _last = 0;
        body();
    }

    public override void Life(string who, long steps, Action body) => body();

    public override bool IsDue(long age, long steps) => age % Math.Max(1, steps / 20) == 0;

    public override void Cohort(string group, int lives, Action body)
    {
        (_cohort, _last) = ((group, lives, 0), Stopwatch.GetTimestamp());
        body();
    }

    public override void Download(DownloadProgress progress)
    {
        if (progress.File != _file)
        {
            _file = progress.File;
            terminal.Out.WriteLine($"downloading {progress.File} ({progress.Total / 1e6:0.0} MB) from {progress.Source.Host}");
        }
    }
}
