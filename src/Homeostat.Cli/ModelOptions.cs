using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The settings of all models as options of a command, made from the models' own descriptions.</summary>
internal static class ModelOptions
{
    /// <summary>An option for each setting of any of these models.</summary>
    public static IReadOnlyList<Option<string?>> Of(IReadOnlyCollection<Model> all) =>
        [.. all.SelectMany(model => model.Settings.Select(setting => (model.Name, Setting: setting))).GroupBy(s => s.Setting.Name).Select(group => Of(group, all.Count))];

    /// <summary>The values that were given, by the names of the settings.</summary>
    public static IReadOnlyDictionary<string, string> Given(ParseResult parse, IReadOnlyList<Option<string?>> options) => options
        .Where(option => parse.GetResult(option) is not null)
        .ToDictionary(option => option.Name[2..], option => parse.GetValue(option)!, StringComparer.Ordinal);

    private static Option<string?> Of(IGrouping<string, (string Model, Setting Setting)> models, int all)
    {
        var (setting, owners) = (models.First().Setting, models.Select(m => m.Model).ToArray());
        var defaults = models.Select(m => m.Setting.Default).Distinct().Count() == 1
            ? $" [default: {setting.Default}]"
            : $" [default: {string.Join(", ", models.Select(m => $"{m.Model} {m.Setting.Default}"))}]";
        var only = owners.Length == all ? "" : $"; of {string.Join(", ", owners)} only";
        var option = new Option<string?>($"--{setting.Name}")
        {
            Description = $"{setting.Help}{only}{defaults}",
            HelpName = setting.Choices.Count > 0 ? string.Join('|', setting.Choices) : setting.Type == typeof(string) ? "EXPRESSION" : "NUMBER",
        };
        if (setting.Choices.Count > 0)
        {
            option.CompletionSources.Add([.. setting.Choices]);
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && !setting.Choices.Contains(token.Value))
                {
                    result.AddError($"{option.Name} takes {string.Join(", ", setting.Choices)}; '{token.Value}' was given.");
                }
            });
        }

        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && UsageErrors.Fault(setting.Type, token.Value) is { } fault)
            {
                result.AddError($"{option.Name} takes {fault}");
            }
        });
        return option;
    }
}
