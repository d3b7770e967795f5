using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>The speed of dense products relative to the measured peak of the machine and to peers, in alternating rounds.</summary>
internal sealed class DenseBenchmark : IBenchmark
{
    private const int Rounds = 6;
    private const double SecondsATurn = 0.04;

    private static readonly (int M, int K, int N, bool Transposed)[] Shapes =
    [
        (512, 512, 512, false), (250, 512, 512, false), (48, 512, 512, false), (512, 784, 512, false), (512, 250, 512, true), (1, 512, 512, false),
    ];

    public string Name => "dense";

    public string Summary => "float32 products of m x k by k x n, one block and its learning, against the FMA peak, NumPy and PyTorch";

    public void Run(Settings settings, Report report)
    {
        var single = new Dictionary<string, double>();
        foreach (var threads in settings.ThreadCounts)
        {
            List<Peer> peers = [];
            try
            {
                peers.AddRange(Peer.Start("numpy", "dense.py", threads, report));
                peers.AddRange(Peer.Start("torch", "dense.py", threads, report));
                foreach (var (m, k, n, transposed) in Shapes)
                {
                    using var ours = new PackedProduct(m, k, n, transposed, threads);
                    Compare(ours, threads, peers, report, single);
                }
            }
            finally
            {
                peers.ForEach(peer => peer.Dispose());
            }
        }
    }

    private static void Compare(
        PackedProduct ours, int threads, List<Peer> peers, Report report, Dictionary<string, double> single)
    {
        var (peak, packed, packing) = (new Samples(), new Samples(), new Samples());
        var theirs = peers.Select(_ => new Samples()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            peak.AddRange(FmaPeak.Measure(ours.Workers, SecondsATurn));
            packed.AddRange(Samples.Time(ours.Multiply, SecondsATurn).Select(Rate));
            packing.AddRange(Samples.Time(ours.PackAndMultiply, SecondsATurn).Select(Rate));
            for (var i = 0; i < peers.Count; i++)
            {
                theirs[i].AddRange(peers[i].Time(new { m = ours.M, k = ours.K, n = ours.N, transposed = ours.Transposed, seconds = SecondsATurn }).Select(Rate));
            }
        }

        var shape = $"{(ours.Transposed ? "learn " : "")}{ours.M}x{ours.K}x{ours.N}";
        var @case = $"{shape}, {Report.Threads(threads)}";
        const string Unit = "GFLOP/s";
        report.Add(@case, "FMA peak", Unit, peak);
        report.Add(@case, "ours, packed before", Unit, packed, Percent(packed, peak));
        report.Add(@case, "ours, packing included", Unit, packing, Percent(packing, peak));
        report.AddRatio($"{@case}: of peak, median", packed.Median / peak.Median);
        report.AddRatio($"{@case}: of peak, best", packed.Max / peak.Max);
        foreach (var (peer, samples) in peers.Zip(theirs))
        {
            report.Add(@case, peer.Name, Unit, samples, Percent(samples, peak));
        }

        // Each library is represented by the better of its settings.
        foreach (var group in peers.Zip(theirs).GroupBy(pair => pair.First.Library))
        {
            var (best, samples) = group.MaxBy(pair => pair.Second.Median);
            report.AddRatio($"{@case}: to {best.Name}", packed.Median / samples.Median);
            report.AddRatio($"{@case}: to {best.Name}, packing included", packing.Median / samples.Median);
        }

        if (threads == 1)
        {
            single[shape] = packed.Max;
        }
        else
        {
            report.AddRatio($"{shape}: {threads} threads to 1, best", packed.Max / single[shape]);
        }

        double Rate(double seconds) => 2.0 * ours.M * ours.K * ours.N / seconds / 1e9;
    }

    private static string Percent(Samples samples, Samples peak) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * samples.Median / peak.Median:F0} % of peak");
}
