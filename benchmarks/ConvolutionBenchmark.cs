using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>The speed of convolutions forward, backward and in learning, relative to the measured peak of the machine.</summary>
internal sealed class ConvolutionBenchmark : IBenchmark
{
    private const int Batch = 128;
    private const int Rounds = 6;
    private const double SecondsATurn = 0.04;

    private static readonly Convolution[] Shapes =
    [
        Connectivity.Convolution(28, 28, kernel: 5, filters: 32),
        Connectivity.Convolution(14, 14, kernel: 5, filters: 64, channels: 32),
    ];

    public string Name => "convolution";

    public string Summary => "float32 convolutions by 5 x 5 kernels of a batch of 128, forward, sending back and learning, against the FMA peak";

    public void Run(Settings settings, Report report)
    {
        foreach (var threads in settings.ThreadCounts)
        {
            foreach (var shape in Shapes)
            {
                using var layer = new Layer(shape, threads);
                Measure(layer, report, $"{shape.Height}x{shape.Width}x{shape.Channels} to {shape.Filters}, {Report.Threads(threads)}");
            }
        }
    }

    private static void Measure(Layer layer, Report report, string @case)
    {
        var peak = new Samples();
        (string Name, Action Run, Samples Samples)[] parts =
            [("forward", layer.Forward, new()), ("sending back", layer.SendBack, new()), ("learning", layer.Learn, new())];
        for (var round = 0; round < Rounds; round++)
        {
            peak.AddRange(FmaPeak.Measure(layer.Workers, SecondsATurn));
            foreach (var (_, run, samples) in parts)
            {
                samples.AddRange(Samples.Time(run, SecondsATurn).Select(seconds => 2 * layer.Operations / seconds / 1e9));
            }
        }

        report.Add(@case, "FMA peak", "GFLOP/s", peak);
        foreach (var (name, _, samples) in parts)
        {
            var share = samples.Median / peak.Median;
            report.Add(@case, name, "GFLOP/s", samples, string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} % of peak"));
            report.AddRatio($"{@case}, {name}: of peak, median", share);
        }
    }

    /// <summary>The memory of a layer and its operations, with the samples divided among workers.</summary>
    private sealed class Layer : IDisposable
    {
        private readonly Matrix _source;
        private readonly Matrix _kernels;
        private readonly Matrix _target;
        private readonly Matrix _sent;
        private readonly Matrix _gradient;
        private readonly ConvolutionProduct _product;
        private readonly TransposedConvolution _back;
        private readonly KernelGradient _learning;
        private readonly WorkItem _forward;
        private readonly WorkItem _sendBack;
        private readonly WorkItem _learn;
        private readonly WorkItem _finish;
        private readonly int _blocks;
        private readonly int _filters;

        public Layer(Convolution shape, int threads)
        {
            Workers = new Workers(threads);
            _filters = shape.Filters;
            var weights = shape.TapsPerKernel;
            (_source, _kernels, _target) = (Filled(Batch, shape.Inputs), Filled(shape.Filters, weights), Filled(Batch, shape.Outputs));
            (_sent, _gradient) = (new Matrix(Batch, shape.Inputs), new Matrix(shape.Filters, weights));
            _product = new ConvolutionProduct(shape, _source, _kernels, _target, accumulate: false, threads);
            _back = new TransposedConvolution(shape, _sent, _kernels, _target, accumulate: false, threads);
            _learning = new KernelGradient(shape, _source, _target, _gradient, threads);
            Operations = (double)Batch * weights * shape.Outputs;
            _blocks = 4 * threads;
            _forward = (task, worker) => _product.Run(First(task), First(task + 1) - First(task), worker);
            _sendBack = (task, worker) => _back.Run(First(task), First(task + 1) - First(task), worker);
            _learn = (task, worker) => _learning.Run(task, Batch, worker);
            _finish = (task, _) => _learning.Finish(Batch, task, 1, 1.0 / Batch);
        }

        public Workers Workers { get; }

        /// <summary>The number of multiply-accumulates of the batch.</summary>
        public double Operations { get; }

        public void Forward() => Workers.Run(_forward, _blocks);

        public void SendBack() => Workers.Run(_sendBack, _blocks);

        public void Learn()
        {
            Workers.Run(_learn, _learning.Tasks(Batch));
            Workers.Run(_finish, _filters);
        }

        public void Dispose()
        {
            Workers.Dispose();
            _product.Dispose();
            _back.Dispose();
            _learning.Dispose();
            foreach (var matrix in new[] { _source, _kernels, _target, _sent, _gradient })
            {
                matrix.Dispose();
            }
        }

        private int First(int block) => Batch * block / _blocks;

        private static Matrix Filled(int rows, int columns)
        {
            var matrix = new Matrix(rows, columns);
            for (var row = 0; row < rows; row++)
            {
                Philox.FillUniform(matrix.Row<float>(row), 1, 0, (ulong)row);
            }

            return matrix;
        }
    }
}
