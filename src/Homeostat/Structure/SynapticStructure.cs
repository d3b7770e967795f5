
namespace Homeostat;

/// <summary>
/// The synapses of one projection of a running simulation, those that exist and those that could: dormant ones. A synapse is named by
/// <c>post·columns + pre</c>. Dormant ones have a weight of zero, deliver nothing and do not learn; where the gradient is dense, it is known
/// for them too.
/// </summary>
public sealed class SynapticStructure
{
    private const string Purpose = "changing structure";

    private readonly Simulation _simulation;
    private readonly ProjectionModel _model;
    private static readonly Role[] s_ofPlaces =
        [Role.Existence, Role.Gradient, Role.Sign, Role.Curvature, Role.Gain, Role.Offset, Role.Noise];

    private readonly Matrix _exists;
    private readonly Matrix _vacant;
    private readonly Matrix[] _ofSynapses;

    internal SynapticStructure(Simulation simulation, ProjectionModel model, Upkeep upkeep)
    {
        (_simulation, _model, Upkeep) = (simulation, model, upkeep);
        _exists = Of(Role.Existence, Purpose);
        _vacant = Of(Role.Vacancy, Purpose);
        Gradients = Of(Role.Gradient, Purpose);
        Weights = Of(Role.Weight, Purpose);

        // What a synapse has learned goes with it, the optimizer's means as well as the weight; what is known of its place, and what the device is
        // there, stays.
        _ofSynapses = [.. model.Variables.Where(v => v.Symbol.Axes != Equations.Axes.None && !s_ofPlaces.Contains(v.Role)).Select(v => simulation[v.Symbol.Name])];
    }

    /// <summary>The projection's name.</summary>
    public string Name => _model.Name;

    /// <summary>The presynaptic population.</summary>
    public string Pre => _model.Pre.Name;

    /// <summary>The postsynaptic population.</summary>
    public string Post => _model.Post.Name;

    /// <summary>Presynaptic units.</summary>
    public int Columns => _model.Columns;

    /// <summary>Postsynaptic units.</summary>
    public int Rows => _model.Rows;

    /// <summary>Synapses that could exist.</summary>
    public int Capacity => Rows * Columns;

    /// <summary>Synapses that exist.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var synapse = 0; synapse < Capacity; synapse++)
            {
                count += Exists(synapse) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>What having them costs.</summary>
    public Upkeep Upkeep { get; }

    /// <summary>
    /// How many synapses the projection may have: as many as there are and were lost. Growth fills up to it, and pruning for good lowers it. The
    /// difference is the variable flagged <c>(vacancy)</c>.
    /// </summary>
    public int Budget
    {
        get => Math.Min(Capacity, Count + (int)_vacant[0, 0]);
        set => _vacant[0, 0] = value - Count;
    }

    /// <summary>Samples in a batch, over which gradients are means.</summary>
    public int Batch => _simulation.Batch;

    internal Matrix Weights { get; }

    internal Matrix Gradients { get; }

    /// <summary>Whether a synapse exists.</summary>
    public bool Exists(int synapse) => At(_exists, synapse) != 0;

    /// <summary>A synapse's weight; zero for a dormant one.</summary>
    public double Weight(int synapse) => At(Weights, synapse);

    /// <summary>The gradient of the last update by a synapse's weight, whether it exists or not.</summary>
    public double Gradient(int synapse) => At(Gradients, synapse);

    /// <summary>The synapses that exist, in order.</summary>
    public int[] Existing() => Those(exist: true);

    /// <summary>The synapses that do not, in order.</summary>
    public int[] Dormant() => Those(exist: false);

    /// <summary>Dormant synapses come to exist.</summary>
    /// <param name="synapses">Which; those that exist already stay as they are.</param>
    /// <param name="weight">The weight of each; zero unless given.</param>
    /// <returns>How many came.</returns>
    public int Grow(ReadOnlySpan<int> synapses, Func<int, double>? weight = null)
    {
        var grown = 0;
        foreach (var synapse in synapses)
        {
            var (post, pre) = Math.DivRem(synapse, Columns);
            if (_exists[post, pre] == 0)
            {
                _exists[post, pre] = 1;
                Weights[post, pre] = weight?.Invoke(synapse) ?? 0;
                grown++;
            }
        }

        _vacant[0, 0] -= grown;
        Changed();
        return grown;
    }

    /// <summary>
    /// Synapses become dormant: weight and all that the optimizer remembers of them are gone. Others may take their places, unless
    /// <see cref="Budget"/> is lowered too.
    /// </summary>
    /// <param name="synapses">Which; dormant ones stay so.</param>
    /// <returns>How many went.</returns>
    public int Prune(ReadOnlySpan<int> synapses)
    {
        var pruned = 0;
        foreach (var synapse in synapses)
        {
            var (post, pre) = Math.DivRem(synapse, Columns);
            pruned += _exists[post, pre] != 0 ? 1 : 0;
            _exists[post, pre] = 0;
            foreach (var variable in _ofSynapses)
            {
                variable[post, pre] = 0;
            }
        }

        _vacant[0, 0] += pruned;
        Changed();
        return pruned;
    }

    /// <summary>So many of the dormant synapses, each as likely as any other; all if there are fewer.</summary>
    internal int[] AtRandom(int count, Moment now)
    {
        var dormant = Dormant();
        count = Math.Clamp(count, 0, dormant.Length);
        for (var i = 0; i < count; i++)
        {
            var other = i + (int)(now.Uniform((uint)i) * (dormant.Length - i));
            (dormant[i], dormant[other]) = (dormant[other], dormant[i]);
        }

        return dormant[..count];
    }

    /// <summary>The first of these synapses by a value, the least first; of equals the one named first.</summary>
    internal static int[] Least(int[] synapses, int count, Func<int, double> value)
    {
        var values = Array.ConvertAll(synapses, synapse => (Value: value(synapse), Synapse: synapse));
        Array.Sort(values);
        return Array.ConvertAll(values[..Math.Clamp(count, 0, values.Length)], v => v.Synapse);
    }

    /// <summary>The fraction of these synapses whose weights are nearest to zero.</summary>
    internal int[] Weakest(int[] synapses, double fraction) =>
        Least(synapses, (int)Math.Round(fraction * synapses.Length), synapse => Math.Abs(Weight(synapse)));

    /// <summary>The values of a variable that a rule adds to the synapses.</summary>
    internal Matrix Of(string variable, string why = "a rule adds it; declare the projection with a Selection that has the rule") => _model.Find(variable) is { } found
        ? _simulation[found.Symbol.Name]
        : throw new HomeostatException($"Projection '{Name}' has no variable '{variable}': {why}.");

    /// <summary>The values of the variable with a role.</summary>
    internal Matrix Of(Role role, string purpose) => _simulation[_simulation.Model.Required(
        role, Name, purpose, ", or declare the projection by Synapse.Learning with a Selection that has the rule").Symbol.Name];

    internal double At(Matrix variable, int synapse)
    {
        var (post, pre) = Math.DivRem(synapse, Columns);
        return variable[post, pre];
    }

    internal void Changed()
    {
        foreach (var variable in _model.Variables.Where(v => v.Role is Role.Weight or Role.Existence))
        {
            _simulation.Changed(variable.Symbol.Name);
        }
    }

    private int[] Those(bool exist)
    {
        var found = new List<int>();
        for (var synapse = 0; synapse < Capacity; synapse++)
        {
            if (Exists(synapse) == exist)
            {
                found.Add(synapse);
            }
        }

        return [.. found];
    }
}
