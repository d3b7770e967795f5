
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

    /// <summary>
    /// The table that prices inference and learning, with their memory, in place of <see cref="MultiplyAccumulate"/> and <see cref="Operation"/>; null for
    /// none.
    /// </summary>
    public EnergyTable? Table { get; init; }

    /// <summary>The factor by which the energies of the table are multiplied: the operations of a real brain for which one of the circuit stands.</summary>
    public double TableScale { get; init; } = 1;

    /// <summary>The cost of one multiply-accumulate operation in inference or learning, in J.</summary>
    public double MultiplyAccumulate { get; init; }

    /// <summary>The cost of any other operation on a number, in J.</summary>
    public double Operation { get; init; }

    /// <summary>The cost of one unit of effort, in J. Effort is the sum of the absolute values that are sent to the effectors.</summary>
    public double Effort { get; init; }

    /// <summary>The cost of making a new synapse, in J.</summary>
    public double NewSynapse { get; init; }

    /// <summary>Creates costs whose inference and learning are priced by an energy table: all that the table counts, bytes included.</summary>
    /// <param name="table">The table.</param>
    /// <param name="scale">The factor by which its energies are multiplied.</param>
    public static EnergyCosts From(EnergyTable table, double scale = 1) => new() { Table = table, TableScale = scale };

    /// <exception cref="HomeostatException">The table has no energy for something that the body does.</exception>
    internal double Of(Cost cost, string body) => Table is null
        ? (cost.MultiplyAccumulates * MultiplyAccumulate) + (cost.Operations * Operation)
        : Table.Price(cost) is { Missing: [var missing, ..] }
        ? throw new HomeostatException(
            $"The energy table '{Table.Name}' of body '{body}' has no energy for {EnergyTableFile.NameOf(missing.Item)}, of which a step has {missing.Count}. "
            + $"Take another table, or one of your own that has it.")
        : TableScale * Table.Price(cost).Joules;

    internal void Check(string body)
    {
        if (Table is not null && (MultiplyAccumulate != 0 || Operation != 0))
        {
            throw new HomeostatException(
                $"The costs of body '{body}' have the energy table '{Table.Name}' and also a cost of their own for operations; leave MultiplyAccumulate and Operation at 0.");
        }

        foreach (var (what, value) in new[]
        {
            (nameof(Basal), Basal), (nameof(Unit), Unit), (nameof(Synapse), Synapse), (nameof(MultiplyAccumulate), MultiplyAccumulate),
            (nameof(Operation), Operation), (nameof(TableScale), TableScale), (nameof(Effort), Effort), (nameof(NewSynapse), NewSynapse),
        })
        {
            if (!(value >= 0) || !double.IsFinite(value))
            {
                throw new HomeostatException($"The cost '{what}' of body '{body}' is {value} J; energy is spent, not won: give 0 or more.");
            }
        }
    }
}
