using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>Random expressions of the equation language, as text. All names in them are pure numbers.</summary>
internal static class RandomExpression
{
    /// <summary>An expression that may use every function of single numbers, and conditions.</summary>
    public static string Any(Random random, int depth, params IReadOnlyList<string> names)
    {
        if (depth == 0 || random.Next(7) == 0)
        {
            return Leaf(random, names);
        }

        // What follows from constants alone is worked out when the circuit is made, and says nothing about a machine.
        string Next()
        {
            var value = Any(random, depth - 1, names);
            return names.Any(name => value.Contains(name, StringComparison.Ordinal)) ? value : names[random.Next(names.Count)];
        }

        string Other() => Any(random, depth - 1, names);
        return random.Next(40) switch
        {
            0 => $"exp({Next()})",
            1 => $"log({Next()})",
            2 => $"sqrt({Next()})",
            3 => $"tanh({Next()})",
            4 => $"sigmoid({Next()})",
            5 => $"sin({Next()})",
            6 => $"cos({Next()})",
            7 => $"arctan({Next()})",
            8 => $"abs({Next()})",
            9 => $"expm1({Next()})",
            10 => $"log1p({Next()})",
            11 => $"log10({Next()})",
            12 => $"softplus({Next()})",
            13 => $"exprel({Next()})",
            14 => $"floor({Next()})",
            15 => $"ceil({Next()})",
            16 => $"rint({Next()})",
            17 => $"int({Next()})",
            18 => $"sign({Next()})",
            19 => $"relu({Next()})",
            20 => $"minimum({Next()}, {Other()})",
            21 => $"maximum({Next()}, {Other()})",
            22 => $"clip({Next()}, {Number(random)}, {Next()})",
            23 or 24 => $"where({Condition(random, depth - 1, names)}, {Other()}, {Other()})",
            25 => $"({Next()}) % ({Other()})",
            26 => $"({Next()}) // ({Other()})",
            27 => $"({Next()})**{random.Next(-3, 5)}",
            28 => $"abs({Next()})**({Next()})",
            29 => random.Next(4) switch { 0 => $"tan({Next()})", 1 => $"sinh({Next()})", 2 => $"arcsin({Next()})", _ => $"arccos({Next()})" },
            30 => $"-({Next()})",
            31 => $"int({Condition(random, depth - 1, names)})",
            32 or 33 => $"({Next()})/({Other()})",
            34 or 35 => $"({Other()} - {Next()})",
            36 or 37 => $"({Next()} + {Other()})",
            _ => $"({Other()})*({Next()})",
        };
    }

    /// <summary>An expression without jumps whose values are moderate where those of the names are.</summary>
    public static string Smooth(Random random, int depth, params IReadOnlyList<string> names)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            return Leaf(random, names);
        }

        string Next() => Smooth(random, depth - 1, names);
        return random.Next(13) switch
        {
            0 => $"tanh({Next()})",
            1 => $"sigmoid({Next()})",
            2 => $"sin({Next()})",
            3 => $"cos({Next()})",
            4 => $"exp(-({Next()})**2)",
            5 => $"({Next()})/(1 + ({Next()})**2)",
            6 => $"sqrt(1 + ({Next()})**2)",
            7 => $"relu({Next()})",
            8 => $"softplus({Next()})",
            9 => $"({Next()} - {Next()})",
            10 => $"({Next()} + {Next()})",
            11 => $"0.5*({Next()})",
            _ => $"tanh({Next()})*({Next()})",
        };
    }

    /// <summary>An expression of x and y in which guards bind, exponentials overflow and quotients have gaps; it can be differentiated.</summary>
    public static string Guarded(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            return random.Next(4) switch { 0 => "y", 1 => random.Next(-3, 4).ToString(CultureInfo.InvariantCulture), _ => "x" };
        }

        var (a, b) = (Guarded(random, depth - 1), Guarded(random, depth - 1));
        return random.Next(18) switch
        {
            0 => $"({a} + {b})",
            1 => $"({a} - {b})",
            2 or 3 => $"({a})*({b})",
            4 => $"({a})/({b})",
            5 => $"exp({a})",
            6 => $"log({a})",
            7 => $"sqrt({a})",
            8 => $"tanh({a})",
            9 => $"1/(1 + exp({a}))",
            10 => $"exprel({a})",
            11 => $"maximum({a}, {b})",
            12 => $"minimum({a}, {b})",
            13 => $"abs({a})",
            14 => $"({a})**2",
            15 => $"where({a} > 0, sqrt({a}), {b})",
            16 => $"where({a} > 0, log({a}), {b})",
            _ => $"where({Guarded(random, 1)} < {Guarded(random, 1)}, {a}, {b})",
        };
    }

    public static string Condition(Random random, int depth, params IReadOnlyList<string> names)
    {
        string Value() => Any(random, Math.Max(0, depth - 1), names);
        string Next() => Condition(random, depth - 1, names);
        return random.Next(depth < 1 ? 5 : 8) switch
        {
            0 => $"{Value()} < {Value()}",
            1 => $"{Value()} <= {Value()}",
            2 => $"{Value()} > {Value()}",
            3 => $"{Value()} >= {Value()}",
            4 => $"{Value()} {(random.Next(2) == 0 ? "==" : "!=")} {Value()}",
            5 => $"(({Next()}) and ({Next()}))",
            6 => $"(({Next()}) or ({Next()}))",
            _ => $"(not ({Next()}))",
        };
    }

    /// <summary>A number as it is written in equations: often small and whole, seldom large or small.</summary>
    public static string Number(Random random) => (random.Next(8) switch
    {
        0 => 0,
        1 or 2 => random.Next(-3, 10),
        3 => Math.Round(10 * random.NextDouble(), 1),
        4 => Math.Round(Math.Exp(12 * (random.NextDouble() - 0.5)), 6),
        _ => Math.Round((2 * random.NextDouble()) - 1, 3),
    }).ToString("R", CultureInfo.InvariantCulture);

    private static string Leaf(Random random, IReadOnlyList<string> names) =>
        random.Next(4) == 0 ? (Number(random) is var number && number[0] == '-' ? $"({number})" : number) : names[random.Next(names.Count)];
}
