using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The settings of all models as options of a command, made from the models' own descriptions.</summary>
internal static class ModelOptions
{
    /// <summary>An option for each setting of any of these models.</summary>
    public static IReadOnlyList<Option<string?>> Of(IEnumerable<Model> all) =>
        [.. all.SelectMany(model => model.Settings).GroupBy(setting => setting.Name).Select(Of)];

    /// <summary>The values that were given, by the names of the settings.</summary>
    public static IReadOnlyDictionary<string, string> Given(ParseResult parse, IReadOnlyList<Option<string?>> options) => options
        .Where(option => parse.GetResult(option) is not null)
        .ToDictionary(option => option.Name[2..], option => parse.GetValue(option)!, StringComparer.Ordinal);

    private static Option<string?> Of(IEnumerable<Setting> settings)
    {
        // Hidden from the help of commands, which the settings of all models would fill; 'homeostat models NAME' lists those of one.
        var setting = settings.First();
        var option = new Option<string?>($"--{setting.Name}") { Description = setting.Help, Hidden = true };
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
