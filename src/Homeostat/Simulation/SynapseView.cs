
namespace Homeostat;

/// <summary>
/// The synapses of a projection, ordered by presynaptic unit, then by postsynaptic unit, and then by delay if a pair has several synapses.
/// This order is the same for <see cref="Pre"/>, <see cref="Post"/>, <see cref="Delay"/> and every variable, and does not depend on how
/// synapses are stored. The synapses of a convolution share the values of its kernels: each synapse shows the values of its kernel element.
/// </summary>
public sealed class SynapseView
{
    private readonly string _owner;
    private readonly Func<string, Matrix> _values;
    private readonly Action<string> _changed;
    private readonly Func<int[]?, double[]> _delays;
    private readonly Lazy<(int[] Pre, int[] Post, int[]? Positions)> _order;

    /// <param name="context">The context from which the synapses were built.</param>
    /// <param name="rows">The synapses.</param>
    /// <param name="values">The function that gives the memory of a variable; it throws an exception for an unknown name.</param>
    /// <param name="changed">The action that is called with the name of a variable that was set.</param>
    internal SynapseView(SynapseContext context, SynapseRows rows, Func<string, Matrix> values, Action<string> changed)
    {
        (_owner, Count, _values, _changed) = (context.Owner, (int)rows.Count, values, changed);
        _delays = positions => Delays(context, rows, positions);
        _order = new(() => Walk(context, rows));
    }

    /// <param name="owner">The projection.</param>
    /// <param name="storage">The storage of the values that synapses share.</param>
    /// <param name="values">The function that gives the memory of a variable; it throws an exception for an unknown name.</param>
    /// <param name="changed">The action that is called with the name of a variable that was set.</param>
    internal SynapseView(string owner, WeightStorage storage, Func<string, Matrix> values, Action<string> changed)
    {
        (_owner, Count, _values, _changed) = (owner, checked((int)storage.SynapseCount), values, changed);
        _delays = _ => new double[Count];
        _order = new(() =>
        {
            var synapses = storage.Synapses.OrderBy(synapse => synapse.Pre).ThenBy(synapse => synapse.Post).ToArray();
            return (
                [.. synapses.Select(synapse => synapse.Pre)],
                [.. synapses.Select(synapse => synapse.Post)],
                [.. synapses.Select(synapse => (synapse.Row * storage.Columns) + synapse.Column)]);
        });
    }

    /// <summary>The number of synapses.</summary>
    public int Count { get; }

    /// <summary>The presynaptic unit of each synapse, [synapses], counted from the beginning of the projection's slice like <c>i</c> in its expressions.</summary>
    public int[] Pre => _order.Value.Pre;

    /// <summary>The postsynaptic unit of each synapse, [synapses], counted like <c>j</c>.</summary>
    public int[] Post => _order.Value.Post;

    /// <summary>The delay of each synapse in seconds, [synapses]; a whole number of time steps.</summary>
    public double[] Delay => field ??= _delays(_order.Value.Positions);

    /// <summary>Reads the values of a variable: one for each synapse, or a single value if the variable is flagged <c>(shared)</c>.</summary>
    /// <param name="variable">The name of the variable, such as <c>w</c>.</param>
    /// <exception cref="HomeostatException">The synapses have no such variable.</exception>
    public double[] Get(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var matrix = _values(variable);
        var values = new double[LengthOf(matrix)];
        for (var k = 0; k < values.Length; k++)
        {
            var (row, column) = PlaceIn(matrix, k);
            values[k] = matrix[row, column];
        }

        return values;
    }

    /// <summary>Sets the values of a variable.</summary>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="values">The new values, as many as <see cref="Get"/> returns.</param>
    /// <exception cref="HomeostatException">
    /// The synapses have no such variable, the number of values is wrong, or synapses that share a weight of a kernel were given different values.
    /// </exception>
    public void Set(string variable, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var matrix = _values(variable);
        if (values.Length != LengthOf(matrix))
        {
            throw new HomeostatException(
                $"'{variable}' of {_owner} has {LengthOf(matrix)} values, one a synapse unless it is shared; {values.Length} were given.");
        }

        RequireAlike(matrix, variable, values);
        for (var k = 0; k < values.Length; k++)
        {
            var (row, column) = PlaceIn(matrix, k);
            matrix[row, column] = values[k];
        }

        _changed(variable);
    }

    // A projection without synapses still has memory for its variables, and a shared variable has one value for all synapses.
    private int LengthOf(Matrix matrix) => matrix.Rows * matrix.Columns == 1 ? Math.Min(1, Count) : Count;

    private (int Row, int Column) PlaceIn(Matrix matrix, int synapse) =>
        matrix.Rows * matrix.Columns == 1 ? (0, 0) : Math.DivRem(PlaceOf(synapse), matrix.Columns);

    private void RequireAlike(Matrix matrix, string variable, ReadOnlySpan<double> values)
    {
        var first = new Dictionary<(int, int), int>();
        for (var k = 0; k < values.Length; k++)
        {
            var place = PlaceIn(matrix, k);
            if (!first.TryAdd(place, k) && values[first[place]] != values[k])
            {
                throw new HomeostatException(
                    $"Synapses {first[place]} and {k} of {_owner} share a weight of its kernels, but '{variable}' was given as {values[first[place]]} and "
                    + $"{values[k]}. Give all synapses of a weight the same value, or set the kernels as simulation[\"name.{variable}\"].");
            }
        }
    }

    /// <summary>The position in memory of a synapse in this order.</summary>
    internal int PlaceOf(int synapse) => _order.Value.Positions is { } positions ? positions[synapse] : synapse;

    private static double[] Delays(SynapseContext context, SynapseRows rows, int[]? positions)
    {
        var delays = new double[rows.Count];
        var stored = rows.AllDelays;
        for (var k = 0; k < delays.Length; k++)
        {
            delays[k] = context.TimeStep * (positions is null ? rows.UniformDelay : stored[positions[k]]);
        }

        return delays;
    }

    private static (int[] Pre, int[] Post, int[]? Positions) Walk(SynapseContext context, SynapseRows rows)
    {
        var (pre, post) = (new int[rows.Count], new int[rows.Count]);
        var positions = rows.AllDelays.IsEmpty ? null : new int[rows.Count];
        new SynapseWalk(rows, context.Pre.First, context.Post.First).Run(context.Workers, (piece, _) =>
        {
            piece.Pre.CopyTo(pre.AsSpan((int)piece.First));
            piece.Post.CopyTo(post.AsSpan((int)piece.First));
            if (positions is not null)
            {
                piece.Positions.CopyTo(positions.AsSpan((int)piece.First));
            }
        });
        return (pre, post, positions);
    }
}
