namespace Homeostat.Substrates;

/// <summary>Reads an array: the weights as they act now, with drift, noise and the resistance of wires.</summary>
internal sealed record ReadCrossbar(CrossbarMachine Machine, CrossbarArray Array) : WholeOperation
{
    public override IEnumerable<Symbol> Reads => [Array.Weights];

    public override IEnumerable<Symbol> Writes => [Array.Read];

    public override string ToString() => $"{Array.Read.Name} = {Array.Weights.Name} as the cells conduct";

    public override WholeCall CallOf(CallFactory calls) => new ReadCall(this, Machine.MatrixOf(Array.Read));

    private sealed class ReadCall(ReadCrossbar read, Matrix target) : WholeCall
    {
        private const int RowsPerTask = 8;

        private readonly (CrossbarMachine Machine, CrossbarArray Array, Matrix Target) _parts = (read.Machine, read.Array, target);
        private readonly Memory<double>[] _scratch = [.. Enumerable.Range(0, read.Machine.Threads).Select(_ => new double[5 * target.Columns].AsMemory())];
        private ulong _moment;
        private double _now;

        private bool HasWires => _parts.Machine.Settings is { InputWire: > 0 } or { OutputWire: > 0 };

        public override void Begin(PlanMoment moment)
        {
            var (machine, array, _) = _parts;
            machine.Synchronize(array, moment.Step);
            _now = machine.Now(array, moment.Step);
            _moment = array.Moment(_now);
            if (HasWires && machine.MustRead(array, _now))
            {
                ReadThroughWires();
                machine.HasRead(array, _now);
            }
        }

        // An array with resistance was read as a whole, as its lines depend on each other.
        public override int Tasks(int batch) =>
            HasWires || !_parts.Machine.MustRead(_parts.Array, _now) ? 0 : (_parts.Target.Rows + RowsPerTask - 1) / RowsPerTask;

        public override void Run(int task, int batch) => throw new InvalidOperationException("A read needs the memory of its thread.");

        public override void Run(int task, int batch, int worker)
        {
            var (_, array, target) = _parts;
            for (var row = task * RowsPerTask; row < Math.Min(target.Rows, (task + 1) * RowsPerTask); row++)
            {
                var (plus, minus) = array.ReadRow(row, _now, _moment, _scratch[worker]);
                if (target.Type == ElementType.Float32)
                {
                    Store(plus.Span, minus.Span, target.Row<float>(row), array.Scale);
                }
                else
                {
                    Store(plus.Span, minus.Span, target.Row<double>(row), array.Scale);
                }
            }
        }

        public override void Finish(int batch) => _parts.Machine.HasRead(_parts.Array, _now);

        public override string ToString() => read.ToString();

        private static void Store(ReadOnlySpan<double> plus, ReadOnlySpan<double> minus, Span<float> target, double scale)
        {
            for (var k = 0; k < target.Length; k++)
            {
                target[k] = (float)((plus[k] - minus[k]) * scale);
            }
        }

        private static void Store(ReadOnlySpan<double> plus, ReadOnlySpan<double> minus, Span<double> target, double scale)
        {
            for (var k = 0; k < target.Length; k++)
            {
                target[k] = (plus[k] - minus[k]) * scale;
            }
        }

        // The positive and the negative cells are arrays of their own, each with its wires.
        private void ReadThroughWires()
        {
            const double Micro = 1e-6;
            var (machine, array, target) = _parts;
            var (plus, minus) = (new double[target.Rows, target.Columns], new double[target.Rows, target.Columns]);
            for (var row = 0; row < target.Rows; row++)
            {
                var (positive, negative) = array.ReadRow(row, _now, _moment, _scratch[0]);
                for (var column = 0; column < target.Columns; column++)
                {
                    (plus[row, column], minus[row, column]) = (positive.Span[column] * Micro, negative.Span[column] * Micro);
                }
            }

            var (input, output) = (machine.Settings.InputWire, machine.Settings.OutputWire);
            (plus, minus) = (WireResistance.Effective(plus, input, output), WireResistance.Effective(minus, input, output));
            for (var row = 0; row < target.Rows; row++)
            {
                for (var column = 0; column < target.Columns; column++)
                {
                    target[row, column] = (plus[row, column] - minus[row, column]) / Micro * array.Scale;
                }
            }
        }
    }
}

/// <summary>Writes what learning asks for to the cells of an array.</summary>
internal sealed record ChangeCrossbar(CrossbarMachine Machine, CrossbarArray Array) : WholeOperation
{
    public override IEnumerable<Symbol> Reads => [Array.Wanted, Array.Weights];

    public override IEnumerable<Symbol> Writes => [Array.Weights];

    public override string ToString() => $"{Array.Weights.Name} pulsed towards {Array.Wanted.Name}";

    public override WholeCall CallOf(CallFactory calls) => new ChangeCall(this, Machine.MatrixOf(Array.Wanted));

    private sealed class ChangeCall(ChangeCrossbar change, Matrix wanted) : WholeCall
    {
        private const int RowsPerTask = 8;

        private readonly (CrossbarMachine Machine, CrossbarArray Array) _parts = (change.Machine, change.Array);
        private readonly double[][] _scratch = [.. Enumerable.Range(0, change.Machine.Threads).Select(_ => new double[2 * wanted.Columns])];
        private ulong _moment;
        private double _now;

        public override void Begin(PlanMoment moment)
        {
            _parts.Machine.Synchronize(_parts.Array, moment.Step);
            _now = _parts.Machine.Now(_parts.Array, moment.Step);
            _moment = _parts.Array.Moment(_now);
        }

        public override int Tasks(int batch) => (wanted.Rows + RowsPerTask - 1) / RowsPerTask;

        public override void Run(int task, int batch) => throw new InvalidOperationException("A change needs the memory of its thread.");

        public override void Run(int task, int batch, int worker)
        {
            for (var row = task * RowsPerTask; row < Math.Min(wanted.Rows, (task + 1) * RowsPerTask); row++)
            {
                _parts.Array.Change(row, wanted, _now, _moment, _scratch[worker]);
            }
        }

        public override void Finish(int batch) => _parts.Machine.HasChanged(_parts.Array);

        public override string ToString() => change.ToString();
    }
}
