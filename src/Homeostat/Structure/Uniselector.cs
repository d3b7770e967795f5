namespace Homeostat;

/// <summary>
/// The step-function of an ultrastable system (Ashby 1960, Design for a Brain, second edition, sections 7/26 and 8/2): while something is wrong with a unit, all
/// synapses it receives by a projection are drawn anew, uniform within a range, whatever they were; while nothing is, they stay. What
/// is kept is what works: selection by the essential variables alone.
/// </summary>
/// <param name="Projection">Name of a dense projection with a variable flagged <c>(weight)</c>.</param>
/// <param name="When">What says that something is wrong with a postsynaptic unit, as <c>population.variable</c>: not 0, in the first
/// sample. A sub-expression has to be probed, or watched by the body.</param>
public sealed record Uniselector(string Projection, string When) : StructuralRule
{
    /// <summary>Weights are drawn from −range to range.</summary>
    public double Range { get; init; } = 1;

    /// <summary>Whether what a unit does to itself is friction: drawn from −range to 0.</summary>
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
                $"'{When}' has {wrong.Columns} units, and '{Projection}' synapses from {w.Columns} to {w.Rows} units. Give a variable of the postsynaptic "
                + $"population of a dense projection; of a recurrent one where it is damped.");
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
