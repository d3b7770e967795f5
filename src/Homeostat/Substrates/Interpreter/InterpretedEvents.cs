using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>Carries out statements at single synapses or units, one after another.</summary>
internal sealed class InterpretedEvents<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PlanOperation _operation;
    private readonly EventStatements _statements;
    private readonly InterpretedStores<T> _stores;
    private readonly Dictionary<Symbol, EventOperand> _operands;
    private readonly Memory _memory;
    private readonly Connections _connections;
    private readonly MachineOptions _options;
    private readonly Synapse[] _synapses;
    private readonly ILookup<int, Synapse> _byPost;
    private readonly ILookup<(int Pre, int Delay), Synapse> _byPre;
    private readonly int[] _delays;
    private readonly int[] _tiles;

    public InterpretedEvents(PlanOperation operation, Memory memory, Connections connections, MachineOptions options)
    {
        (_operation, _memory, _connections, _options) = (operation, memory, connections, options);
        (_statements, var projection) = operation switch
        {
            Deliver deliver => (deliver.Statements, deliver.Projection),
            EverySynapse every => (every.Statements, every.Projection),
            _ => (((AtEvent)operation).Statements, null),
        };
        _stores = new InterpretedStores<T>(_statements.Stores);
        _operands = _statements.Operands.ToDictionary(o => o.Symbol);
        _synapses = projection is null ? [] : [.. SynapsesOf(connections.Of(projection).Rows)];
        _byPost = _synapses.OrderBy(s => s.Position).ToLookup(s => s.Post);
        _byPre = _synapses.ToLookup(s => (s.Pre, s.Delay));
        _delays = [.. _synapses.Select(s => s.Delay).Distinct().OrderDescending()];
        _tiles = _delays.Length > 1 ? [-1] : [.. _synapses.Select(s => s.Post / SynapseRows.TileSize).Distinct().Order()];
    }

    /// <summary>Carries out the statements for a sample and returns the number of synapses or units reached.</summary>
    public long Run(int sample, long step)
    {
        Synapse[] reached = [.. Reached(sample, step)];
        foreach (var group in _statements.ByRow ? reached.Chunk(1) : [reached])
        {
            Carry(group, sample, step);
        }

        return reached.Length;
    }

    // Synapses are visited in the order in which additions happen: by tile of targets, then by the unit that fired.
    private IEnumerable<Synapse> Reached(int sample, long step)
    {
        switch (_operation)
        {
            case AtEvent at:
                foreach (var unit in Fired(at.Population, at.Event, sample, step))
                {
                    yield return new Synapse(0, unit, unit, 0);
                }

                break;
            case EverySynapse:
                foreach (var synapse in _synapses)
                {
                    yield return synapse;
                }

                break;
            case Deliver { IsPost: true } post:
                foreach (var synapse in Fired(post.Population, post.Event, sample, step).SelectMany(unit => _byPost[unit]))
                {
                    yield return synapse;
                }

                break;
            case Deliver pre:
                foreach (var tile in _tiles)
                {
                    foreach (var delay in _delays)
                    {
                        foreach (var synapse in Fired(pre.Population, pre.Event, sample, step - delay).SelectMany(unit => _byPre[(unit, delay)]))
                        {
                            if (tile < 0 || synapse.Post / SynapseRows.TileSize == tile)
                            {
                                yield return synapse;
                            }
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

    // All values of a group are read before any is written, except for additions. A synapse whose statements read what they write at a unit is a group of its own.
    private void Carry(Synapse[] group, int sample, long step)
    {
        var count = _stores.Targets.Count;
        var results = new T[group.Length * count];
        for (var k = 0; k < group.Length; k++)
        {
            var synapse = group[k];
            _stores.Evaluate(symbol => Load(_operands[symbol], synapse, sample, step), results.AsSpan(k * count, count));
        }

        for (var k = 0; k < results.Length; k++)
        {
            var operand = _operands[_stores.Targets[k % count]];
            var matrix = _memory[operand.Variable!];
            var (row, column) = PlaceOf(operand, group[k / count], matrix, sample);
            matrix[row, column] = double.CreateTruncating(
                operand.Kind == OperandKind.Added ? T.CreateTruncating(matrix[row, column]) + results[k] : results[k]);
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
