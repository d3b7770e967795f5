
namespace Homeostat;

/// <summary>The energy that a body pays, in J. Operations are counted in the compiled plans; units and synapses are counted as they exist.</summary>
public sealed record EnergyCosts
{
    /// <summary>The cost of every step, whatever happens in it, in J.</summary>
    public double Basal { get; init; }

    /// <summary>The cost of a unit for each step, in J.</summary>
    public double Unit { get; init; }

    /// <summary>The cost of an existing synapse for each step, in J.</summary>
    public double Synapse { get; init; }

    /// <summary>The cost of one multiply-accumulate operation in inference or learning, in J.</summary>
    public double MultiplyAccumulate { get; init; }

    /// <summary>The cost of any other operation on a number, in J.</summary>
    public double Operation { get; init; }

    /// <summary>The cost of one unit of effort, in J. Effort is the sum of the absolute values that are sent to the effectors.</summary>
    public double Effort { get; init; }

    /// <summary>The cost of making a new synapse, in J.</summary>
    public double NewSynapse { get; init; }

    internal double Of(Cost cost) => (cost.MultiplyAccumulates * MultiplyAccumulate) + (cost.Operations * Operation);

    internal void Check(string body)
    {
        foreach (var (what, value) in new[]
        {
            (nameof(Basal), Basal), (nameof(Unit), Unit), (nameof(Synapse), Synapse), (nameof(MultiplyAccumulate), MultiplyAccumulate),
            (nameof(Operation), Operation), (nameof(Effort), Effort), (nameof(NewSynapse), NewSynapse),
        })
        {
            if (!(value >= 0) || !double.IsFinite(value))
            {
                throw new HomeostatException($"The cost '{what}' of body '{body}' is {value} J; energy is spent, not won: give 0 or more.");
            }
        }
    }
}
