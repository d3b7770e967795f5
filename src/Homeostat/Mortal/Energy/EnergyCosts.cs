
namespace Homeostat;

/// <summary>What a body pays for what it does, in J. Operations are counted from the compiled plans, structure from what is there.</summary>
public sealed record EnergyCosts
{
    /// <summary>Of every step, whatever happens.</summary>
    public double Basal { get; init; }

    /// <summary>Of every step, for each unit.</summary>
    public double Unit { get; init; }

    /// <summary>Of every step, for each synapse that exists.</summary>
    public double Synapse { get; init; }

    /// <summary>Of a multiply-accumulate of inference or learning.</summary>
    public double MultiplyAccumulate { get; init; }

    /// <summary>Of any other operation on a number.</summary>
    public double Operation { get; init; }

    /// <summary>Of a unit of effort: the sum of what all effectors do, without sign.</summary>
    public double Effort { get; init; }

    /// <summary>Of making a synapse.</summary>
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
