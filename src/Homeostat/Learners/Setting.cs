using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Homeostat;

/// <summary>The description of a property of a record of settings. The command line, the pages and hyperparameter searches all use it.</summary>
/// <param name="help">A description of the setting in one line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string help) : Attribute
{
    /// <summary>The description of the setting in one line.</summary>
    public string Help => help;

    /// <summary>The name by which the setting is set; if null, the name of the property in lower case with dashes.</summary>
    public string? Name { get; init; }

    /// <summary>The smallest value of a numeric setting.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Whether a number must be greater than <see cref="Least"/>; if false, it may also be equal to it.</summary>
    public bool Above { get; init; }

    /// <summary>The greatest value of a numeric setting.</summary>
    public double Most { get; init; } = double.PositiveInfinity;
}

/// <summary>A setting of a model: its name, type, default, range and help, as the model's record of settings describes it.</summary>
public sealed class Setting
{
    private readonly SettingAttribute _attribute;
    private readonly Func<object, object?> _get;
    private readonly Action<object, object> _set;

    private Setting(
        SettingAttribute attribute, string name, Type type, IReadOnlyList<string>? choices, Func<object, object?> get, Action<object, object> set, object defaults)
    {
        (_attribute, Name, Type, _get, _set, Default) = (attribute, name, type, get, set, Text(get(defaults)));
        Choices = choices
            ?? (type == typeof(bool) ? ["false", "true"] : type.IsEnum ? [.. Enum.GetValues(type).Cast<object>().Select(Text)] : []);
    }

    /// <summary>The name by which the setting is set, such as <c>steps</c>.</summary>
    public string Name { get; }

    /// <summary>The description of the setting in one line.</summary>
    public string Help => _attribute.Help;

    /// <summary>The type of the setting's value.</summary>
    public Type Type { get; }

    /// <summary>The default value, as text.</summary>
    public string Default { get; }

    /// <summary>The values that the setting can take if it is an enumeration, a yes-or-no choice or a name; empty for numbers and expressions.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>The range of valid values, in words.</summary>
    public string Range => Choices.Count > 0 ? string.Join(", ", Choices)
        : Type == typeof(string) ? "an expression"
        : $"a {(Type == typeof(int) || Type == typeof(long) ? "whole " : "")}number{Bounds()}";

    /// <summary>The settings of a record, in the order in which its properties are declared, inherited ones first.</summary>
    /// <param name="defaults">A record whose values are the defaults.</param>
    public static IReadOnlyList<Setting> Of(object defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return [.. Lineage(defaults.GetType()).SelectMany(type =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => (property, attribute: property.GetCustomAttribute<SettingAttribute>()))
                .Where(p => p.attribute is not null)
                .SelectMany(p => Of(p.property, p.attribute!, defaults)))];
    }

    // An optimizer is two settings: its name, and its learning rate, which has the name of the property's attribute.
    private static IEnumerable<Setting> Of(PropertyInfo property, SettingAttribute attribute, object defaults)
    {
        if (property.PropertyType != typeof(Optimizer))
        {
            var name = attribute.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
            return [new Setting(attribute, name, property.PropertyType, null, property.GetValue, property.SetValue, defaults)];
        }

        Optimizer Value(object settings) => (Optimizer)property.GetValue(settings)!;
        var rule = new SettingAttribute("What the gradient does to the weight; without a learning rate given, it has its usual one");
        return
        [
            new Setting(
                rule, JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name), typeof(string), Optimizer.Names, settings => Value(settings).Name,
                (settings, name) => property.SetValue(settings, Value(settings).Name == (string)name ? Value(settings) : Optimizer.Named((string)name)), defaults),
            new Setting(
                attribute, attribute.Name ?? "eta", typeof(double), null, settings => Value(settings).Rate,
                (settings, rate) => property.SetValue(settings, Value(settings) with { Rate = (double)rate }), defaults),
        ];
    }

    /// <summary>Checks that every number of a record of settings is in its range.</summary>
    /// <exception cref="HomeostatException">A number is out of its range; the message names the setting.</exception>
    public static void Require(object settings)
    {
        foreach (var setting in Of(settings))
        {
            setting.RequireValue(setting._get(settings));
        }
    }

    /// <summary>Creates a copy of a record of settings with some values changed.</summary>
    /// <param name="settings">The record.</param>
    /// <param name="values">The new values as text, by the names of the settings.</param>
    /// <param name="owner">The owner of the settings as messages name it, such as <c>the model 'pc'</c>.</param>
    /// <exception cref="HomeostatException">There is no setting of a given name, or a value is not valid for its setting.</exception>
    public static T With<T>(T settings, IReadOnlyDictionary<string, string> values, string owner)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values);
        var known = Of(settings);
        var copy = (T)settings.GetType().GetMethod("<Clone>$")!.Invoke(settings, null)!;
        if (values.Keys.FirstOrDefault(name => known.All(setting => setting.Name != name)) is { } unknown)
        {
            throw new HomeostatException(string.Join(
                ' ',
                new[]
                {
                    $"There is no setting '{unknown}' of {owner}.", Spelling.Suggest(unknown, known.Select(s => s.Name)),
                    $"Its settings are {string.Join(", ", known.Select(s => s.Name))}.",
                }.OfType<string>()));
        }

        // In the order of the settings, so that the learning rate is that of the optimizer that was chosen.
        foreach (var setting in known.Where(setting => values.ContainsKey(setting.Name)))
        {
            setting._set(copy, setting.Parse(values[setting.Name]));
        }

        return copy;
    }

    /// <summary>Converts a text to a value of this setting.</summary>
    /// <exception cref="HomeostatException">The text is not a valid value; the message says what was expected.</exception>
    public object Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        object? value = Type == typeof(string) ? Choices.Count == 0 || Choices.Contains(text) ? text : null
            : Type.IsEnum ? Enum.GetValues(Type).Cast<object>().FirstOrDefault(v => Text(v) == text)
            : Type == typeof(bool) ? bool.TryParse(text, out var yes) ? yes : null
            : Type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : null;
        RequireValue(value ?? throw Unfit(text));
        return value;
    }

    private void RequireValue(object? value)
    {
        switch (value)
        {
            case double or int or long:
                RequireNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case Enum when !Enum.IsDefined(Type, value):
                throw Unfit(value.ToString()!);
            case null:
                throw Unfit("nothing");
            default:
                break;
        }
    }

    private void RequireNumber(double number)
    {
        if (!double.IsFinite(number) || number < _attribute.Least || number > _attribute.Most || (_attribute.Above && number == _attribute.Least))
        {
            throw Unfit(number.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private HomeostatException Unfit(string found) => new($"The setting '{Name}' takes {Range}; {found} was given.");

    private string Bounds()
    {
        var text = new StringBuilder();
        if (_attribute.Least > double.NegativeInfinity)
        {
            text.Append(CultureInfo.InvariantCulture, $" {(_attribute.Above ? "above" : "of at least")} {_attribute.Least}");
        }

        if (_attribute.Most < double.PositiveInfinity)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " and" : " of")} at most {_attribute.Most}");
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        Enum e => JsonNamingPolicy.KebabCaseLower.ConvertName(e.ToString()),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static Stack<Type> Lineage(Type type)
    {
        var lineage = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            lineage.Push(t);
        }

        return lineage;
    }
}
