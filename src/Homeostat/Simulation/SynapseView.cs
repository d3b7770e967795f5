
namespace Homeostat;

/// <summary>
/// The synapses of a projection, by presynaptic and then postsynaptic unit; where a pair has several synapses, by their delay.
/// That order is the same for <see cref="Pre"/>, <see cref="Post"/>, <see cref="Delay"/> and every variable, and does not
/// depend on how synapses are stored.
/// </summary>
public sealed class SynapseView
{
    private readonly SynapseRows _rows;
    private readonly SynapseContext _context;
    private readonly Func<string, Matrix> _values;
    private readonly Action<string> _changed;
    private readonly Lazy<(int[] Pre, int[] Post, int[]? Positions)> _order;

    /// <param name="context">What the synapses were built from.</param>
    /// <param name="rows">The synapses.</param>
    /// <param name="values">The memory of a variable; objects to names there are not.</param>
    /// <param name="changed">Told the name of a variable that was set.</param>
    internal SynapseView(SynapseContext context, SynapseRows rows, Func<string, Matrix> values, Action<string> changed)
    {
        (_context, _rows, _values, _changed) = (context, rows, values, changed);
        _order = new(Walk);
    }

    /// <summary>Number of synapses.</summary>
    public int Count => (int)_rows.Count;

    /// <summary>The presynaptic unit of each, counted from where the projection's slice begins, as <c>i</c> in its expressions.</summary>
    public int[] Pre => _order.Value.Pre;

    /// <summary>The postsynaptic unit of each, counted like <c>j</c>.</summary>
    public int[] Post => _order.Value.Post;

    /// <summary>The delay of each in seconds: whole time steps.</summary>
    public double[] Delay
    {
        get
        {
            var delays = new double[Count];
            var stored = _rows.AllDelays;
            var positions = _order.Value.Positions;
            for (var k = 0; k < delays.Length; k++)
            {
                delays[k] = _context.TimeStep * (positions is null ? _rows.UniformDelay : stored[positions[k]]);
            }

            return delays;
        }
    }

    /// <summary>The values of a variable: one a synapse, or a single one where it is flagged <c>(shared)</c>.</summary>
    /// <param name="variable">Its name, such as <c>w</c>.</param>
    /// <exception cref="HomeostatException">The synapses have no such variable.</exception>
    public double[] Get(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var matrix = _values(variable);
        var values = new double[LengthOf(matrix)];
        var positions = matrix.Columns == Count ? _order.Value.Positions : null;
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = matrix[0, positions is null ? k : positions[k]];
        }

        return values;
    }

    /// <summary>Sets a variable.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="values">As many as <see cref="Get"/> gives.</param>
    /// <exception cref="HomeostatException">The synapses have no such variable, or another number of values.</exception>
    public void Set(string variable, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var matrix = _values(variable);
        if (values.Length != LengthOf(matrix))
        {
            throw new HomeostatException(
                $"'{variable}' of {_context.Owner} has {LengthOf(matrix)} values, one a synapse unless it is shared; {values.Length} were given.");
        }

        var positions = matrix.Columns == Count ? _order.Value.Positions : null;
        for (var k = 0; k < values.Length; k++)
        {
            matrix[0, positions is null ? k : positions[k]] = values[k];
        }

        _changed(variable);
    }

    // Without synapses there is memory all the same, and a shared value has one for many.
    private int LengthOf(Matrix matrix) => Math.Min(matrix.Columns, Count);

    /// <summary>Where in memory a synapse of this order is.</summary>
    internal int PlaceOf(int synapse) => _order.Value.Positions is { } positions ? positions[synapse] : synapse;

    private (int[] Pre, int[] Post, int[]? Positions) Walk()
    {
        var (pre, post) = (new int[Count], new int[Count]);
        var positions = _rows.AllDelays.IsEmpty ? null : new int[Count];
        new SynapseWalk(_rows, _context.Pre.First, _context.Post.First).Run(_context.Workers, (piece, _) =>
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
