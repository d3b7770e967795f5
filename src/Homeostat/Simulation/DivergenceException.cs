
namespace Homeostat;

/// <summary>The exception that is thrown when a state variable becomes infinite or not a number. It says where and when this happened, and the likely cause.</summary>
public sealed class DivergenceException : HomeostatException
{
    private readonly string _where;
    private readonly bool _isTraced;

    private DivergenceException(string where, string cause, bool isTraced, string population, string variable, long step)
        : base($"{where} {cause}")
    {
        (_where, _isTraced, Population, Variable, Step) = (where, isTraced, population, variable, step);
    }

    /// <summary>The name of the population in which the first such value was found.</summary>
    public string Population { get; }

    /// <summary>The name of the variable.</summary>
    public string Variable { get; }

    /// <summary>The number of time steps from the beginning of the simulation to the divergence.</summary>
    public long Step { get; }

    /// <summary>The same divergence with another likely cause, unless a number that is not finite was found to be the cause.</summary>
    internal DivergenceException Because(string cause) => _isTraced ? this : new DivergenceException(_where, cause, _isTraced, Population, Variable, Step);

    internal static DivergenceException Of(NotFiniteException bad, long before, Simulation simulation)
    {
        // The value that a synapse learns from may be a sub-expression, which is not a variable.
        var (_, population, variable) = simulation.Model.Variables.Select(v => (v.Symbol.Name, v.Owner, v.Name))
            .FirstOrDefault(v => v.Item1 == bad.Symbol, (bad.Symbol, bad.Symbol.Split('.')[0], bad.Symbol.Split('.', 2)[^1]));
        var stored = simulation.State.Where(s => !AllFinite(s.Value)).Select(s => s.Key).Where(n => n != bad.Symbol).ToArray();
        var ofSynapses = simulation.Model.VariablesOfSynapses.Select(v => v.Symbol.Name).ToHashSet(StringComparer.Ordinal);
        var source = stored.FirstOrDefault(name => ofSynapses.Contains(name))
            ?? (bad.Step == before ? stored.FirstOrDefault() ?? (IsWritten(bad.Symbol, simulation) ? bad.Symbol : null) : null);
        var cause = source is not null
            ? $"'{source}' holds a number that is not finite: check the data or values written to it, or the learning rate."
            : Unexplained(simulation, bad);
        return new DivergenceException(
            $"Population '{population}' diverged: {variable} of unit {bad.Unit} became infinite or not a number at step "
            + $"{bad.Step - before + 1} of the run (sample {bad.Row}, time step {bad.Step + 1} in all).",
            cause, source is not null, population, variable, bad.Step);
    }

    // Who trains a learner sets a settling rate; who simulates neurons sets a time step and writes their equations.
    private static string Unexplained(Simulation simulation, NotFiniteException bad)
    {
        if (simulation.Circuit.Projections.Any(p => p.OnLearn.Length > 0))
        {
            return "The step is likely too large for the dynamics: lower the settling rate (dt/tau), or the learning rate if it grew over many batches.";
        }

        return double.IsNaN(simulation[bad.Symbol][bad.Row, bad.Unit])
            ? "Its equations had no value there: look for a quotient 0/0, or a logarithm or root of a negative number, and guard it by where(...); (exp(x) - 1)/x is "
                + "written as exprel(x). If values grew over many steps before, take a smaller time step."
            : "It grew without bound: take a smaller time step or another Method, or look at what drives it.";
    }

    // A stored variable without an equation of its own holds values that were written to it.
    private static bool IsWritten(string symbol, Simulation simulation) =>
        simulation.State.Any(s => s.Key == symbol) && !simulation.Model.Populations.Any(p => p.System.States.Any(state => state.Name == symbol));

    private static bool AllFinite(Matrix matrix)
    {
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                if (!double.IsFinite(matrix[row, column]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
