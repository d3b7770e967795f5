using System.Globalization;

namespace Homeostat.Tests.Chips;

/// <summary>One unit of a population that is given a number in each step.</summary>
internal static class Driven
{
    /// <summary>The values of variables after each step.</summary>
    /// <param name="population">The population, of one unit.</param>
    /// <param name="target">The variable that the numbers are added to, so that they act in the next step.</param>
    /// <param name="input">The number of each step.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="variables">The variables that are read.</param>
    public static Dictionary<string, int[]> Run(Population population, string target, int[] input, int steps, params string[] variables) => Run(ElementType.Float64, population, target, input, steps, variables);

    /// <summary>The same in a number type.</summary>
    public static Dictionary<string, int[]> Run(ElementType type, Population population, string target, int[] input, int steps, params string[] variables)
    {
        var isSummed = EquationSet.Parse(population.Equations, "test").Equations.Any(e => e.Name == target && e.Has("input"));
        var given = new double[steps + 2, 1];
        for (var k = 0; k < input.Length; k++)
        {
            given[isSummed ? k : Math.Max(0, k - 1), 0] = input[k];
        }

        // What OnStep adds acts in the next step, and so does what a source sends; the source itself takes a step to follow its signal.
        var signal = new Dictionary<string, TimedArray> { ["given"] = new(given, Units.Millisecond) };
        var first = input.Length > 0 ? input[0] : 0;
        if (!isSummed && input.Length == 1)
        {
            given[0, 0] = 0;
        }

        var circuit = new Circuit("driven");
        if (isSummed)
        {
            circuit.Add(population);
            circuit.Add(new Population("source", 1, "dy/dt = (given(t, i) - y)/dt : 1") { Signals = signal, Method = "euler" });
            circuit.Add(new Projection("source", population.Name, $"{target}_post = y_pre : 1 (summed)"));
        }
        else
        {
            circuit.Add(population with
            {
                OnStep = $"{target} += given(t, i)",
                Signals = signal,
                Initial = new Dictionary<string, string> { [target] = first.ToString(CultureInfo.InvariantCulture) },
            });
        }

        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type, StopsExplosions = false });
        var records = variables.ToDictionary(v => v, v => simulation.Record($"{population.Name}.{v}"));
        simulation.Run((steps + 2) * Units.Millisecond);
        var start = isSummed ? 2 : 1;
        return records.ToDictionary(r => r.Key, r => r.Value.Of(0)[start..(start + steps)].Select(x => checked((int)x)).ToArray());
    }
}
