namespace Homeostat.Substrates;

/// <summary>target (+)= convolution of the source by kernels, or the transposed one, for a block of rows.</summary>
internal sealed class ConvolutionCall(ConvolutionProduct? forward, TransposedConvolution? back, Matrix source, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [source, target];

    public override void Run(BlockContext block)
    {
        forward?.Run(block.FirstRow, block.Rows, block.Worker);
        back?.Run(block.FirstRow, block.Rows, block.Worker);
    }

    public override string ToString() => text;
}

/// <summary>Sums from pixels to the windows of a pooling, or from windows to pixels, for a block of rows.</summary>
internal sealed class PoolingCall(Action<int, int> run, Matrix[] matrices, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => matrices;

    public override void Run(BlockContext block) => run(block.FirstRow, block.Rows);

    public override string ToString() => text;
}

/// <summary>Sums for the weights of kernels, over groups of the samples of the batch.</summary>
internal sealed class KernelGradientCall(KernelGradient gradient, string text) : WholeCall
{
    public override int Tasks(int batch) => gradient.Tasks(batch);

    public override void Run(int task, int batch) => Run(task, batch, 0);

    public override void Run(int task, int batch, int worker) => gradient.Run(task, batch, worker);

    public override string ToString() => text;
}

/// <summary>Adds up the sums of the groups, filter by filter.</summary>
internal sealed class KernelSumCall(KernelGradient gradient, int filters, bool isMean, string text) : WholeCall
{
    public override int Tasks(int batch) => filters;

    public override void Run(int task, int batch) => gradient.Finish(batch, task, 1, isMean ? 1.0 / batch : 1);

    public override string ToString() => $"{text}, groups added up";
}

/// <summary>The sum over the batch, all windows and their pixels for the weight of a pooling.</summary>
internal sealed class PoolingGradientCall : WholeCall
{
    private readonly Pooling _shape;
    private readonly Matrix _pre;
    private readonly Matrix _post;
    private readonly Matrix _target;
    private readonly bool _isMean;
    private readonly string _text;

    public PoolingGradientCall(Pooling shape, Matrix pre, Matrix post, Matrix target, bool isMean, string text)
    {
        (_shape, _isMean, _text) = (shape, isMean, text);
        _pre = Views.Require(pre, text, 1, shape.Inputs, pre.Type);
        _post = Views.Require(post, text, 1, shape.Outputs, pre.Type);
        _target = Views.Require(target, text, 1, 1, pre.Type);
    }

    public override int Tasks(int batch) => 1;

    public override void Run(int task, int batch)
    {
        Views.RequireRows(0, batch, Math.Min(_pre.Rows, _post.Rows));
        var sum = 0.0;
        for (var row = 0; row < batch; row++)
        {
            for (var unit = 0; unit < _shape.Outputs; unit++)
            {
                var window = _shape.WindowOf(unit);
                for (var y = window.Top; y < window.Bottom; y++)
                {
                    for (var pixel = window.Row(y); pixel < window.Row(y) + window.Right - window.Left; pixel++)
                    {
                        sum += _post[row, unit] * _pre[row, pixel];
                    }
                }
            }
        }

        _target[0, 0] = _isMean ? sum / batch : sum;
    }

    public override string ToString() => _text;
}
