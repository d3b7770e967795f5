using System.Runtime.ExceptionServices;

namespace Homeostat.Substrates;

/// <summary>
/// Carries out plans on threads. The batch is cut into blocks of rows, small enough to stay in a core's cache and distributed evenly
/// among threads; the result of a row does not depend on its block, so the cut may depend on the number of threads.
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
    private readonly Barrier _barrier;
    private int _steps;
    private Exception? _failure;
    private RowProgram _program = null!;
    private WholeCall _call = null!;
    private int _samples;
    private int _blocks;
    private long _step;
    private long _run;
    private LoopPosition _position;

    /// <param name="workers">The threads.</param>
    /// <param name="slices">The number of slices into which the units of a single sample are cut.</param>
    public Executor(Workers workers, int slices)
    {
        (_workers, _slices) = (workers, slices);
        _contexts = [.. Enumerable.Range(0, workers.Count).Select(i => new BlockContext { Slices = slices, EndSlice = slices, Worker = i })];
        _barrier = new Barrier(slices);
        _runSlice = RunSlice;
        _runBlock = RunBlock;
        _runTask = RunTask;
    }

    /// <summary>Carries out the items of a plan.</summary>
    /// <param name="items">The items.</param>
    /// <param name="samples">The number of samples of the batch to process.</param>
    /// <param name="step">The number of time steps taken before.</param>
    /// <param name="run">The number of plans run before.</param>
    /// <param name="steps">The number of time steps of the plan's loop; 0 for the number in the plan.</param>
    public void Run(PlanItem[] items, int samples, long step, long run, int steps = 0)
    {
        (_samples, _step, _run, _steps) = (samples, step, run, steps);
        _position = default;
        Run(items);
    }

    private void Run(PlanItem[] items)
    {
        foreach (var item in items)
        {
            switch (item)
            {
                case RowProgram program: Run(program); break;
                case WholeItem whole: Run(whole.Call); break;
                case ItemLoop loop: Run(loop); break;
            }
        }
    }

    private void Run(ItemLoop loop)
    {
        var areSteps = loop.Kind == LoopKind.Steps;
        var count = areSteps && _steps > 0 ? _steps : loop.Count;
        for (var round = 0; round < count; round++)
        {
            _position = areSteps ? _position : _position.Enter(loop.Kind, round);
            Run(loop.Bodies[Math.Min(round, loop.Bodies.Length - 1)]);
            _step += areSteps ? 1 : 0;
        }
    }

    private void Run(WholeCall call)
    {
        _call = call;
        call.Begin(new PlanMoment(_step, _run, _position.Round));
        var tasks = call.Tasks(_samples);
        if (tasks > 0)
        {
            _workers.Run(_runTask, tasks);
            call.Finish(_samples);
        }
    }

    private void Run(RowProgram program)
    {
        _program = program;
        var (start, steps) = (_step, _steps);

        // Only a program with a loop over time steps uses the number of steps of the run.
        _steps = program.Steps > 0 ? _steps : 0;
        if (_slices > 1)
        {
            RunSliced();
        }
        else
        {
            _blocks = Math.Min(_samples, (_samples + (LargestBlock * _workers.Count) - 1) / (LargestBlock * _workers.Count) * _workers.Count);
            _workers.Run(_runBlock, _blocks);
        }

        _step = start + (_steps > 0 ? _steps : program.Steps);
        _steps = steps;
        _position = _position with { Round = _position.Round + program.Rounds };
    }

    private void RunBlock(int task, int worker)
    {
        var block = _contexts[worker];
        block.FirstRow = (int)((long)_samples * task / _blocks);
        block.Rows = (int)((long)_samples * (task + 1) / _blocks) - block.FirstRow;
        Begin(block);
        foreach (var item in _program.ItemArray)
        {
            item.Run(block);
        }
    }

    // With a single sample, each thread takes its slice of the units through all steps.
    private void RunSliced()
    {
        if (_workers.IsBusyHere)
        {
            RunAlone();
            return;
        }

        if (_steps == 0)
        {
            // A schedule with a number of steps of its own is carried out as a whole.
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
        (all.FirstSlice, all.EndSlice, all.Barrier) = (0, _slices, null);
        RunContext(all);
    }

    private void RunTogether()
    {
        _barrier.Reset();
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
        (block.FirstSlice, block.EndSlice, block.Barrier) = (slice, slice + 1, _barrier);
        try
        {
            RunContext(block);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _barrier.Break();
        }
        catch (OperationCanceledException)
        {
            // The thread that failed reports the error.
        }
    }

    private void RunContext(BlockContext block)
    {
        (block.FirstRow, block.Rows) = (0, _samples);
        Begin(block);
        foreach (var item in _program.ItemArray)
        {
            item.Run(block);
        }
    }

    private void Begin(BlockContext block)
    {
        (block.Step, block.Steps, block.Run) = (_step, _steps, _run);
        block.Position = _position;
    }

    private void RunTask(int task, int worker) => _call.Run(task, _samples, worker);
}
