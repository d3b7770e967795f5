using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Homeostat;

/// <summary>The rules by which records are converted to JSON and back. They are strict: a misspelled or missing member is an error, not a default.</summary>
internal static class ArchiveJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 20,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new QuantityJson(), new ConnectivityJson(), new TimedArrayJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameKinds, RefuseNulls } },
    };

    // Each phase and rule is identified by the name of its record: clamp, sweep, settle, learn, deep-r, model-reduction.
    private static void NameKinds(JsonTypeInfo info)
    {
        if (!info.Type.IsDefined(typeof(NamedKindsAttribute), inherit: false))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var type in info.Type.Assembly.GetTypes().Where(t => t.IsSubclassOf(info.Type) && !t.IsAbstract))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name)));
        }
    }

    /// <summary>Refuses null among the values of a list or dictionary: the serializer knows only which members may be null.</summary>
    public static void RefuseNulls(JsonTypeInfo info)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            info.OnDeserialized = list => Refuse(((IEnumerable)list).Cast<object?>());
        }
        else if (info.Kind == JsonTypeInfoKind.Dictionary && info.ElementType == typeof(string))
        {
            info.OnDeserialized = texts => Refuse(((IReadOnlyDictionary<string, string?>)texts).Values);
        }

        void Refuse(IEnumerable<object?> values)
        {
            if (values.Contains(null))
            {
                throw new JsonException($"null was found among values of type {info.ElementType?.Name}.");
            }
        }
    }

    /// <summary>The conversion of a quantity: a plain number if it has no unit, otherwise its SI value and the exponents of the base units.</summary>
    private sealed class QuantityJson : JsonConverter<Quantity>
    {
        private static readonly (string Name, Func<Dimension, double> Exponent)[] Axes =
        [
            ("meter", d => d.Length), ("kilogram", d => d.Mass), ("second", d => d.Time), ("amp", d => d.Current),
            ("kelvin", d => d.Temperature), ("mole", d => d.Amount), ("candela", d => d.Luminosity),
        ];

        public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return JsonSerializer.Deserialize<double>(ref reader, options);
            }

            var (value, unit) = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
            if (unit.Keys.FirstOrDefault(key => !Array.Exists(Axes, a => a.Name == key)) is { } unknown)
            {
                throw new JsonException($"The base unit '{unknown}' was found; one of {string.Join(", ", Axes.Select(a => a.Name))} was expected.");
            }

            var e = Array.ConvertAll(Axes, axis => unit.GetValueOrDefault(axis.Name));
            return new Quantity(value, new Dimension(e[0], e[1], e[2], e[3], e[4], e[5], e[6]));
        }

        public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
        {
            if (value.Dimension.IsNone)
            {
                JsonSerializer.Serialize(writer, value.Value, options);
                return;
            }

            var unit = Axes.Where(a => a.Exponent(value.Dimension) != 0).ToDictionary(a => a.Name, a => a.Exponent(value.Dimension));
            JsonSerializer.Serialize(writer, new Parts(value.Value, unit), options);
        }

        private sealed record Parts(double Value, Dictionary<string, double> Unit);
    }
}
