using System.Diagnostics.CodeAnalysis;

namespace Homeostat.Equations;

/// <summary>The rules by which the unit of a call follows from the units of its arguments.</summary>
internal enum DimensionRule
{
    /// <summary>The arguments and the result are pure numbers: <c>exp(x)</c>.</summary>
    Pure,

    /// <summary>All arguments have the same unit, and so does the result: <c>clip(x, low, high)</c>.</summary>
    Same,

    /// <summary>The unit of the result is the square root of the argument's unit: <c>sqrt(x)</c>.</summary>
    Root,

    /// <summary>The argument has any unit, and the result is a pure number: <c>sign(x)</c>.</summary>
    Drop,

    /// <summary>All arguments have the same unit, and the result is a pure number: <c>timestep(t, dt)</c>.</summary>
    Ratio,

    /// <summary>The result has the unit of the first argument; the others are pure numbers: <c>kwta(x, k)</c>.</summary>
    First,

    /// <summary>The first argument is a condition; the other two and the result have the same unit: <c>where(condition, x, y)</c>.</summary>
    Choice,

    /// <summary>The unit of the first argument divided by that of the second, which is a variable: <c>diff(f, x)</c>.</summary>
    Derivative,
}

/// <summary>The signature of a function.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Parameters">The names of its arguments.</param>
/// <param name="Required">The number of arguments that must be given.</param>
/// <param name="Rule">The rule for the unit of the result.</param>
internal sealed record FunctionSignature(string Name, IReadOnlyList<string> Parameters, int Required, DimensionRule Rule)
{
    /// <summary>A call with every argument, for messages: <c>clip(x, low, high)</c>.</summary>
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
        new("kth_largest", ["x", "k"], 2, DimensionRule.First),
        new("sum_pre", ["x"], 1, DimensionRule.Same),
        new("sum_post", ["x"], 1, DimensionRule.Same),
        new("sum_all", ["x"], 1, DimensionRule.Same),
        new("max_pre", ["x"], 1, DimensionRule.Same),
        new("max_post", ["x"], 1, DimensionRule.Same),
        new("max_all", ["x"], 1, DimensionRule.Same),
        Pure("whitening"),
        new("timestep", ["t", "dt"], 2, DimensionRule.Ratio),
        new("rand", [], 0, DimensionRule.Pure),
        new("randn", [], 0, DimensionRule.Pure),
        new("poisson", ["lambda"], 1, DimensionRule.Pure),
        new("diff", ["f", "x"], 2, DimensionRule.Derivative),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The names of all functions.</summary>
    public static IReadOnlyCollection<string> Names => s_all.Keys;

    /// <summary>Finds a function by name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out FunctionSignature? function) =>
        s_all.TryGetValue(name, out function);

    private static FunctionSignature Pure(string name) => new(name, ["x"], 1, DimensionRule.Pure);
}
