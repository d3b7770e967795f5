using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Homeostat.Tests.Ledgers;

public sealed class EnergyTableTests : IDisposable
{
    private const string Good = """
        {
          "name": "mine", "title": "my chip", "date": "2026-03", "covers": ["spike", "erased-bit"],
          "entries": [
            {"item": "multiply-accumulate", "value": 2, "unit": "pJ", "node": "7 nm", "grade": "measured", "source": "me"},
            {"item": "accumulate", "numbers": "int8", "value": 0.5, "unit": "fJ", "node": "7 nm", "grade": "pre-silicon", "source": "me"},
            {"item": "l1-byte", "value": 8, "unit": "pJ", "bits": 32, "node": "7 nm", "grade": "modelled", "source": "me", "note": "read"}
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_of_ones_own_prices_counts()
    {
        var table = EnergyTable.Read(Written(Good));
        var cost = new Cost(10, 0, 0, 3) { Tally = default(ItemTally).Plus(CostItem.L1Byte, 100).Plus(CostItem.Spike, 5).Plus(CostItem.Accumulate, 7) };
        var ledger = table.Price(cost);
        Assert.Equal(10 * 2e-12, ledger.Lines[(int)CostItem.MultiplyAccumulate].Joules);

        // 8 pJ an access of 4 bytes are 2 pJ a byte.
        Assert.Equal(100 * 2e-12, ledger.Lines[(int)CostItem.L1Byte].Joules!.Value, 1e-24);
        Assert.Equal((20 + 200) * 1e-12, ledger.Joules, 1e-22);

        // Accumulates have an energy for int8 only, synaptic events have none; spikes are covered, and what is not there is not missing.
        Assert.Equal([CostItem.Accumulate, CostItem.SynapticEvent], ledger.Missing.Select(line => line.Item));

        // As numbers of 8 bits, the bytes are a quarter.
        var small = table.Price(cost, "int8");
        Assert.Equal([CostItem.SynapticEvent], small.Missing.Select(line => line.Item));
        Assert.Equal(25, small.Lines[(int)CostItem.L1Byte].Count);
        Assert.Equal(((20 + 50) * 1e-12) + (7 * 0.5e-15), small.Joules, 1e-22);
    }

    [Fact]
    public void The_tables_of_the_library_are_whole()
    {
        Assert.Equal(
            ["45nm", "arm", "brain", "cpu", "crossbar", "gpu", "h100", "landauer", "loihi", "spinnaker", "spinnaker2", "truenorth"], EnergyTable.All.Names);
        Assert.All(EnergyTable.All, table => Assert.All(table.Entries, entry =>
        {
            Assert.True(entry.Joules > 0);
            Assert.NotEmpty(entry.Source);
        }));
        Assert.Equal(2.5e-12, EnergyTable.All.Find("45nm").Find(CostItem.L1Byte)!.Joules);
    }

    /// <summary>Each fault: what to change in the good table, and what the message says.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "/entries/0/value", "-1", "entry 1 (multiply-accumulate): the value is -1; energy is spent, not won" },
        { "/entries/0/value", "-0.25", "the value is -0.25;" },
        { "/entries/0/value", "null", "entry 1 (multiply-accumulate): the value is missing" },
        { "/entries/0/value", "\"2\"", "no energy table in JSON" },
        { "/entries/0/unit", "null", "the unit is missing; give one of J, mJ, uJ, nJ, pJ, fJ, aJ, zJ" },
        { "/entries/0/unit", "\"kWh\"", "the unit is 'kWh'; give one of J" },
        { "/entries/0/item", "\"macs\"", "entry 1: there is no item 'macs'; the items are multiply-accumulate, accumulate" },
        { "/entries/0/item", "null", "entry 1: \"item\" is missing" },
        { "/entries/0/grade", "\"guessed\"", "the grade is 'guessed'; give one of measured, pre-silicon, modelled, derived" },
        { "/entries/0/source", "\"\"", "\"source\" is missing or empty" },
        { "/entries/0/node", "null", "\"node\" is missing or empty" },
        { "/entries/0/bits", "64", "\"bits\" is the width of an access to memory, which this item is not" },
        { "/entries/2/bits", "null", "entry 3 (l1-byte): the width of an access is missing; give \"bits\", such as 64" },
        { "/entries/2/bits", "-0.5", "the width of an access is -0.5 bits" },
        { "/entries/1/numbers", "\"bfloat\"", "the numbers are 'bfloat'; give one of float32" },
        { "/entries/1", "{\"item\": \"multiply-accumulate\", \"value\": 1, \"unit\": \"pJ\", \"node\": \"n\", \"grade\": \"measured\", \"source\": \"s\"}", "multiply-accumulate has 2 entries; keep one" },
        { "/entries/1", "null", "entry 2: it is null" },
        { "/entries", "[]", "there are no entries" },
        { "/entries", "null", "there are no entries" },
        { "/covers", "[\"everything\"]", "covers: there is no item 'everything'" },
        { "/covers", "[\"l1-byte\"]", "l1-byte has an entry and is said to be covered by others" },
        { "/date", "\"last year\"", "the date is 'last year'; give a year, a month or a day" },
        { "/name", "null", "\"name\" is missing or empty" },
        { "/title", "null", "\"title\" is missing or empty" },
        { "/colour", "1", "no energy table in JSON" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_with_its_place(string path, string value, string message)
    {
        var table = JsonNode.Parse(Good)!;
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = steps[..^1].Aggregate(table, (node, step) => node is JsonArray ? node[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (at is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        }
        else
        {
            at[steps[^1]] = JsonNode.Parse(value);
        }

        var file = Written(table.ToJsonString());
        var error = Assert.Throws<HomeostatException>(() => EnergyTable.Read(file));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"name\": \"a\"")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}")]
    public void What_is_no_json_is_told(string text) =>
        Assert.Contains("no energy table in JSON", Assert.Throws<HomeostatException>(() => EnergyTable.Read(Written(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_or_too_large_is_told()
    {
        Assert.Contains("no file is there", Assert.Throws<HomeostatException>(() => EnergyTable.Read(_folder["none.json"])).Message, StringComparison.Ordinal);
        Assert.Contains("are too many", Assert.Throws<HomeostatException>(() => EnergyTable.Read(Written(new string(' ', 1 << 21)))).Message, StringComparison.Ordinal);
        Assert.Contains("There is no energy table 'loihy'. Did you mean", Assert.Throws<HomeostatException>(() => EnergyTable.All.Find("loihy")).Message, StringComparison.Ordinal);
        Assert.Contains("'int7' is no type of numbers", Assert.Throws<HomeostatException>(() => EnergyTable.All[0].Price(default, "int7")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4].Sample(
        changes =>
        {
            var bytes = Encoding.UTF8.GetBytes(Good).ToList();
            foreach (var (place, value, kind) in changes)
            {
                var at = Math.Min(place, bytes.Count - 1);
                switch (kind)
                {
                    case 0: bytes[at] = value; break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, value); break;
                    default: bytes.RemoveRange(at, Math.Min(value % 16, bytes.Count - at - 1)); break;
                }
            }

            try
            {
                Assert.All(EnergyTableFile.Parse([.. bytes], "mutated.json").Entries, entry => Assert.True(entry.Joules >= 0));
            }
            catch (HomeostatException e)
            {
                Assert.StartsWith("mutated.json", e.Message, StringComparison.Ordinal);
            }
        },
        iter: 2000);

    private string Written(string text)
    {
        File.WriteAllText(_folder["table.json"], text);
        return _folder["table.json"];
    }
}
