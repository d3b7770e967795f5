namespace Homeostat.Equations;

/// <summary>The flags that a line may have, and the kinds of lines on which each is allowed.</summary>
internal static class EquationFlags
{
    private static readonly EquationKind[] s_all =
        [EquationKind.Differential, EquationKind.Subexpression, EquationKind.Parameter];

    private static readonly EquationKind[] s_stored = [EquationKind.Differential, EquationKind.Parameter];

    private static readonly Dictionary<string, EquationKind[]> s_known = new(StringComparer.Ordinal)
    {
        ["input"] = [EquationKind.Parameter],
        ["shared"] = s_all,
        ["constant"] = [EquationKind.Parameter],
        ["unless refractory"] = [EquationKind.Differential],
        ["constant over dt"] = [EquationKind.Subexpression],
        ["constant over batch"] = s_all,
        ["per sample"] = [EquationKind.Parameter],
        ["summed"] = [EquationKind.Subexpression],
        ["energy"] = [EquationKind.Subexpression],
        ["event-driven"] = [EquationKind.Differential],
        ["clock-driven"] = [EquationKind.Differential],
        ["linked"] = [EquationKind.Parameter],
        ["weight"] = s_stored,
        ["gradient"] = s_stored,
        ["learning rate"] = s_stored,
        ["existence"] = [EquationKind.Parameter],
        ["vacancy"] = [EquationKind.Parameter],
        ["sign"] = [EquationKind.Parameter],
        ["curvature"] = s_stored,
        ["gain"] = [EquationKind.Parameter],
        ["offset"] = [EquationKind.Parameter],
        ["noise"] = [EquationKind.Parameter],
    };

    private static readonly Dictionary<string, Role> s_roles = new(StringComparer.Ordinal)
    {
        ["weight"] = Role.Weight,
        ["gradient"] = Role.Gradient,
        ["learning rate"] = Role.LearningRate,
        ["existence"] = Role.Existence,
        ["vacancy"] = Role.Vacancy,
        ["sign"] = Role.Sign,
        ["curvature"] = Role.Curvature,
        ["gain"] = Role.Gain,
        ["offset"] = Role.Offset,
        ["noise"] = Role.Noise,
    };

    /// <summary>The flags of roles that only a variable of synapses can have.</summary>
    public static IReadOnlyList<string> OfSynapses { get; } =
        ["weight", "gradient", "learning rate", "existence", "vacancy", "sign", "curvature"];

    /// <summary>The role that the flags of a line state.</summary>
    public static Role RoleOf(IReadOnlyList<string> flags) =>
        flags.Select(flag => s_roles.GetValueOrDefault(flag)).FirstOrDefault(role => role != Role.None);

    /// <summary>The flag that states a role.</summary>
    public static string OfRole(Role role) => s_roles.First(flag => flag.Value == role).Key;

    /// <summary>Refuses flags that exclude or require each other; <paramref name="error"/> makes the exception from problem and remedy.</summary>
    public static void CheckTogether(IReadOnlyList<string> flags, Func<string, string, EquationException> error)
    {
        var roles = flags.Where(s_roles.ContainsKey).ToArray();
        if (roles.Length > 1)
        {
            throw error($"The line has several roles: {string.Join(", ", roles)}.", "A variable has one role at most; declare a variable for each.");
        }

        if (flags.Contains("per sample") && (roles.Length > 0 || flags.Contains("shared")))
        {
            throw error(
                "A variable with a value for each sample can have no role and cannot be shared.", $"Leave the flag '{roles.FirstOrDefault("shared")}' out, or the flag 'per sample'.");
        }

        if (roles is ["learning rate" or "vacancy"] && !flags.Contains("shared"))
        {
            throw error(
                $"A variable with the role '{roles[0]}' has one value for all synapses of the projection.", $"Write the flags (shared, {roles[0]}).");
        }
    }

    /// <summary>The flag, if a line of this kind may have it; otherwise throws the exception that <paramref name="error"/> makes.</summary>
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
