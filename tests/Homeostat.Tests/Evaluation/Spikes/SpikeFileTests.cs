using CsCheck;

namespace Homeostat.Tests.Evaluation.Spikes;

public sealed class SpikeFileTests : IDisposable
{
    private const double Step = 1e-4;
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Spikes_come_back_as_they_were() => Recordings.Sample(recording =>
    {
        var path = Next();
        using (var file = SpikeFile.Create(path, recording.Units, Step, recording.Start))
        {
            foreach (var (step, units) in recording.Steps)
            {
                file.Add(step, units);
            }

            Assert.Equal(recording.Steps.Sum(s => s.Units.Length), file.Count);
            file.Complete(recording.End);
        }

        Same(recording, SpikeFile.Read(path));
    }, iter: 50);

    [Fact]
    public void A_recording_that_broke_off_is_read_up_to_its_last_whole_block()
    {
        // Three blocks of two spikes each.
        var path = Next();
        using (var file = SpikeFile.Create(path, 10, Step))
        {
            for (var step = 1; step <= 3; step++)
            {
                file.Add(step, [step, step + 1]);
                file.Flush();
                Assert.Equal(2 * step, SpikeFile.Read(path).Count);
            }
        }

        var bytes = File.ReadAllBytes(path);
        var size = (bytes.Length - SpikeFileHeader.Size) / 3;
        Assert.Equal(4 * Step, SpikeFile.Read(path).End);
        for (var length = SpikeFileHeader.Size; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal((length - SpikeFileHeader.Size) / size * 2, SpikeFile.Read(path).Count);
        }

        // As a machine may leave it whose power failed: room was made, nothing written into it.
        File.WriteAllBytes(path, [.. bytes, .. new byte[5000]]);
        Assert.Equal(6, SpikeFile.Read(path).Count);
    }

    [Fact]
    public void A_resumed_recording_is_the_one_that_never_stopped() => Gen.Select(Recordings, Gen.Double[0, 1]).Sample((recording, part) =>
    {
        var path = Next();
        var from = recording.Start + (long)(part * (recording.End - recording.Start));
        using (var file = SpikeFile.Create(path, recording.Units, Step, recording.Start))
        {
            foreach (var (step, units) in recording.Steps)
            {
                file.Add(step, units);
                if (step % 7 == 0)
                {
                    file.Flush();
                }
            }

            if (recording.Units % 2 == 0)
            {
                file.Complete(recording.End);
            }
        }

        using (var file = SpikeFile.Append(path, recording.Units, Step, from))
        {
            Assert.Equal(recording.Steps.Where(s => s.Step < from).Sum(s => s.Units.Length), file.Count);
            foreach (var (step, units) in recording.Steps.Where(s => s.Step >= from))
            {
                file.Add(step, units);
            }

            file.Complete(recording.End);
        }

        Same(recording, SpikeFile.Read(path));
    }, iter: 50);

