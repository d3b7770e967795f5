using System.Diagnostics;
using System.Text;

namespace Homeostat.Fuzz;

/// <summary>
/// A parser that is fed changed inputs: it reads them or refuses them by a <see cref="HomeostatException"/>, within a time and a memory that
/// follow from the length of the input.
/// </summary>
internal abstract class ParserFuzz : Fuzzed
{
    private const int LargestMemory = 64 << 20;

    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    private readonly Lazy<IReadOnlyList<byte[]>> _sources;

    protected ParserFuzz() => _sources = new(() => [.. Sources()]);

    /// <summary>The words that are put into inputs.</summary>
    protected virtual IReadOnlyList<string> Words => [];

    /// <summary>Reads an input in every way there is; a refusal by a <see cref="HomeostatException"/> may leave it.</summary>
    public abstract void Read(byte[] input);

    /// <summary>A description of what is wrong with the way an input is treated; null if nothing is.</summary>
    public string? Fault(byte[] input)
    {
        var (start, memory, used) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        try
        {
            Read(input);
        }
        catch (HomeostatException)
        {
            // The input is refused.
        }
        catch (Exception e)
        {
            return e.ToString();
        }

        memory = GC.GetAllocatedBytesForCurrentThread() - memory;

        // A machine that is busy with something else takes its time, but none of the processor's.
        var time = new[] { Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - used }.Min();
        return memory > LargestMemory + (1000L * input.Length) ? $"{memory:N0} bytes were taken for an input of {input.Length:N0}"
            : time > LongestTime ? $"{time.TotalSeconds:N1} s were taken for an input of {input.Length:N0} bytes"
            : null;
    }

    public override void Try(int seed, Tally tally)
    {
        var input = Mutation.Of(new Random(seed), _sources.Value, Words);
        tally.Count("mutated inputs");
        if (Fault(input) is { } fault)
        {
            var file = Path.Combine(Path.GetTempPath(), $"homeostat-fuzz-{Name}-{seed}");
            File.WriteAllBytes(file, input);
            var text = Encoding.Latin1.GetString(input);
            tally.Faults.Add(new Fault(Name, seed, "read or refused", $"{fault}\n  the input is in {file}:\n{(text.Length > 800 ? text[..800] : text)}"));
        }
    }

    /// <summary>Good inputs.</summary>
    protected abstract IEnumerable<byte[]> Sources();

    /// <summary>Reads, and takes a refusal as an answer: other readings of the same input follow.</summary>
    protected static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (HomeostatException)
        {
            // The input is refused.
        }
    }
}
