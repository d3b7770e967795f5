using System.Globalization;

namespace Homeostat.Chips;

/// <summary>The parameters of a population of a chip: a constant where all units have the same, and otherwise a line of the equations and its values.</summary>
/// <param name="population">The name of the population.</param>
/// <param name="values">The values that the circuit comes with, which are added to.</param>
internal sealed class CoreParameters(string population, Dictionary<string, double[]> values)
{
    public Dictionary<string, Quantity> Constants { get; } = [];

    public Dictionary<string, string> Initial { get; } = [];

    public string Lines { get; private set; } = "";

    public void Add(string name, double[] given)
    {
        if (Array.TrueForAll(given, x => x == given[0]))
        {
            Constants[name] = given[0];
            return;
        }

        Lines += $"{name} : 1 (constant)\n";
        values[$"{population}.{name}"] = given;
    }

    /// <summary>Sets the value of a state before the first step.</summary>
    public void Begin(string state, double[] given)
    {
        if (!Array.TrueForAll(given, x => x == given[0]))
        {
            values[$"{population}.{state}"] = given;
        }
        else if (given[0] != 0)
        {
            Initial[state] = given[0].ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
