namespace Homeostat.Planning;

/// <summary>Stops the run where a value is not a finite number.</summary>
/// <param name="State">The value: samples × units.</param>
/// <param name="Every">The number of time steps from one check to the next.</param>
internal sealed record Check(Symbol State, int Every) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => [State];

    public override IEnumerable<Symbol> Writes => [];

    public override string ToString() => $"{State.Name} is finite{(Every > 1 ? $", every {Every} steps" : "")}";
}
