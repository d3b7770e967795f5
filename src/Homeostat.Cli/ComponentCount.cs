using System.CommandLine;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>The number of components of a memory, as it is given in a command.</summary>
/// <param name="Number">The number; null to choose it.</param>
internal readonly record struct ComponentCount(int? Number)
{
    private const string Auto = "auto";

    /// <summary>The option <c>--components</c>.</summary>
    public static Option<ComponentCount> Option() => new("--components")
    {
        Description = "Components of the memory, a Gaussian mixture of the causes of training images; auto chooses by BIC",
        HelpName = "N|auto",
        DefaultValueFactory = _ => new(10),
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (word == Auto)
            {
                return new(null);
            }

            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                return new(number);
            }

            result.AddError($"--components takes 1 or more, or {Auto}; '{word}' was given.");
            return default;
        },
    };

    /// <inheritdoc/>
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Auto;
}
