using Spectre.Console;

namespace Homeostat.Cli;

/// <summary>A report for a terminal: a progress bar, with results that scroll up above it.</summary>
internal sealed class LiveReport(Terminal terminal) : Report
{
    private (int Epochs, int Batches) _stage;
    private ProgressTask? _bar;
    private double? _accuracy;
    private LifeView? _life;

    public override void Say(string line) => terminal.Out.WriteLine(line);

    public override void Tell(RunEvent happened)
    {
        switch (happened)
        {
            case BatchLearned e when _bar is not null:
                _bar.Value = e.BatchesDone;
                _bar.Description = Markup.Escape(Words.Short(e, _stage.Epochs, _stage.Batches, _accuracy));
                break;
            case Tested e:
                _accuracy = e.Accuracy;
                terminal.Console.MarkupLineInterpolated($"{Words.Of(e, _stage.Epochs)}");
                break;
            case Advanced e when _bar is not null:
                _bar.Value = e.Time;
                _bar.Description = Markup.Escape(Words.Of(e));
                break;
            case Lived e:
                _life?.Show(e);
                break;
            case Happened e:
                _life?.Note(e);
                break;
            case Ended { Energy: null } when _bar is not null:
                _bar.Increment(1);
                break;
            default:
                Results.Show(terminal, happened);
                break;
        }
    }

    public override void Stage(string name, int epochs, int batchesPerEpoch, long batchesDone, Action body)
    {
        (_stage, _accuracy) = ((epochs, batchesPerEpoch), null);
        Bar(name, Math.Max(1, (double)epochs * batchesPerEpoch), batchesDone, body);
    }

    public override void Simulation(string name, double seconds, double done, Action body) => Bar(name, seconds, done, body);

    public override void Life(string who, long steps, Action body)
    {
        _life = new LifeView(who, steps);
        terminal.Console.Live(_life.Drawn).Start(context =>
        {
            _life.Changed = context.UpdateTarget;
            body();
        });
        _life = null;
    }

    public override bool IsDue(long age, long steps) => _life?.IsDue ?? false;

    public override void Cohort(string group, int lives, Action body) => Bar(group, lives, 0, body);

    public override void Download(DownloadProgress progress)
    {
        terminal.Out.Write($"\rdownloading {progress.File} {progress.Received / 1e6:0.0} of {progress.Total / 1e6:0.0} MB");
        if (progress.Received >= progress.Total)
        {
            terminal.Out.WriteLine();
        }
    }

    private void Bar(string name, double all, double done, Action body) => terminal.Console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 8 }, new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            _bar = context.AddTask(Markup.Escape(name), maxValue: all);
            _bar.Value = done;
            body();
            _bar = null;
        });
}
