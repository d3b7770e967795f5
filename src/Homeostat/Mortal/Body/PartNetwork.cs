using System.Globalization;
using System.Text;

namespace Homeostat;

/// <summary>The parts of a body as a circuit with one population of one unit. One step of life is a time step of one second.</summary>
internal sealed class PartNetwork : IDisposable
{
    private const string Population = "parts";

    private readonly IReadOnlyList<Part> _parts;
    private readonly Simulation _simulation;
    private readonly Plan _step;
    private readonly Matrix[] _conditions;
    private readonly double[] _before;

    public PartNetwork(string body, IReadOnlyList<Part> parts, Workers workers)
    {
        _parts = parts;
        _before = new double[parts.Count];
        _simulation = new Simulation(
            CircuitOf(body, parts), 1, new SimulationOptions { Type = ElementType.Float64, Workers = workers });
        _step = _simulation.Compile(new Settle(1));
        _conditions = [.. parts.Select(p => _simulation[Name(p.Name)])];
    }

    public Simulation Simulation => _simulation;

    public double this[int part] => _conditions[part][0, 0];

    /// <summary>Applies one step of wear and repair to all parts and returns the energy that the repair cost, in J.</summary>
    public double Step()
    {
        for (var n = 0; n < _before.Length; n++)
        {
            _before[n] = this[n];
        }

        _simulation.Run(_step);
        var cost = 0.0;
        for (var n = 0; n < _before.Length; n++)
        {
            // The amount built is the new condition minus the part of the old condition that did not wear out.
            cost += _parts[n].Cost * Math.Max(0, this[n] - ((1 - _parts[n].Wear) * _before[n]));
        }

        return cost;
    }

    public void KnockOut(string part) => Set($"{part}_repair", 0);

    public void Wound(string part, double condition) => Set(part, condition);

    public static Circuit CircuitOf(string body, IReadOnlyList<Part> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var catalysts = string.Concat(part.Catalysts.Select(c => $"*{c}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"d{part.Name}/dt = ({part.Name}_built - {part.Wear:R}*{part.Name})/second : 1");
            text.AppendLine(CultureInfo.InvariantCulture, $"{part.Name}_built = {part.Name}_repair{catalysts}*(1 - {part.Name}) : 1");
            text.AppendLine(CultureInfo.InvariantCulture, $"{part.Name}_repair : 1");
        }

        return new Circuit($"parts of {body}", 1 * Units.Second)
        {
            new Population(Population, 1, text.ToString())
            {
                Method = "euler",
                Initial = parts.SelectMany(p => new KeyValuePair<string, string>[]
                {
                    new(p.Name, "1"),
                    new($"{p.Name}_repair", p.Catalysts.Count == 0 ? "0" : p.Repair.ToString("R", CultureInfo.InvariantCulture)),
                }).ToDictionary(),
            },
        };
    }

    public void Dispose() => _simulation.Dispose();

    private static string Name(string variable) => $"{Population}.{variable}";

    private void Set(string variable, double value)
    {
        _simulation[Name(variable)][0, 0] = value;
        _simulation.Changed(Name(variable));
    }
}