    [Fact]
    public void Part_of_a_recording_is_what_a_part_of_all_is()
    {
        var path = Next();
        var random = new RandomStream(8);
        using (var file = SpikeFile.Create(path, 1000, Step))
        {
            for (var step = 0; step < 10_000; step++)
            {
                file.Add(step, [.. Enumerable.Range(0, 10).Select(_ => random.NextInt(1000))]);
            }

            file.Complete(10_000);
        }

        var all = SpikeFile.Read(path);
        Assert.Equal((100_000, 1.0), (all.Count, all.End));
        Assert.InRange(new FileInfo(path).Length, 100_000, 400_000);
        foreach (var (from, to) in new[] { (.25, .5), (0, .00015), (.9999, 1) })
        {
            var (part, expected) = (SpikeFile.Read(path, from, to), all.Between(from, to));
            Assert.Equal((expected.Start, expected.End), (part.Start, part.End));
            Assert.Equal(expected.Times.ToArray(), part.Times.ToArray());
            Assert.Equal(expected.Unit.ToArray(), part.Unit.ToArray());
        }

        Assert.Contains("nothing was recorded", Assert.Throws<HomeostatException>(() => SpikeFile.Read(path, 2, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_spikes_takes_no_memory()
    {
        using var file = SpikeFile.Create(Next(), 1000, Step);
        int[] units = [.. Enumerable.Range(0, 1000)];

        // What is done for the first time, writing a block too, may take some.
        Fill(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(500);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill(long from)
        {
            for (var step = from; step < from + 500; step++)
            {
                file.Add(step, units);
            }
        }
    }

    [Fact]
    public void Every_changed_byte_of_a_complete_recording_is_noticed()
    {
        var path = Next();
        using (var file = SpikeFile.Create(path, 300, Step))
        {
            for (var step = 0; step < 40; step++)
            {
                file.Add(step, [step, 299 - step]);
                if (step % 10 == 0)
                {
                    file.Flush();
                }
            }

            file.Complete(40);
        }

        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length - SpikeBlock.HeaderSize; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 4;
            File.WriteAllBytes(path, changed);
            Assert.StartsWith(path, Assert.Throws<HomeostatException>(() => SpikeFile.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Random_bytes_give_one_clear_error_or_spikes()
    {
        var path = Next();
        using (var file = SpikeFile.Create(path, 5, Step))
        {
            file.Add(3, [0, 4]);
            file.Complete(10);
        }

        var good = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, 80], Gen.Byte.Array[0, 60]).Sample((keep, tail) =>
        {
            var other = Next();
            File.WriteAllBytes(other, [.. good[..Math.Min(keep, good.Length)], .. tail]);
            try
            {
                SpikeFile.Read(other);
            }
            catch (HomeostatException error)
            {
                Assert.StartsWith(other, error.Message, StringComparison.Ordinal);
            }
        }, iter: 500);
    }

    [Fact]
    public void What_does_not_belong_is_refused()
    {
        var path = Next();
        using var file = SpikeFile.Create(path, 5, Step, start: 10);
        file.Add(12, [4]);
        Assert.Contains("step 11 were added after step 12", Error(() => file.Add(11, [0])), StringComparison.Ordinal);
        Assert.Contains("unit 5 was added; units from 0 to 4", Error(() => file.Add(12, [5])), StringComparison.Ordinal);
        Assert.Contains("ended at step 12; one from 13 on", Error(() => file.Complete(12)), StringComparison.Ordinal);
        file.Complete(13);
        Assert.Throws<ObjectDisposedException>(() => file.Add(20, [0]));
        Assert.Contains("ends at step 13; to go on from step 14", Error(() => SpikeFile.Append(path, 5, Step, 14).Dispose()), StringComparison.Ordinal);
        Assert.Contains("5 units in steps of 0.0001 s from step 10 were found", Error(() => SpikeFile.Append(path, 6, Step, 12).Dispose()), StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => SpikeFile.Append(path, 5, 2 * Step, 12));
        Assert.Throws<HomeostatException>(() => SpikeFile.Append(path, 5, Step, 9));
        Assert.Throws<HomeostatException>(() => SpikeFile.Create(path, 5, 0));
        Assert.Equal(1, SpikeFile.Read(path).Count);
        Assert.StartsWith(_folder["none"], Error(() => SpikeFile.Read(_folder["none"])), StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(path, "x"), Error(() => SpikeFile.Create(Path.Combine(path, "x"), 5, Step).Dispose()), StringComparison.Ordinal);
    }

    private static readonly Gen<Recording> Recordings = Gen.Select(
        Gen.Int[1, 100_000], Gen.Long[0, 1L << 40], Gen.Select(Gen.Int[0, 20], Gen.Int[0, 1 << 30].Array[0, 6]).Array[0, 40], Gen.Bool).Select(
        (units, start, gaps, isCrowded) =>
        {
            var step = start;
            var steps = gaps.Select(gap => (step += gap.Item1, Array.ConvertAll(gap.Item2, unit => unit % units))).ToArray();

            // More than a block holds, in a single step.
            return new Recording(units, start, isCrowded ? [.. steps, (step, [.. Enumerable.Range(0, 40_000).Select(i => i * 7919 % units)])] : steps, step + 5);
        });

    private static void Same(Recording recording, SpikeTrains trains)
    {
        Assert.Equal((recording.Units, recording.Start * Step, recording.End * Step), (trains.Units, trains.Start, trains.End));
        Assert.Equal(recording.Steps.SelectMany(s => s.Units), trains.Unit.ToArray());
        Assert.Equal(recording.Steps.SelectMany(s => s.Units.Select(_ => s.Step * Step)), trains.Times.ToArray());
    }

    private static string Error(Action action) => Assert.Throws<HomeostatException>(action).Message;

    private string Next() => _folder[$"{Interlocked.Increment(ref _files)}.spikes"];

    private sealed record Recording(int Units, long Start, (long Step, int[] Units)[] Steps, long End);
}
