namespace Homeostat.Semantics;

/// <summary>Values that units or samples have in common: the flags (shared) and (constant over batch).</summary>
internal static class SharedValue
{
    /// <summary>The axes along which the value of a line varies.</summary>
    /// <param name="equation">The line, with its flags.</param>
    /// <param name="shared">The axes of a value that all units share: the samples, or none where it cannot differ between them.</param>
    public static Axes AxesOf(Equation equation, Axes shared) =>
        (equation.Has("shared") ? shared : Axes.Both) & (equation.Has("constant over batch") ? Axes.Columns : Axes.Both);

    /// <summary>Refuses a value that differs along an axis along which the variable that it is stored to has one value.</summary>
    /// <param name="target">The variable.</param>
    /// <param name="value">The value.</param>
    /// <param name="error">The function that makes the exception from problem and remedy.</param>
    public static void RequireFits(Symbol target, Node value, Func<string, string, EquationException> error)
    {
        var varying = value.Axes & ~target.Axes;
        if (varying == Axes.None)
        {
            return;
        }

        var name = target.Name[(target.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        throw target.Axes.HasFlag(Axes.Columns)
            ? error($"'{name}' is (constant over batch), but its value differs between samples: {value}.", "Leave the flag out.")
            : error(
                $"'{name}' is (shared), but its value is not one for all: {value}.",
                "Reduce the value (sum, mean or max over the units), or leave the flag out.");
    }
}
