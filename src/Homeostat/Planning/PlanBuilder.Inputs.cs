
namespace Homeostat.Planning;

/// <content>What projections deliver to inputs.</content>
internal sealed partial class PlanBuilder
{
    private void Compute(InputSum input)
    {
        var target = _memory[input.Symbol];
        var product = DenseProduct.For(_memory.Type);
        var accumulate = false;
        var elementwise = new List<Node>();
        foreach (var delivery in input.Deliveries)
        {
            var projection = delivery.Projection;
            foreach (var term in delivery.Terms)
            {
                if (projection.IsOneToOne)
                {
                    elementwise.Add(OneToOne(projection, term));
                    continue;
                }

                var (source, other, from, to) = delivery.ToPost
                    ? (term.Pre, term.Post, projection.Pre, projection.Post)
                    : (term.Post, term.Pre, projection.Post, projection.Pre);
                var sent = Keep(source, from);
                Ensure(sent);
                var packed = PackedOf(projection, term.Synapse, transpose: delivery.ToPost);
                Ensure(packed);

                // A factor of the receiving unit waits until the sum is there.
                var direct = other.Is(1);
                var into = direct ? input.Symbol : new Symbol($"{input.Symbol.Name}#{elementwise.Count}", Axes.Both);
                var matrix = _memory.AddPopulation(into, to.Declaration.Size);
                var sign = direct && accumulate ? "+=" : "=";
                Emit(new ProductCall(
                    product, _memory[sent], _packed[packed.Name], matrix, direct && accumulate,
                    $"{into.Name} {sign} {sent.Name} · {packed.Name}"));
                accumulate |= direct;
                if (!direct)
                {
                    elementwise.Add(_factory.Multiply(_factory.Load(into), other));
                }
            }
        }

        if (elementwise.Count > 0)
        {
            var units = input.Population.Declaration.Size;
            var sum = elementwise.Select(node => Prepare(node, units)).Aggregate(_factory.Add);
            Elements([new Store(input.Symbol, accumulate ? _factory.Add(_factory.Load(input.Symbol), sum) : sum)], units);
        }
        else if (!accumulate)
        {
            var sparse = _model.Synapses.Any(p => p.Summed.Any(s => s.Input.Symbol == input.Symbol));
            Emit(new ResetCall(target, 0, $"{input.Symbol.Name} = 0{(sparse ? "" : ": no projection delivers to it")}"));
        }

        AddSums(input.Population.Inputs.First(v => v.Symbol == input.Symbol));
    }

    // Seen from the population, one-to-one synapses are parameters of its units.
    private Node OneToOne(ProjectionModel projection, Term term)
    {
        var synapse = new Substitution(_factory, node => node.Symbol is { Axes: Axes.Both } symbol
            ? _factory.Load(symbol with { Axes = Axes.Columns })
            : null).Apply(term.Synapse);
        return _factory.Multiply(synapse, _factory.Multiply(term.Pre, term.Post));
    }

    private Symbol PackedOf(ProjectionModel projection, Node synapse, bool transpose)
    {
        // Values are the same node wherever they are written, but every projection has a matrix of its own size.
        var weights = synapse.Symbol is { Axes: Axes.Both } stored ? stored : new Symbol($"{projection.Name}.={synapse}", Axes.Both);
        if (weights != synapse.Symbol)
        {
            _memory.AddSynapses(weights, projection.Rows, projection.Columns);
            Add(new SynapseValue(weights, synapse, projection.Rows, projection.Columns));
        }

        var symbol = new Symbol($"packed {weights.Name}{(transpose ? "ᵀ" : "")}", Axes.Both);
        Add(new Packed(symbol, weights, transpose));
        return symbol;
    }

    private void Compute(Packed packed)
    {
        Ensure(packed.Weights);
        var weights = _memory[packed.Weights];
        if (!_packed.TryGetValue(packed.Symbol.Name, out var panels))
        {
            panels = packed.Transpose
                ? new PackedMatrix(weights.Columns, weights.Rows, weights.Type)
                : new PackedMatrix(weights.Rows, weights.Columns, weights.Type);
            _packed.Add(packed.Symbol.Name, panels);
        }

        Emit(new PackCall(
            weights, () => _memory.Version(packed.Weights), panels, packed.Transpose,
            packed.Symbol.Name)
        { IsIndependent = true });
    }

    private void Compute(SynapseValue value)
    {
        // Weights are few compared with what is done with them, so synapse-wide values are simply computed anew.
        var kernel = _kernels.Bind(
            new ElementProgram([new Store(value.Symbol, value.Value)]), symbol => _memory[symbol], value.Pre);
        Emit(new SynapseCall(
            DenseProduct.For(_memory.Type), [], kernel, value.Post, value.Pre, RowsPerTask(value.Post),
            () => _memory.Touch(value.Symbol), $"{value.Symbol.Name} = {value.Value}")
        { IsIndependent = true });
    }

    private static int RowsPerTask(int rows) => Math.Clamp(rows / 16, 1, 24);
}
