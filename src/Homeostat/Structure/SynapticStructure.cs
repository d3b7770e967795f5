
namespace Homeostat;

/// <summary>
/// The synapses of one projection of a running simulation, both the existing ones and the dormant ones, which could exist. A synapse has the index
/// <c>post·columns + pre</c>. A dormant synapse has a weight of zero, has no effect and does not learn. If the gradient is dense, it is known for
/// dormant synapses too.
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

        // When a synapse is pruned, its weight and the optimizer's means are lost. Variables that belong to its place or to the device stay.
        _ofSynapses = [.. model.Variables.Where(v => v.Symbol.Axes != Equations.Axes.None && !s_ofPlaces.Contains(v.Role)).Select(v => simulation[v.Symbol.Name])];
    }

    /// <summary>The name of the projection.</summary>
    public string Name => _model.Name;

    /// <summary>The name of the presynaptic population.</summary>
    public string Pre => _model.Pre.Name;

    /// <summary>The name of the postsynaptic population.</summary>
    public string Post => _model.Post.Name;

    /// <summary>The number of presynaptic units.</summary>
    public int Columns => _model.Columns;

    /// <summary>The number of postsynaptic units.</summary>
    public int Rows => _model.Rows;

    /// <summary>The number of synapses that could exist, <see cref="Rows"/> × <see cref="Columns"/>.</summary>
    public int Capacity => Rows * Columns;

    /// <summary>The number of synapses that exist.</summary>
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

    /// <summary>The upkeep of the synapses and units.</summary>
    public Upkeep Upkeep { get; }

    /// <summary>
    /// The number of synapses that the projection may have: the existing synapses and those that were lost and may be replaced. Growth adds synapses up
    /// to this number, and pruning for good lowers it. The number that may be replaced is the variable with the flag <c>(vacancy)</c>.
    /// </summary>
    public int Budget
    {
        get => Math.Min(Capacity, Count + (int)_vacant[0, 0]);
        set => _vacant[0, 0] = value - Count;
    }

    /// <summary>The number of samples in a batch. Gradients are means over it.</summary>
    public int Batch => _simulation.Batch;

    internal Matrix Weights { get; }

    internal Matrix Gradients { get; }

    /// <summary>Whether a synapse exists.</summary>
    public bool Exists(int synapse) => At(_exists, synapse) != 0;

    /// <summary>The weight of a synapse; zero for a dormant one.</summary>
    public double Weight(int synapse) => At(Weights, synapse);

    /// <summary>The gradient with respect to a synapse's weight at the last update, also for a dormant synapse.</summary>
    public double Gradient(int synapse) => At(Gradients, synapse);

    /// <summary>The indices of the synapses that exist, in ascending order.</summary>
    public int[] Existing() => Those(exist: true);

    /// <summary>The indices of the dormant synapses, in ascending order.</summary>
    public int[] Dormant() => Those(exist: false);

    /// <summary>Makes dormant synapses exist.</summary>
    /// <param name="synapses">The indices of the synapses. Those that already exist are unchanged.</param>
    /// <param name="weight">A function that gives the weight of each new synapse; zero unless given.</param>
    /// <returns>The number of synapses that were added.</returns>
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
    /// Makes synapses dormant. Their weights and the optimizer's variables are set to zero. Other synapses may replace them unless <see cref="Budget"/>
    /// is lowered too.
    /// </summary>
    /// <param name="synapses">The indices of the synapses. Dormant ones are not counted.</param>
    /// <returns>The number of synapses that were removed.</returns>
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

    /// <summary>Draws a number of dormant synapses, each with the same probability; all of them if there are fewer.</summary>
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

    /// <summary>The given number of synapses with the smallest values, in ascending order of value; equal values are ordered by index.</summary>
    internal static int[] Least(int[] synapses, int count, Func<int, double> value)
    {
        var values = Array.ConvertAll(synapses, synapse => (Value: value(synapse), Synapse: synapse));
        Array.Sort(values);
        return Array.ConvertAll(values[..Math.Clamp(count, 0, values.Length)], v => v.Synapse);
    }

    /// <summary>A fraction of these synapses: those whose weights are nearest to zero.</summary>
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
