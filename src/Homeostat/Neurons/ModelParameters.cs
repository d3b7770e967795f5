using System.Globalization;

namespace Homeostat;

/// <summary>
/// The parameters of a model, which are added to a declaration: the default values, written as statements such as <c>taum = 20*ms</c>, and
/// the values that replace them. A parameter that the equations store becomes an initial value, every other one a constant.
/// </summary>
internal static class ModelParameters
{
    public static Population With(
        this Population population, string defaults, ReadOnlySpan<(string Name, Quantity Value)> given)
    {
        var (constants, initial) = Resolve(
            $"Population '{population.Name}'", population.Equations, defaults, free: null, population.Constants, population.Initial, given);
        return population with { Constants = constants, Initial = initial };
    }

    /// <param name="projection">The projection that gets the parameters.</param>
    /// <param name="defaults">The default values.</param>
    /// <param name="given">The values that replace default values.</param>
    /// <param name="free">The parameter whose unit is that of the variable to which the projection delivers.</param>
    public static Projection With(
        this Projection projection, string defaults, ReadOnlySpan<(string Name, Quantity Value)> given, string? free = null)
    {
        var (constants, initial) = Resolve(
            $"Projection '{projection.Name}'", projection.Equations, defaults, free, projection.Constants, projection.Initial, given);
        return projection with { Constants = constants, Initial = initial };
    }

    private static (Dictionary<string, Quantity> Constants, Dictionary<string, string> Initial) Resolve(
        string owner,
        string equations,
        string defaults,
        string? free,
        IReadOnlyDictionary<string, Quantity> others,
        IReadOnlyDictionary<string, string> initial,
        ReadOnlySpan<(string Name, Quantity Value)> given)
    {
        var set = EquationSet.Parse(equations, owner);
        var stored = set.Equations.Where(e => e.Kind != EquationKind.Subexpression).ToDictionary(e => e.Name, e => e.Dimension);
        var values = new Dictionary<string, Quantity>();
        foreach (var line in StatementList.Parse(defaults, owner).Statements)
        {
            values[line.Target] = Quantity.Parse(line.Value.ToString());
        }

        var dimensions = new Dictionary<string, Dimension>(stored);
        foreach (var (name, value) in values)
        {
            dimensions[name] = value.Dimension;
        }

        foreach (var (name, value) in given)
        {
            if (!dimensions.TryGetValue(name, out var dimension))
            {
                throw new HomeostatException(string.Join(
                    ' ',
                    new[]
                    {
                        $"{owner} has no parameter '{name}'.",
                        Spelling.Suggest(name, dimensions.Keys),
                        $"Its parameters are: {string.Join(", ", dimensions.Select(d => $"{d.Key} ({d.Value})"))}.",
                    }.OfType<string>()));
            }

            if (value.Dimension != dimension && name != free)
            {
                throw new HomeostatException(
                    $"The parameter '{name}' of {char.ToLowerInvariant(owner[0])}{owner[1..]} is {dimension}, but {value} was given. "
                    + (values.TryGetValue(name, out var usual) ? $"Its default is {usual}." : "Give it in that unit."));
            }

            values[name] = value;
        }

        var constants = new Dictionary<string, Quantity>(others);
        var start = new Dictionary<string, string>(initial);
        foreach (var (name, value) in values)
        {
            if (stored.ContainsKey(name))
            {
                start[name] = Text(value);
            }
            else
            {
                constants[name] = value;
            }
        }

        return (constants, start);
    }

    // The expression that gives the value again.
    private static string Text(Quantity quantity)
    {
        var dimension = quantity.Dimension;
        var text = quantity.Value.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (unit, exponent) in (ReadOnlySpan<(string, double)>)
        [
            ("meter", dimension.Length), ("kilogram", dimension.Mass), ("second", dimension.Time), ("amp", dimension.Current),
            ("kelvin", dimension.Temperature), ("mole", dimension.Amount), ("candela", dimension.Luminosity),
        ])
        {
            if (exponent != 0)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"*{unit}**({exponent:R})");
            }
        }

        return text;
    }
}
