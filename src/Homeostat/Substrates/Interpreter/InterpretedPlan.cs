using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>A plan that is interpreted in one number type.</summary>
/// <typeparam name="T">The type to which every operation is rounded.</typeparam>
internal sealed class InterpretedPlan<T>(Memory memory, Connections connections, MachineOptions options) : LoadedPlan
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<IReadOnlyList<Store>, InterpretedStores<T>> _stores = [];
    private readonly Dictionary<PlanOperation, InterpretedEvents<T>> _events = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlanOperation, long> _counts = new(ReferenceEqualityComparer.Instance);
    private long _settledSteps;
    private bool[] _active = [];
    private long _step;
    private long _run;
    private LoopPosition _position;
    private int _steps;

    public override bool DropsSettled => Plan.Operations.OfType<Loop>().Any(loop => loop.Criterion is not null);

    public override IEnumerable<(EventStatements Statements, bool AreSynapses, long Count)> Events => _counts.Select(c => c.Key switch
    {
        Deliver deliver => (deliver.Statements, true, c.Value),
        EverySynapse every => (every.Statements, true, c.Value),
        _ => (((AtEvent)c.Key).Statements, false, c.Value),
    });

    private int Samples => _active.Length;

    public override long TakeSettledSteps() => Interlocked.Exchange(ref _settledSteps, 0);

    public override void Dispose()
    {
    }

    protected override void CarryOut(int samples, long step, long run, int steps)
    {
        (_step, _run, _steps, _position) = (step, run, steps, default);
        _active = new bool[samples];
        Array.Fill(_active, true);
        CarryOut(Plan.Operations);
    }

    private void CarryOut(IReadOnlyList<PlanOperation> operations)
    {
        foreach (var operation in operations)
        {
            CarryOut(operation);
        }
    }

    private void CarryOut(PlanOperation operation)
    {
        switch (operation)
        {
            case Elements { Domain: ElementDomain.Units } e: EachSample(sample => Stores(e.Stores).Run(memory, sample, 1, e.Columns)); break;
            case Elements e: Stores(e.Stores).Run(memory, 0, e.Rows, e.Columns); Touch(e); break;
            case Product p: EachSample(sample => InterpretedProducts<T>.Multiply(p, memory, sample)); break;
            case Choice c: EachSample(sample => InterpretedProducts<T>.Choose(c, memory, sample)); break;
            case OuterProduct p: InterpretedProducts<T>.Add(p, memory, Samples); break;
            case SampleSynapses s: Stores(s.Stores).Run(s, memory, Samples); Touch(s); break;
            case Reduce r: Reduce(r); break;
            case Whiten w: WhiteningFactor.Compute(memory[w.Source], memory[w.Target], w.Projection); break;
            case Draw d when Plan.Symbols[d.Target].Shape.PerSample: EachSample(sample => InterpretedDraw.Fill(memory[d.Target], d, options.Seed, MomentOf(d), sample)); break;
            case Draw d: Draw(d); break;
            case Assign a: Assign(a); break;
            case Check c when c.Every == 1 || _step % c.Every == c.Every - 1: EachSample(sample => Check(c, sample)); break;
            case Threshold t: EachSample(sample => Note(t, sample)); break;
            case GivenSpikes g: EachSample(sample => Fire(g, sample)); break;
            case AtEvent or Deliver or EverySynapse: Carry(operation); break;
            case Observe o: Show(o); break;
            case Loop loop: Repeat(loop); break;
        }
    }

    private void EachSample(Action<int> action)
    {
        for (var sample = 0; sample < Samples; sample++)
        {
            if (_active[sample])
            {
                action(sample);
            }
        }
    }

    private InterpretedStores<T> Stores(IReadOnlyList<Store> stores) =>
        _stores.TryGetValue(stores, out var known) ? known : _stores[stores] = new InterpretedStores<T>(stores);

    private void Touch(PlanOperation operation)
    {
        foreach (var symbol in operation.Writes)
        {
            memory.Touch(symbol);
        }
    }

    // One chain of fused multiply-adds over the sending units, in order.
    private void Reduce(Reduce r)
    {
        var (source, target) = (memory[r.Source], memory[r.Target]);
        switch (r.Axis)
        {
            case ReducedAxis.Units:
                EachSample(sample => target[sample, 0] = Reduced(r, source.Columns, unit => source[sample, unit]));
                break;
            case ReducedAxis.Samples:
                Columns(Samples);
                break;
            case ReducedAxis.SynapsesOfPre:
                Columns(source.Rows);
                break;
            case ReducedAxis.SynapsesOfPost:
                for (var row = 0; row < source.Rows; row++)
                {
                    var post = row;
                    target[row, 0] = Reduced(r, source.Columns, column => source[post, column]);
                }

                break;
        }

        void Columns(int rows)
        {
            for (var column = 0; column < source.Columns; column++)
            {
                var unit = column;
                target[0, column] = Reduced(r, rows, row => source[row, unit]) / (r.IsMean ? rows : 1);
            }
        }
    }

    private void Draw(Draw draw)
    {
        for (var row = 0; row < memory[draw.Target].Rows; row++)
        {
            InterpretedDraw.Fill(memory[draw.Target], draw, options.Seed, MomentOf(draw), row);
        }
    }

    private static double Reduced(Reduce r, int count, Func<int, double> element)
    {
        var values = Enumerable.Range(0, count).Select(element);
        return r.Reduction switch
        {
            Reduction.Sum => double.CreateTruncating(values.Aggregate(T.Zero, (sum, value) => sum + T.CreateTruncating(value))),
            Reduction.Max or Reduction.Reference => values.Aggregate(Math.Max),
            _ => values.OrderDescending().ElementAt(Math.Min(count, r.K) - 1),
        };
    }

    private ulong MomentOf(Draw d) => d.Occurrence is { } occurrence ? DrawMoment.OfRun(_run, _position.Round, occurrence) : (ulong)_step;

    private void Assign(Assign a)
    {
        var target = memory[a.Target];
        if (!Plan.Symbols[a.Target].Shape.PerSample)
        {
            for (var row = 0; row < target.Rows; row++)
            {
                Set(row);
            }

            Touch(a);
            return;
        }

        // A variable with one copy for each slice has one row for each slice instead of each sample.
        for (var row = 0; target.IsPerSlice && row < target.Rows; row++)
        {
            Set(row);
        }

        if (!target.IsPerSlice)
        {
            EachSample(Set);
        }

        void Set(int row)
        {
            if (a.Value is ScoreSource score)
            {
                target[row, _position.Candidate] = memory[score.Score][row, 0];
                return;
            }

            if (a.Value is KeptSource kept)
            {
                for (var unit = 0; unit < memory[kept.Value].Columns; unit++)
                {
                    target[row, (_position.Time * memory[kept.Value].Columns) + unit] = memory[kept.Value][row, unit];
                }

                return;
            }

            for (var unit = 0; unit < target.Columns; unit++)
            {
                target[row, unit] = a.Value switch
                {
                    NumberSource number => number.Value,
                    StreamSource { IsOverTime: true } stream => memory[stream.Stream][row, (_position.Time * target.Columns) + unit],
                    StreamSource stream => memory[stream.Stream][row, unit],
                    TimeSource time => time.At(_step),
                    SignalSource signal => signal.Value(signal.RowAt(_step), unit),
                    CandidateSource => unit == _position.Candidate ? 1 : 0,
                    _ => throw new InvalidOperationException($"The interpreter cannot assign {a.Value}."),
                };
            }
        }
    }

    private void Check(Check c, int sample)
    {
        var state = memory[c.State];
        var row = state.Rows == 1 ? 0 : sample;
        for (var unit = 0; unit < state.Columns; unit++)
        {
            if (!double.IsFinite(state[row, unit]))
            {
                throw new NotFiniteException(c.State.Name, row, unit, _step);
            }
        }
    }

    private void Note(Threshold t, int sample)
    {
        var (mask, log) = (memory[t.Mask], connections.LogOf(t.Population, t.Event)[sample]);
        EachSlice(mask.Columns, (slice, first, end) =>
        {
            log.Begin(_step, slice);
            for (var unit = first; unit < end; unit++)
            {
                if (mask[sample, unit] != 0)
                {
                    log.Add(_step, slice, unit);
                }
            }
        });
    }

    private void Fire(GivenSpikes g, int sample)
    {
        var (mask, log) = (memory[g.Mask], connections.LogOf(g.Population, UnitEvent.Spike)[sample]);
        EachSlice(mask.Columns, (slice, first, end) =>
        {
            log.Begin(_step, slice);
            for (var unit = first; unit < end; unit++)
            {
                mask[sample, unit] = 0;
            }

            for (var k = 0; k < g.Steps.Count; k++)
            {
                if (g.Steps[k] == _step && g.Units[k] >= first && g.Units[k] < end)
                {
                    mask[sample, g.Units[k]] = 1;
                    log.Add(_step, slice, g.Units[k]);
                }
            }
        });
    }

    private void EachSlice(int units, Action<int, int, int> action)
    {
        for (var slice = 0; slice < connections.Slices; slice++)
        {
            var (first, end) = Slices.Range(units, slice, connections.Slices);
            action(slice, first, end);
        }
    }

    private void Carry(PlanOperation operation)
    {
        if (!_events.TryGetValue(operation, out var events))
        {
            events = _events[operation] = new InterpretedEvents<T>(operation, memory, connections, options);
        }

        var isOnce = operation is EverySynapse { PerSample: false };
        for (var sample = 0; sample < (isOnce ? 1 : Samples); sample++)
        {
            _counts[operation] = _counts.GetValueOrDefault(operation) + events.Run(sample, _step);
        }

        if (isOnce)
        {
            Touch(operation);
        }
    }

    private void Show(Observe o)
    {
        for (var slice = 0; o.Recorder is IEventRecorder events && slice < connections.Slices; slice++)
        {
            events.Note(slice, _step, connections.LogOf(events.Population, events.Event)[events.Sample].At(_step, slice));
        }

        if (o.Recorder is IStateRecorder state && _step % state.Every == 0)
        {
            var values = memory[o.Value!];
            for (var slice = 0; slice < state.Columns.Count; slice++)
            {
                foreach (var column in state.Columns[slice])
                {
                    state.Note(slice, values[values.Rows == 1 ? 0 : state.Sample, column]);
                }
            }
        }
    }

    private void Repeat(Loop loop)
    {
        using var turns = loop.Kind == LoopKind.StepsInRandomOrder ? new RandomTurns(loop.Bodies.Count, options.Seed, loop.Stream) : null;
        var count = loop.AreSteps && _steps > 0 ? _steps : loop.Count;
        var (before, end) = (_active, _step + count);
        _active = [.. before];
        for (var round = 0; round < count && _active.Any(active => active); round++)
        {
            _position = loop.AreSteps ? _position : _position.Enter(loop.Kind, round);
            int[] bodies = turns is null ? [Math.Min(round, loop.Bodies.Count - 1)] : [.. turns.At(_step)];
            foreach (var body in bodies)
            {
                CarryOut(loop.Bodies[body]);
            }

            _step += loop.AreSteps ? 1 : 0;
            Drop(loop);
        }

        // The time goes on for all samples, even for those that have settled.
        _active = before;
        _step = loop.AreSteps ? end : _step;
    }

    private void Drop(Loop loop)
    {
        if (loop.Criterion is null)
        {
            return;
        }

        var change = memory[loop.Criterion];
        for (var sample = 0; sample < Samples; sample++)
        {
            _settledSteps += _active[sample] ? 1 : 0;
            _active[sample] &= !(change[sample, 0] < loop.Tolerance * loop.Tolerance);
        }
    }
}
