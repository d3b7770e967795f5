using CsCheck;

namespace Homeostat.Tests.Substrates;

public class WorkersTests
{
    [Fact]
    public void Every_task_is_done_once_by_a_worker_of_the_team() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 200]).Sample(
            (count, tasks) =>
            {
                using var workers = new Workers(count);
                var done = new int[tasks];
                var outside = 0;
                workers.Run(
                    (task, worker) =>
                    {
                        Interlocked.Increment(ref done[task]);
                        if (worker < 0 || worker >= count)
                        {
                            Interlocked.Increment(ref outside);
                        }
                    },
                    tasks);
                Assert.All(done, times => Assert.Equal(1, times));
                Assert.Equal(0, outside);
            },
            iter: 100,
            threads: 1);

    [Fact]
    public void A_worker_does_one_task_at_a_time()
    {
        using var workers = new Workers(4);
        var busy = new int[4];
        var clashes = 0;
        WorkItem job = (_, worker) =>
        {
            if (Interlocked.Exchange(ref busy[worker], 1) != 0)
            {
                Interlocked.Increment(ref clashes);
            }

            Thread.SpinWait(20);
            Volatile.Write(ref busy[worker], 0);
        };
        Parallel.For(0, 4, _ =>
        {
            for (var run = 0; run < 200; run++)
            {
                workers.Run(job, 7);
            }
        });
        Assert.Equal(0, clashes);
    }

    [Fact]
    public void Jobs_back_to_back_and_after_sleep_lose_nothing()
    {
        using var workers = new Workers(3);
        var sum = 0L;
        WorkItem job = (task, _) => Interlocked.Add(ref sum, task + 1);
        var expected = 0L;
        for (var run = 0; run < 20_000; run++)
        {
            var tasks = run % 9;
            workers.Run(job, tasks);
            expected += tasks * (tasks + 1) / 2;
            Assert.Equal(expected, Volatile.Read(ref sum));
            if (run % 4000 == 0)
            {
                Thread.Sleep(2);
            }
        }
    }

    [Fact]
    public void The_first_exception_reaches_the_caller_and_the_team_works_on()
    {
        using var workers = new Workers(3);
        for (var run = 0; run < 50; run++)
        {
            var running = 0;
            var error = Assert.Throws<InvalidOperationException>(() => workers.Run(
                (task, _) =>
                {
                    Interlocked.Increment(ref running);
                    try
                    {
                        if (task >= 5)
                        {
                            throw new InvalidOperationException($"task {task}");
                        }
                    }
                    finally
                    {
                        Interlocked.Decrement(ref running);
                    }
                },
                40));
            Assert.StartsWith("task ", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, running);
            var done = 0;
            workers.Run((_, _) => Interlocked.Increment(ref done), 10);
            Assert.Equal(10, done);
        }
    }

    [Fact]
    public void A_run_within_a_task_stays_on_its_worker()
    {
        using var workers = new Workers(3);
        var (inner, moved) = (0, 0);
        workers.Run(
            (_, worker) => workers.Run(
                (_, innerWorker) =>
                {
                    Interlocked.Increment(ref inner);
                    if (innerWorker != worker)
                    {
                        Interlocked.Increment(ref moved);
                    }
                },
                4),
            5);
        Assert.Equal(20, inner);
        Assert.Equal(0, moved);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var workers = new Workers(2);
        WorkItem job = static (_, _) => Thread.SpinWait(10);
        for (var run = 0; run < 100; run++)
        {
            workers.Run(job, 8);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 1000; run++)
        {
            workers.Run(job, 8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_disposed_team_says_so()
    {
        var workers = new Workers(2);
        workers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => workers.Run((_, _) => { }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(0));
    }
}
