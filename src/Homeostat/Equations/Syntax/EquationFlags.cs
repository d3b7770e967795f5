namespace Homeostat.Equations;

/// <summary>The flags a line may carry, and on which kinds of line each makes sense.</summary>
internal static class EquationFlags
{
    private static readonly EquationKind[] s_all =
        [EquationKind.Differential, EquationKind.Subexpression, EquationKind.Parameter];

    private static readonly Dictionary<string, EquationKind[]> s_known = new(StringComparer.Ordinal)
    {
        ["input"] = [EquationKind.Parameter],
        ["shared"] = s_all,
        ["constant"] = [EquationKind.Parameter],
        ["unless refractory"] = [EquationKind.Differential],
        ["constant over dt"] = [EquationKind.Subexpression],
        ["constant over batch"] = s_all,
        ["summed"] = [EquationKind.Subexpression],
        ["energy"] = [EquationKind.Subexpression],
        ["event-driven"] = [EquationKind.Differential],
        ["clock-driven"] = [EquationKind.Differential],
        ["linked"] = [EquationKind.Parameter],
    };

    /// <summary>The flag itself when a line of this kind may carry it; throws what <paramref name="error"/> makes otherwise.</summary>
    public static string Check(string flag, EquationKind kind, Func<string, string, EquationException> error)
    {
        if (!s_known.TryGetValue(flag, out var kinds))
        {
            var all = string.Join(", ", s_known.Keys);
            throw flag.Length == 0
                ? error("A flag is missing.", $"The flags are: {all}.")
                : error($"Unknown flag '{flag}'.", Spelling.Suggest(flag, s_known.Keys) ?? $"The flags are: {all}.");
        }

        return kinds.Contains(kind)
            ? flag
            : throw error(
                $"The flag '{flag}' cannot stand on {Describe(kind)}.",
                $"It belongs on {string.Join(" or ", kinds.Select(Describe))}.");
    }

    private static string Describe(EquationKind kind) => kind switch
    {
        EquationKind.Differential => "a differential equation (dx/dt = ...)",
        EquationKind.Subexpression => "a sub-expression (x = ...)",
        _ => "a parameter (x : unit)",
    };
}
