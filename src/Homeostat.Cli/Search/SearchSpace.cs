using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The settings that a search tries, as many for each learner: optimizers and learning rates around the default ones.</summary>
internal static class SearchSpace
{
    private static readonly double[] s_own = [0.1, 0.3, 1, 3, 10];
    private static readonly double[] s_others = [0.3, 3];
    private static readonly double[] s_output = [0.1, 0.3, 3, 10];

    /// <summary>The candidates of a learner, each as arguments of <c>homeostat learn</c>; the first of them is the default.</summary>
    /// <param name="model">The learner.</param>
    public static IReadOnlyList<string> Of(Model model)
    {
        var settings = model.Settings.ToDictionary(setting => setting.Name, setting => setting.Default);
        var rate = Number(settings["eta"]);
        string[] candidates = settings.TryGetValue("feature-rate", out var features)
            ? [.. s_own.Select(factor => $"--feature-rate {Text(Number(features) * factor)}"), .. s_output.Select(factor => $"--eta {Text(rate * factor)}")]
            : [.. s_own.Select(factor => $"--optimizer {settings["optimizer"]} --eta {Text(rate * factor)}"), .. Others(settings["optimizer"])];
        var own = Array.IndexOf(s_own, 1);
        return [candidates[own], .. candidates[..own], .. candidates[(own + 1)..]];
    }

    private static IEnumerable<string> Others(string own) => Optimizer.Names
        .Where(name => name != own)
        .SelectMany(name => s_others.Select(factor => $"--optimizer {name} --eta {Text(Optimizer.Named(name).Rate * factor)}"));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double rate) => rate.ToString("G3", CultureInfo.InvariantCulture);
}
