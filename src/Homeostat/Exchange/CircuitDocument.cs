namespace Homeostat;

/// <summary>A circuit as data, for a manifest.</summary>
internal sealed record CircuitDocument(
    string Name, double TimeStep, IReadOnlyList<Population> Populations, IReadOnlyList<Projection> Projections)
{
    public static CircuitDocument Of(Circuit circuit) =>
        new(circuit.Name, circuit.TimeStep, circuit.Populations, circuit.Projections);

    public Circuit ToCircuit()
    {
        var circuit = new Circuit(Name, TimeStep * Units.Second);
        foreach (var population in Populations)
        {
            circuit.Add(population);
        }

        circuit.Add(Projections);
        return circuit;
    }
}
