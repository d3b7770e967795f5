namespace Homeostat;

/// <summary>
/// The step-function of an ultrastable system (Ashby 1960, Design for a Brain, second edition, sections 7/26 and 8/2). While a unit signals that an
/// essential variable is out of its limits, all weights that the unit receives by a projection are drawn again, uniform within a range. While it
/// does not signal, they stay constant. In this way a wiring that works is kept.
/// </summary>
/// <param name="Projection">The name of a dense projection with a variable that has the flag <c>(weight)</c>.</param>
/// <param name="When">The variable that triggers new weights for a postsynaptic unit when it is not 0 in the first sample, as
/// <c>population.variable</c>. A sub-expression has to be probed, or watched by the body.</param>
public sealed record Uniselector(string Projection, string When) : StructuralRule
{
    /// <summary>The range of the weights, which are drawn uniformly from −range to range.</summary>
    public double Range { get; init; } = 1;

    /// <summary>Whether the weight of a unit to itself is friction, drawn from −range to 0.</summary>
    public bool IsDamped { get; init; }

    /// <inheritdoc/>
    public override StructuralChange Apply(Structure structure, Moment now)
    {
        ArgumentNullException.ThrowIfNull(structure);
        Require(Range > 0, "A range", Range, "a finite number above 0");
        var simulation = structure.Simulation;
        var weight = simulation.Model.Required(Role.Weight, Projection, "a uniselector").Symbol.Name;
        var (wrong, w) = (simulation[When], simulation[weight]);
        if (wrong.Columns != w.Rows || (IsDamped && w.Rows != w.Columns))
        {
            throw new HomeostatException(
                $"'{When}' has {wrong.Columns} units, and '{Projection}' has synapses from {w.Columns} to {w.Rows} units. Give a variable of the postsynaptic "
                + $"population of a dense projection. The projection has to be recurrent if IsDamped is set.");
        }

        var drawn = 0;
        for (var post = 0; post < w.Rows; post++)
        {
            for (var pre = 0; pre < w.Columns && wrong[0, post] != 0; pre++)
            {
                var u = now.Uniform((uint)((post * w.Columns) + pre));
                w[post, pre] = Range * (IsDamped && pre == post ? -u : (2 * u) - 1);
                drawn++;
            }
        }

        simulation.Changed(weight);
        return new StructuralChange(Grown: drawn, Pruned: drawn);
    }
}
