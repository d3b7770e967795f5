using System.Runtime.ExceptionServices;

namespace Homeostat.Substrates;

/// <summary>
/// Carries plans out on threads. The batch is cut into blocks of rows, small enough to stay in a core's cache and equal
/// among threads; a row's result does not depend on the block it is in, so the cut may depend on the number of threads.
/// </summary>
internal sealed class Executor
{
    private const int LargestBlock = 64;

    private readonly Workers _workers;
    private readonly BlockContext[] _contexts;
    private readonly WorkItem _runBlock;
    private readonly WorkItem _runTask;
    private readonly WorkItem _runSlice;
    private readonly int _slices;
    private readonly Meeting _meeting;
    private int _steps;
    private Exception? _failure;
    private RowProgram _program = null!;
    private WholeCall _call = null!;
    private int _samples;
    private int _blocks;
    private long _step;

    /// <param name="workers">The threads.</param>
    /// <param name="slices">Into how many slices the units of a single sample are cut.</param>
    public Executor(Workers workers, int slices)
    {
        (_workers, _slices) = (workers, slices);
        _contexts = [.. Enumerable.Range(0, workers.Count).Select(i => new BlockContext { Slices = slices, EndSlice = slices, Worker = i })];
        _meeting = new Meeting(slices);
        _runSlice = RunSlice;
        _runBlock = RunBlock;
        _runTask = RunTask;
    }

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="samples">Samples of the batch to treat.</param>
    /// <param name="step">Steps taken before.</param>
    /// <param name="steps">How many steps its loop takes; 0 for as many as the plan says.</param>
    public void Run(Plan plan, int samples, long step, int steps = 0)
    {
        (_samples, _steps) = (samples, steps);
        foreach (var item in plan.ItemArray)
        {
            if (item is RowProgram program)
            {
                _program = program;
                _step = step + program.FirstStep;
                if (_slices > 1)
                {
                    RunSliced();
                    continue;
                }

                _blocks = Math.Min(samples, (samples + (LargestBlock * _workers.Count) - 1) / (LargestBlock * _workers.Count) * _workers.Count);
                _workers.Run(_runBlock, _blocks);
            }
            else
            {
                _call = ((WholeItem)item).Call;
                var tasks = _call.Tasks(samples);
                if (tasks > 0)
                {
                    _workers.Run(_runTask, tasks);
                    _call.Finish(samples);
                }
            }
        }
    }

    private void RunBlock(int task, int worker)
    {
        var block = _contexts[worker];
        block.FirstRow = (int)((long)_samples * task / _blocks);
        block.Rows = (int)((long)_samples * (task + 1) / _blocks) - block.FirstRow;
        (block.Step, block.Steps) = (_step, _steps);
        foreach (var item in _program.ItemArray)
        {
            item.Run(block);
        }
    }

    // A single sample: each thread takes its slice of the units through all steps.
    private void RunSliced()
    {
        if (_workers.IsBusyHere)
        {
            RunAlone();
            return;
        }

        if (_steps == 0)
        {
            // A schedule of its own length is carried out as a whole.
            Paced(_program.Pace.Next(_program.Steps).Together, _program.Steps);
            return;
        }

        var all = _steps;
        for (var done = 0; done < all; done += _steps)
        {
            (var together, _steps) = _program.Pace.Next(all - done);
            Paced(together, _steps);
            _step += _steps;
        }

        _steps = all;
    }

    private void Paced(bool together, int steps)
    {
        var start = Pace.Now();
        if (together)
        {
            RunTogether();
        }
        else
        {
            RunAlone();
        }

        _program.Pace.Took(together, steps, Pace.Now() - start);
    }

    private void RunAlone()
    {
        var all = _contexts[0];
        (all.FirstSlice, all.EndSlice, all.Meeting) = (0, _slices, null);
        RunContext(all);
    }

    private void RunTogether()
    {
        _meeting.Reset();
        _failure = null;
        _workers.Run(_runSlice, _slices);
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void RunSlice(int slice, int worker)
    {
        var block = _contexts[slice];
        (block.FirstSlice, block.EndSlice, block.Meeting) = (slice, slice + 1, _meeting);
        try
        {
            RunContext(block);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _meeting.Break();
        }
        catch (OperationCanceledException)
        {
            // The thread that failed says why.
        }
    }

    private void RunContext(BlockContext block)
    {
        (block.FirstRow, block.Rows, block.Step, block.Steps) = (0, _samples, _step, _steps);
        foreach (var item in _program.ItemArray)
        {
            item.Run(block);
        }
    }

    private void RunTask(int task, int worker) => _call.Run(task, _samples);
}
