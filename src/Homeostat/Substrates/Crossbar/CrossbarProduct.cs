using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>A product read from an array: the inputs are scaled and converted to voltages, the currents get noise and are converted to numbers.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Exact">The product with the weights as they act.</param>
/// <param name="Number">The number of the product in its plan.</param>
/// <param name="IsInSteps">Whether it is carried out in time steps, which then tell its noise apart.</param>
internal sealed record CrossbarProduct(CrossbarMachine Machine, Product Exact, int Number, bool IsInSteps) : RowOperation
{
    public override IEnumerable<Symbol> Reads => Exact.Reads;

    public override IEnumerable<Symbol> Writes => Exact.Writes;

    public override Product Packs => Exact;

    public override string ToString() => $"{Exact}, through converters";

    public override RowCall CallOf(CallFactory calls) => new Call(this, calls);

    private sealed unsafe class Call : RowCall
    {
        private const int MostHalvings = 10;

        private readonly CrossbarProduct _of;
        private readonly CrossbarOptions _settings;
        private readonly DenseProduct _product;
        private readonly PackedMatrix _weights;
        private readonly Matrix _source;
        private readonly Matrix _target;
        private readonly Scratch[] _scratch;

        public Call(CrossbarProduct product, CallFactory calls)
        {
            (_of, _settings, _product) = (product, product.Machine.Settings, calls.Dense);
            _weights = calls.PackedOf(product.Exact).Panels;
            _source = Views.Require(calls[product.Exact.Source], product.ToString(), 1, _weights.Depth, _weights.Type);
            _target = Views.Require(calls[product.Exact.Target], product.ToString(), 1, _weights.Columns, _weights.Type);
            _scratch = [.. Enumerable.Range(0, product.Machine.Threads).Select(_ => new Scratch(_source.Columns, _target.Columns, _weights.Type))];
        }

        public override IEnumerable<Matrix> RowMatrices => [_source, _target];

        public override void Run(BlockContext block)
        {
            Views.RequireRows(block.FirstRow, block.Rows, Math.Min(_source.Rows, _target.Rows));
            var moment = new PlanMoment(block.Step, block.Run, block.Position.Round).OfDraw(_of.IsInSteps ? null : _of.Number);
            var scratch = _scratch[block.Worker];
            for (var first = block.FirstRow; first < block.FirstRow + block.Rows; first += Scratch.Rows)
            {
                var rows = Math.Min(Scratch.Rows, block.FirstRow + block.Rows - first);
                if (_source.Type == ElementType.Float32)
                {
                    Run<float>(block, first, rows, moment, scratch);
                }
                else
                {
                    Run<double>(block, first, rows, moment, scratch);
                }
            }
        }

        public override string ToString() => _of.ToString();

        private void Run<T>(BlockContext block, int first, int rows, ulong moment, Scratch scratch)
            where T : unmanaged
        {
            for (var row = 0; row < rows; row++)
            {
                var inputs = Values<T>(_source, first + row);
                scratch.Scales[row] = _settings.ScalesInputs ? Largest(inputs) : 1;
                Convert(inputs, scratch.Scales[row], Values<T>(scratch.Inputs, row));
            }

            Multiply(scratch, 0, rows);
            for (var row = 0; row < rows; row++)
            {
                var sample = block.SampleOf(first + row);
                var outputs = Values<T>(scratch.Outputs, row);
                var scale = scratch.Scales[row];
                var halvings = 0;
                while (Read(outputs, sample, moment, halvings, scratch.Noise) && halvings < MostHalvings)
                {
                    halvings++;
                    scale *= 2;
                    Convert(Values<T>(_source, first + row), scale, Values<T>(scratch.Inputs, row));
                    Multiply(scratch, row, 1);
                }

                Store(outputs, scale * _settings.WeightRange, Values<T>(_target, first + row));
            }
        }

        private void Multiply(Scratch scratch, int first, int rows)
        {
            var (inputs, outputs) = (scratch.Inputs, scratch.Outputs);
            _product.Multiply(
                inputs.Pointer + ((nint)first * inputs.Stride * inputs.ElementSize), inputs.Stride, rows, _weights,
                outputs.Pointer + ((nint)first * outputs.Stride * outputs.ElementSize), outputs.Stride, null, 0);
        }

        private static Span<T> Values<T>(Matrix matrix, int row)
            where T : unmanaged => matrix.Row<T>(row);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static double Largest<T>(ReadOnlySpan<T> values)
            where T : unmanaged
        {
            var largest = 0.0;
            for (var k = 0; k < values.Length; k++)
            {
                largest = Math.Max(largest, Math.Abs(Number(values[k])));
            }

            return largest;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Convert<T>(ReadOnlySpan<T> inputs, double scale, Span<T> voltages)
            where T : unmanaged
        {
            // All inputs are 0 if the largest is, and so are all voltages.
            var (factor, converter) = (scale > 0 ? 1 / scale : 0, _settings.Input);
            for (var k = 0; k < inputs.Length; k++)
            {
                var voltage = Number(inputs[k]) * factor;
                voltages[k] = Of<T>(converter is null ? voltage : converter.Convert(voltage));
            }
        }

        // Adds noise and converts; whether an output is out of range and the inputs are to be halved.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private bool Read<T>(Span<T> outputs, int sample, ulong moment, int halvings, Span<double> noise)
            where T : unmanaged
        {
            var (unit, deviation, converter) = (1 / _settings.WeightRange, _settings.OutputNoise, _settings.Output);
            if (deviation > 0)
            {
                Philox.FillNormal(noise, _of.Machine.Noise, CrossbarKey.Outputs(_of.Number, halvings), moment, (ulong)sample * (ulong)outputs.Length);
            }

            var clips = false;
            for (var k = 0; k < outputs.Length; k++)
            {
                var current = (Number(outputs[k]) * unit) + (deviation > 0 ? deviation * noise[k] : 0);
                if (converter is not null)
                {
                    clips |= current > converter.High || current < converter.Low;
                    current = converter.Convert(current);
                }

                outputs[k] = Of<T>(current);
            }

            return clips && _settings.HalvesInputs;
        }

        private void Store<T>(ReadOnlySpan<T> outputs, double scale, Span<T> target)
            where T : unmanaged
        {
            for (var k = 0; k < outputs.Length; k++)
            {
                target[k] = Of<T>((Number(outputs[k]) * scale) + (_of.Exact.Accumulate ? Number(target[k]) : 0));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static double Number<T>(T value)
            where T : unmanaged => typeof(T) == typeof(float) ? (float)(object)value : (double)(object)value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Of<T>(double value)
            where T : unmanaged => typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
    }

    /// <summary>The memory of a thread for some rows of inputs and outputs.</summary>
    private sealed class Scratch(int inputs, int outputs, ElementType type)
    {
        public const int Rows = 32;

        public Matrix Inputs { get; } = new(Rows, inputs, type);

        public Matrix Outputs { get; } = new(Rows, outputs, type);

        public double[] Scales { get; } = new double[Rows];

        public double[] Noise { get; } = new double[outputs];
    }
}
