using Homeostat.Kernels;

namespace Homeostat.Circuits;

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
    private RowProgram _program = null!;
    private WholeCall _call = null!;
    private int _samples;
    private int _blocks;
    private long _step;

    public Executor(Workers workers)
    {
        _workers = workers;
        _contexts = [.. Enumerable.Range(0, workers.Count).Select(_ => new BlockContext())];
        _runBlock = RunBlock;
        _runTask = RunTask;
    }

    public void Run(Plan plan, int samples, long step)
    {
        _samples = samples;
        foreach (var item in plan.ItemArray)
        {
            if (item is RowProgram program)
            {
                _program = program;
                _step = step + program.FirstStep;
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
        block.Step = _step;
        foreach (var item in _program.ItemArray)
        {
            item.Run(block);
        }
    }

    private void RunTask(int task, int worker) => _call.Run(task, _samples);
}
