using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Measures what this machine's processor pays for a multiply-accumulate, a synaptic event and the update of a unit.</summary>
internal static class MeasuredTable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    /// <summary>Measures and makes a table of it.</summary>
    /// <param name="joules">The energy that the processor has used so far, in J.</param>
    /// <param name="each">The time for which each of the three is repeated; three seconds if null.</param>
    public static EnergyTable Of(Func<double> joules, TimeSpan? each = null)
    {
        EnergyEntry[] entries =
        [
            // Layers of 512 and a batch of 128: products that keep the processor busy.
            Entry(CostItem.MultiplyAccumulate, "products of 512 x 512 with 128 samples", new Circuit("product")
            {
                new Population("x", 512, "r : 1"), new Population("y", 512, "s : 1 (input)"), new Projection("x", "y", "w : 1\ns_post = w*r_pre : 1 (summed)"),
            }, 128, [new Repeat(100, [new Set("x.r", 1), new Probe("y.s")])]),

            // Every unit of the first population fires in every step, and reaches a hundred others.
            Entry(CostItem.SynapticEvent, "1000 units that fire in every step, each onto 100", new Circuit("events", 1 * Units.Millisecond)
            {
                new Population("x", 1000, "v : 1") { Threshold = "v < 1" }, new Population("y", 1000, "g : 1"),
                new Projection("x", "y", "w : 1") { OnPre = "g += w", Connectivity = Connectivity.Probability(0.1) },
            }, 1, [new Settle(100)]),
            Entry(CostItem.UnitUpdate, "100,000 leaky integrators with a threshold", new Circuit("units", 1 * Units.Millisecond)
            {
                new Population("x", 100_000, "dv/dt = (0.5 - v)/(20*ms) : 1") { Threshold = "v > 1", Reset = "v = 0" },
            }, 1, [new Settle(100)]),
        ];
        CostItem[] covers =
        [
            CostItem.Accumulate, CostItem.Multiplication, CostItem.Division, CostItem.Comparison, CostItem.Function, CostItem.Logic, CostItem.Draw, CostItem.Spike,
            CostItem.RegisterByte, CostItem.L1Byte, CostItem.L2Byte, CostItem.MemoryByte, CostItem.ErasedBit,
        ];
        return new EnergyTable(
            "measured", $"{Processor()}, {Environment.ProcessorCount} threads, by RAPL", DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "All that the packages of the processor used while Homeostat ran one kind of work, other programs and idle power in it, over the work counted.", entries, covers.ToHashSet());

        EnergyEntry Entry(CostItem item, string how, Circuit circuit, int batch, IReadOnlyList<Phase> schedule)
        {
            using var simulation = new Simulation(circuit, batch, new SimulationOptions { StopsExplosions = false });
            var plan = simulation.Compile(schedule);
            simulation.Run(plan);
            var (used, counted, start) = (joules(), simulation.Spent[item], Stopwatch.GetTimestamp());
            do
            {
                simulation.Run(plan);
            }
            while (Stopwatch.GetElapsedTime(start) < (each ?? Usual));

            return new EnergyEntry(
                item, null, 1e12 * (joules() - used) / (simulation.Spent[item] - counted), "pJ", null, "this machine", EnergyGrade.Measured, "homeostat ledger --measure", how);
        }
    }

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':')[^1].Trim() is { Length: > 0 } name ? name : "processor of this machine";
    }
}
