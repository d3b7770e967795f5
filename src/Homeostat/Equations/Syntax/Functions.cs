using System.Diagnostics.CodeAnalysis;

namespace Homeostat.Equations;

/// <summary>How the unit of a call follows from the units of its arguments.</summary>
internal enum DimensionRule
{
    /// <summary>Pure numbers in, a pure number out: <c>exp(x)</c>.</summary>
    Pure,

    /// <summary>All arguments alike, and the result as they are: <c>clip(x, low, high)</c>.</summary>
    Same,

    /// <summary>The square root of the argument's unit: <c>sqrt(x)</c>.</summary>
    Root,

    /// <summary>Anything in, a pure number out: <c>sign(x)</c>.</summary>
    Drop,

    /// <summary>All arguments alike, and a pure number out: <c>timestep(t, dt)</c>.</summary>
    Ratio,

    /// <summary>As the first argument; the others are pure numbers: <c>kwta(x, k)</c>.</summary>
    First,

    /// <summary>A condition, then two alike, as the result is: <c>where(condition, x, y)</c>.</summary>
    Choice,

    /// <summary>The unit of the first by that of the second, which is a variable: <c>diff(f, x)</c>.</summary>
    Derivative,
}

/// <summary>What is known of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The names of its arguments.</param>
/// <param name="Required">How many of the arguments must be given.</param>
/// <param name="Rule">How units pass through it.</param>
internal sealed record FunctionSignature(string Name, IReadOnlyList<string> Parameters, int Required, DimensionRule Rule)
{
    /// <summary>The call as one writes it, with every argument: <c>clip(x, low, high)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}

/// <summary>The functions of the equation language.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, FunctionSignature> s_all = new[]
    {
        Pure("exp"), Pure("expm1"), Pure("log"), Pure("log1p"), Pure("log10"),
        Pure("sin"), Pure("cos"), Pure("tan"), Pure("arcsin"), Pure("arccos"), Pure("arctan"), Pure("sinh"), Pure("cosh"), Pure("tanh"),
        Pure("sigmoid"), Pure("softplus"), Pure("exprel"),
        Pure("floor"), Pure("ceil"), Pure("rint"), Pure("int"),
        new("sqrt", ["x"], 1, DimensionRule.Root),
        new("abs", ["x"], 1, DimensionRule.Same),
        new("relu", ["x"], 1, DimensionRule.Same),
        new("sign", ["x"], 1, DimensionRule.Drop),
        new("clip", ["x", "low", "high"], 3, DimensionRule.Same),
        new("minimum", ["x", "y"], 2, DimensionRule.Same),
        new("maximum", ["x", "y"], 2, DimensionRule.Same),
        new("min", ["x", "y"], 2, DimensionRule.Same),
        new("max", ["x", "y"], 1, DimensionRule.Same),
        new("where", ["condition", "x", "y"], 3, DimensionRule.Choice),
        new("sum", ["x"], 1, DimensionRule.Same),
        new("mean", ["x"], 1, DimensionRule.Same),
        Pure("softmax"), Pure("logsumexp"),
        new("kwta", ["x", "k"], 2, DimensionRule.First),
        new("is_max", ["x"], 1, DimensionRule.Drop),
        new("sum_pre", ["x"], 1, DimensionRule.Same),
        new("sum_post", ["x"], 1, DimensionRule.Same),
        new("timestep", ["t", "dt"], 2, DimensionRule.Ratio),
        new("rand", [], 0, DimensionRule.Pure),
        new("randn", [], 0, DimensionRule.Pure),
        new("poisson", ["lambda"], 1, DimensionRule.Pure),
        new("diff", ["f", "x"], 2, DimensionRule.Derivative),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>Every function's name.</summary>
    public static IReadOnlyCollection<string> Names => s_all.Keys;

    /// <summary>Finds a function by name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out FunctionSignature? function) =>
        s_all.TryGetValue(name, out function);

    private static FunctionSignature Pure(string name) => new(name, ["x"], 1, DimensionRule.Pure);
}
