using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The conversion of a timed array: its rows, the unit of their values, and the duration of each row.</summary>
internal sealed class TimedArrayJson : JsonConverter<TimedArray>
{
    public override TimedArray Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (rows, step, unit, isShared) = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
        if (isShared)
        {
            return new TimedArray([.. rows.Select(row => row.Single())], step, unit);
        }

        var values = new double[rows.Length, rows.FirstOrDefault()?.Length ?? 0];
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].Length != values.GetLength(1))
            {
                throw new JsonException($"Row {row} of a timed array has {rows[row].Length} values; {values.GetLength(1)} were expected.");
            }

            for (var column = 0; column < rows[row].Length; column++)
            {
                values[row, column] = rows[row][column];
            }
        }

        return new TimedArray(values, step, unit);
    }

    public override void Write(Utf8JsonWriter writer, TimedArray value, JsonSerializerOptions options)
    {
        var rows = Enumerable.Range(0, value.Values.GetLength(0))
            .Select(row => Enumerable.Range(0, value.Values.GetLength(1)).Select(column => value.Values[row, column]).ToArray());
        JsonSerializer.Serialize(writer, new Parts([.. rows], value.Step, value.Unit, value.IsShared), options);
    }

    private sealed record Parts(double[][] Rows, Quantity Step, Quantity Unit, bool IsShared);
}
