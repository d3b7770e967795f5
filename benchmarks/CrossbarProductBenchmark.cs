namespace Homeostat.Benchmarks;

/// <summary>The time of a product on a crossbar relative to the exact product, in alternating rounds.</summary>
internal sealed class CrossbarProductBenchmark : IBenchmark
{
    private const int Units = 512;
    private const int Batch = 128;
    private const int Rounds = 8;
    private const double SecondsATurn = 0.05;

    public string Name => "crossbar-product";

    public string Summary => "float32 product of 128 x 512 by 512 x 512 on a crossbar, against the exact product";

    public void Run(Settings settings, Report report)
    {
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            (string Name, Substrate Substrate, bool Ages)[] cases =
            [
                ("exact", Substrate.Cpu, false),
                ("phase-change memory", Substrate.Crossbar(), false),
                ("phase-change memory, older at each product", Substrate.Crossbar(), true),
            ];
            var runs = cases.Select(c => new Case(c.Substrate, c.Ages, workers)).ToArray();
            try
            {
                var samples = runs.Select(_ => new Samples()).ToArray();
                for (var round = 0; round < Rounds; round++)
                {
                    for (var k = 0; k < runs.Length; k++)
                    {
                        samples[k].AddRange(Samples.Time(runs[k].Run, SecondsATurn).Select(seconds => 1e3 * seconds));
                    }
                }

                for (var k = 0; k < runs.Length; k++)
                {
                    report.Add($"{Batch}x{Units}x{Units}, {Report.Threads(threads)}", cases[k].Name, "ms", samples[k]);
                }

                for (var k = 1; k < runs.Length; k++)
                {
                    report.AddRatio($"{Report.Threads(threads)}: {cases[k].Name}, times the exact product", samples[k].Median / samples[0].Median);
                }
            }
            finally
            {
                Array.ForEach(runs, run => run.Dispose());
            }
        }
    }

    private sealed class Case : IDisposable
    {
        private readonly Simulation _simulation;
        private readonly Plan _plan;
        private readonly bool _ages;

        public Case(Substrate substrate, bool ages, Workers workers)
        {
            _ages = ages;
            var circuit = new Circuit("product")
            {
                new Population("a", Units, "x : 1"),
                new Population("b", Units, "y : 1 (input)"),
                new Projection("a", "b", "w : 1 (weight)\ny_post = w*x_pre : 1 (summed)")
                {
                    Initial = new Dictionary<string, string> { ["w"] = "0.2*rand() - 0.1" },
                },
            };
            _simulation = new Simulation(circuit, Batch, new SimulationOptions { Substrate = substrate, Workers = workers });
            _plan = _simulation.Compile(new Clamp("a.x", "in"), new Probe("b.y"));
            var random = new RandomStream(1);
            _simulation.Stream(_plan, "in").CopyFrom([.. Enumerable.Range(0, Batch * Units).Select(_ => random.NextUniform(-1, 1))]);
        }

        public void Run()
        {
            if (_ages)
            {
                // All cells drift, and their noise is drawn anew.
                _simulation.Wait(1 * Homeostat.Units.Second);
            }

            _simulation.Run(_plan);
        }

        public void Dispose() => _simulation.Dispose();
    }
}
