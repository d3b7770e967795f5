using System.Text;

namespace Homeostat.Nir;

/// <summary>The parameters of a population: constants where all units share a value, otherwise stored variables with their values.</summary>
/// <param name="population">The name of the population.</param>
/// <param name="size">The number of units.</param>
/// <param name="values">The dictionary that stored values are added to.</param>
internal sealed class UnitParameters(string population, int size, Dictionary<string, double[]> values)
{
    private readonly StringBuilder _lines = new();

    public Dictionary<string, Quantity> Constants { get; } = [];

    /// <summary>The declarations of the stored parameters, each after a line feed.</summary>
    public string Lines => _lines.ToString();

    public bool Add(string name, double[] numbers, (string Name, Dimension Dimension) unit)
    {
        if (Array.TrueForAll(numbers, x => x == numbers[0]))
        {
            Constants[name] = new Quantity(numbers[0], unit.Dimension);
        }
        else
        {
            _lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{name} : {unit.Name} (constant)");
            values[$"{population}.{name}"] = numbers.Length == size ? numbers : throw new InvalidOperationException($"{numbers.Length} values of {name} for {size} units.");
        }

        return true;
    }
}
