using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>Carries out statements at single synapses or units, one after another.</summary>
internal sealed class InterpretedEvents<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PlanOperation _operation;
    private readonly EventStatements _statements;
    private readonly IReadOnlyList<Store> _stores;
    private readonly Dictionary<Symbol, EventOperand> _operands;
    private readonly Memory _memory;
    private readonly Connections _connections;
    private readonly MachineOptions _options;
    private readonly Synapse[] _synapses;

    public InterpretedEvents(PlanOperation operation, Memory memory, Connections connections, MachineOptions options)
    {
        (_operation, _memory, _connections, _options) = (operation, memory, connections, options);
        (_statements, var projection) = operation switch
        {
            Deliver deliver => (deliver.Statements, deliver.Projection),
            EverySynapse every => (every.Statements, every.Projection),
            _ => (((AtEvent)operation).Statements, null),
        };
        _stores = InterpretedStores<T>.Lowered(_statements.Stores);
        _operands = _statements.Operands.ToDictionary(o => o.Symbol);
        _synapses = projection is null ? [] : [.. SynapsesOf(connections.Of(projection).Rows)];
    }

    /// <summary>Carries out the statements for a sample and returns the number of synapses or units reached.</summary>
    public long Run(int sample, long step)
    {
        var groups = Reached(sample, step).ToArray();
        foreach (var group in _statements.ByRow ? groups : [[.. groups.SelectMany(g => g)]])
        {
            Carry(group, sample, step);
        }

        return groups.Sum(group => (long)group.Count);
    }

    // Synapses are visited in the order in which additions happen: by tile of targets, then by the unit that fired.
    private IEnumerable<IReadOnlyList<Synapse>> Reached(int sample, long step)
    {
        switch (_operation)
        {
            case AtEvent at:
                foreach (var unit in Fired(at.Population, at.Event, sample, step))
                {
                    yield return [new Synapse(0, unit, unit, 0)];
                }

                break;
            case EverySynapse:
                yield return _synapses;
                break;
            case Deliver { IsPost: true } post:
                var byPost = _synapses.OrderBy(s => s.Position).ToLookup(s => s.Post);
                foreach (var synapse in Fired(post.Population, post.Event, sample, step).SelectMany(unit => byPost[unit]))
                {
                    yield return [synapse];
                }

                break;
            case Deliver pre:
                var byPre = _synapses.ToLookup(s => (s.Pre, s.Delay));
                var delays = _synapses.Select(s => s.Delay).Distinct().OrderDescending().ToArray();
                var tiles = _synapses.Select(s => s.Post / SynapseRows.TileSize).Distinct().Order().ToArray();
                foreach (var tile in delays.Length > 1 ? [-1] : tiles)
                {
                    foreach (var delay in delays)
                    {
                        foreach (var unit in Fired(pre.Population, pre.Event, sample, step - delay))
                        {
                            yield return [.. byPre[(unit, delay)].Where(s => tile < 0 || s.Post / SynapseRows.TileSize == tile)];
                        }
                    }
                }

                break;
        }
    }

    private List<int> Fired(string population, string unitEvent, int sample, long step)
    {
        var log = _connections.LogOf(population, unitEvent)[sample];
        var units = new List<int>();
        for (var slice = 0; slice < log.Slices; slice++)
        {
            units.AddRange(log.At(step, slice));
        }

        return units;
    }

    // All values are read before any is written, except for additions.
    private void Carry(IReadOnlyList<Synapse> group, int sample, long step)
    {
        var results = new List<(EventOperand Operand, Synapse Synapse, T Value)>();
        foreach (var synapse in group)
        {
            var known = new Dictionary<Node, T>();
            results.AddRange(_stores.Select(store => (
                _operands[store.Target], synapse, InterpretedStores<T>.Evaluate(store.Value, symbol => Load(_operands[symbol], synapse, sample, step), known))));
        }

        foreach (var (operand, synapse, value) in results)
        {
            var matrix = _memory[operand.Variable!];
            var (row, column) = PlaceOf(operand, synapse, matrix, sample);
            matrix[row, column] = double.CreateTruncating(
                operand.Kind == OperandKind.Added ? T.CreateTruncating(matrix[row, column]) + value : value);
        }
    }

    private T Load(EventOperand operand, Synapse synapse, int sample, long step)
    {
        switch (operand.Kind)
        {
            case OperandKind.Time: return T.CreateTruncating(step * _options.TimeStep);
            case OperandKind.Step: return T.CreateTruncating(step);
            case OperandKind.PreIndex: return T.CreateTruncating(synapse.Pre - operand.Number);
            case OperandKind.PostIndex: return T.CreateTruncating(synapse.Post - operand.Number);
            case OperandKind.Uniform or OperandKind.Normal:
                return T.CreateTruncating(EventDraw.Of(
                    _options.Seed, operand.Kind == OperandKind.Normal, operand.Number, sample, step, synapse.Pre, synapse.Post, _memory.Type));
            default:
                var matrix = _memory[operand.Variable!];
                var (row, column) = PlaceOf(operand, synapse, matrix, sample);
                return T.CreateTruncating(matrix[row, column]);
        }
    }

    private static (int Row, int Column) PlaceOf(EventOperand operand, Synapse synapse, Matrix matrix, int sample) => (
        matrix.Rows == 1 || matrix.IsPerSlice ? 0 : sample,
        operand.Kind switch
        {
            OperandKind.Synapse => (int)synapse.Position,
            OperandKind.Pre => synapse.Pre,
            OperandKind.Post or OperandKind.Added => synapse.Post,
            _ => 0,
        });

    private static IEnumerable<Synapse> SynapsesOf(SynapseRows rows)
    {
        for (var row = 0L; row < rows.Rows; row++)
        {
            var (source, tile, first) = ((int)(row / rows.Tiles), (int)(row % rows.Tiles) * SynapseRows.TileSize, rows.OffsetOf(row));
            var (targets, delays) = (rows.TargetsOf(row).ToArray(), rows.DelaysOf(row).ToArray());
            for (var k = 0; k < targets.Length; k++)
            {
                yield return new Synapse(first + k, source, tile + targets[k], delays.Length == 0 ? rows.UniformDelay : delays[k]);
            }
        }
    }

    /// <summary>A synapse: its position in memory, its two units and its delay in steps. A unit is stored as both of its units.</summary>
    private readonly record struct Synapse(long Position, int Pre, int Post, int Delay);
}
