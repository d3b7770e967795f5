using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Homeostat;

/// <summary>Describes a property of a record of settings once, for commands, pages and searches alike.</summary>
/// <param name="help">What the setting is, in a line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string help) : Attribute
{
    /// <summary>What the setting is, in a line.</summary>
    public string Help => help;

    /// <summary>The name it is set by; that of the property in lower case with dashes unless given.</summary>
    public string? Name { get; init; }

    /// <summary>The least value of a number.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Whether a number has to be above <see cref="Least"/>, not equal to it.</summary>
    public bool Above { get; init; }

    /// <summary>The greatest value of a number.</summary>
    public double Most { get; init; } = double.PositiveInfinity;
}

/// <summary>A setting of a model: its name, type, default, range and help, as the model's record of settings describes it.</summary>
public sealed class Setting
{
    private readonly PropertyInfo _property;
    private readonly SettingAttribute _attribute;

    private Setting(PropertyInfo property, SettingAttribute attribute, object defaults) =>
        (_property, _attribute, Default) = (property, attribute, Text(property.GetValue(defaults)));

    /// <summary>The name it is set by, such as <c>steps</c>.</summary>
    public string Name => _attribute.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(_property.Name);

    /// <summary>What it is, in a line.</summary>
    public string Help => _attribute.Help;

    /// <summary>The type of its value.</summary>
    public Type Type => _property.PropertyType;

    /// <summary>The value it has unless set, as text.</summary>
    public string Default { get; }

    /// <summary>The values it can take: the names of an enumeration; empty for numbers and text.</summary>
    public IReadOnlyList<string> Choices => Type == typeof(bool) ? ["false", "true"]
        : Type.IsEnum ? [.. Enum.GetValues(Type).Cast<object>().Select(Text)] : [];

    /// <summary>The range of its values, in words.</summary>
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
                .Select(p => new Setting(p.property, p.attribute!, defaults)))];
    }

    /// <summary>Makes sure that every number of a record of settings is in its range.</summary>
    /// <exception cref="HomeostatException">One is not; the message says which.</exception>
    public static void Require(object settings)
    {
        foreach (var setting in Of(settings))
        {
            setting.RequireValue(setting._property.GetValue(settings));
        }
    }

    /// <summary>A copy of a record of settings with some values changed.</summary>
    /// <param name="settings">The record.</param>
    /// <param name="values">The values as text, by the names of the settings.</param>
    /// <param name="owner">What the settings are of, for messages, such as <c>the model 'pc'</c>.</param>
    /// <exception cref="HomeostatException">A setting is not there, or a value is not one of its.</exception>
    public static T With<T>(T settings, IReadOnlyDictionary<string, string> values, string owner)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values);
        var known = Of(settings);
        var copy = (T)settings.GetType().GetMethod("<Clone>$")!.Invoke(settings, null)!;
        foreach (var (name, value) in values)
        {
            var setting = known.FirstOrDefault(s => s.Name == name) ?? throw new HomeostatException(string.Join(
                ' ',
                new[]
                {
                    $"There is no setting '{name}' of {owner}.", Spelling.Suggest(name, known.Select(s => s.Name)),
                    $"Its settings are {string.Join(", ", known.Select(s => s.Name))}.",
                }.OfType<string>()));
            setting._property.SetValue(copy, setting.Parse(value));
        }

        return copy;
    }

    /// <summary>The value that a text stands for.</summary>
    /// <exception cref="HomeostatException">It stands for none; the message says what was expected.</exception>
    public object Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        object? value = Type == typeof(string) ? text
            : Type.IsEnum ? Enum.GetValues(Type).Cast<object>().FirstOrDefault(v => Text(v) == text)
            : Type == typeof(bool) ? bool.TryParse(text, out var yes) ? yes : null
            : Type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Type == typeof(Optimizer) ? RequireRate(number) : number
            : null;
        RequireValue(value ?? throw Unfit(text));
        return value;
    }

    private Optimizer RequireRate(double rate)
    {
        RequireNumber(rate);
        return Optimizer.Adam(rate);
    }

    private void RequireValue(object? value)
    {
        switch (value)
        {
            case Optimizer optimizer:
                RequireNumber(optimizer.Rate);
                break;
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
        Optimizer optimizer => optimizer.Rate.ToString("R", CultureInfo.InvariantCulture),
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
