using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>The files of energy tables, which are JSON. Every fault is told with its place.</summary>
internal static partial class EnergyTableFile
{
    private const string Folder = "Tables/";
    private const int MostBytes = 1 << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly JsonSerializerOptions Writing = new(Options) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<string, CostItem> Items = NamesOf<CostItem>();
    private static readonly Dictionary<string, EnergyGrade> Grades = NamesOf<EnergyGrade>();

    /// <summary>The name of an item in a file, such as <c>multiply-accumulate</c>.</summary>
    public static string NameOf(CostItem item) => JsonNamingPolicy.KebabCaseLower.ConvertName(item.ToString());

    /// <summary>The tables that are part of the library, by their names.</summary>
    public static IEnumerable<EnergyTable> Embedded()
    {
        var assembly = typeof(EnergyTableFile).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            yield return Parse(memory.ToArray(), file);
        }
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="HomeostatException">The file cannot be read, or it is not a valid table.</exception>
    public static EnergyTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? throw new HomeostatException($"{path}: no file is there. Give the path of a table, or one of {Names()}.")
                : file.Length > MostBytes ? throw new HomeostatException($"{path}: {file.Length} bytes are too many for an energy table, which has at most {MostBytes}.")
                : Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new HomeostatException($"{path}: the table could not be read: {e.Message.TrimEnd('.')}.", e);
        }

        static string Names() => string.Join(", ", EnergyTable.All.Names);
    }

    /// <summary>Writes a table, as <see cref="Read"/> reads it.</summary>
    public static void Write(EnergyTable table, string path)
    {
        var document = new Document(table.Name, table.Title, table.Date)
        {
            About = table.About,
            Covers = [.. table.Covers.Order().Select(NameOf)],
            Entries =
            [
                .. table.Entries.Select(entry => new EntryDocument(NameOf(entry.Item), entry.Value, entry.Unit)
                {
                    Numbers = entry.Numbers, Bits = entry.AccessBits, Node = entry.Node, Grade = Grades.First(grade => grade.Value == entry.Grade).Key, Source = entry.Source, Note = entry.Note,
                }),
            ],
        };
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, document, Writing));
    }

    /// <summary>The table that a text states.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">The name of the file, for messages.</param>
    public static EnergyTable Parse(byte[] json, string place)
    {
        Document document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new HomeostatException($"{place}: this is no energy table in JSON: {e.Message.TrimEnd('.')}. docs/ledger.md shows one.", e);
        }

        var name = Required(document.Name, "name", place);
        var date = Required(document.Date, "date", place);
        Require(Date().IsMatch(date), place, $"the date is '{date}'; give a year, a month or a day, such as 2018-01");
        Require(document.Entries is { Count: > 0 }, place, "there are no entries; give the energy of at least one item");
        var entries = document.Entries!.Select((entry, index) => Entry(entry, $"{place}: entry {index + 1}")).ToArray();
        var covers = (document.Covers ?? []).Select(item => Item(item, $"{place}: covers")).ToHashSet();
        foreach (var twice in entries.GroupBy(entry => (entry.Item, entry.Numbers)).Where(group => group.Count() > 1))
        {
            throw Fault(place, $"{NameOf(twice.Key.Item)}{(twice.Key.Numbers is { } numbers ? $" of {numbers}" : "")} has {twice.Count()} entries; keep one");
        }

        foreach (var both in entries.Where(entry => covers.Contains(entry.Item)))
        {
            throw Fault(place, $"{NameOf(both.Item)} has an entry and is said to be covered by others, so that it would count twice; keep one of the two");
        }

        return new EnergyTable(name, Required(document.Title, "title", place), date, document.About ?? "", entries, covers);
    }

    private static EnergyEntry Entry(EntryDocument? entry, string place)
    {
        Require(entry is not null, place, "it is null; give an item and its energy");
        var item = Item(Required(entry!.Item, "item", place), place);
        place = $"{place} ({NameOf(item)})";
        var isBytes = item is CostItem.RegisterByte or CostItem.L1Byte or CostItem.L2Byte or CostItem.MemoryByte;
        Require(entry.Value is not null, place, "the value is missing; give the energy as a number");
        Require(double.IsFinite(entry.Value!.Value) && entry.Value >= 0, place, $"the value is {entry.Value}; energy is spent, not won: give a number of 0 or more");
        Require(entry.Unit is not null && EnergyUnit.Names.Contains(entry.Unit), place, $"the unit is {Quoted(entry.Unit)}; give one of {string.Join(", ", EnergyUnit.Names)}");
        Require(!isBytes || entry.Bits is > 0 and <= 1e6, place, $"the width of an access is {(entry.Bits is { } width ? FormattableString.Invariant($"{width} bits") : "missing")}; give \"bits\", such as 64: the energy is that of one access");
        Require(isBytes || entry.Bits is null, place, "\"bits\" is the width of an access to memory, which this item is not; leave it out");
        Require(entry.Numbers is null || EnergyNumbers.Names.Contains(entry.Numbers), place, $"the numbers are {Quoted(entry.Numbers)}; give one of {string.Join(", ", EnergyNumbers.Names)}, or leave them out");
        var grade = Required(entry.Grade, "grade", place);
        Require(Grades.ContainsKey(grade), place, $"the grade is '{grade}'; give one of {string.Join(", ", Grades.Keys)}");
        return new EnergyEntry(
            item, entry.Numbers, entry.Value.Value, entry.Unit!, entry.Bits, Required(entry.Node, "node", place), Grades[grade], Required(entry.Source, "source", place), entry.Note);
    }

    private static CostItem Item(string name, string place) => Items.TryGetValue(name, out var item) ? item : throw Fault(
        place, $"there is no item '{name}'; the items are {string.Join(", ", Items.Keys)}");

    private static string Required(string? text, string name, string place) =>
        !string.IsNullOrWhiteSpace(text) ? text : throw Fault(place, $"\"{name}\" is missing or empty; every table needs it, so that its figures can be traced");

    private static string Quoted(string? text) => text is null ? "missing" : $"'{text}'";

    private static void Require(bool isRight, string place, InvariantMessage wrong) => Require(isRight, place, wrong.ToString());

    private static void Require(bool isRight, string place, string wrong)
    {
        if (!isRight)
        {
            throw Fault(place, wrong);
        }
    }

    private static HomeostatException Fault(string place, string wrong) => new($"{place}: {wrong}.");

    private static Dictionary<string, T> NamesOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), value => value, StringComparer.Ordinal);

    [GeneratedRegex(@"^\d{4}(-\d{2}(-\d{2})?)?\z")]
    private static partial Regex Date();

    private sealed record Document(string? Name = null, string? Title = null, string? Date = null)
    {
        public string? About { get; init; }

        public IReadOnlyList<string>? Covers { get; init; }

        public IReadOnlyList<EntryDocument?>? Entries { get; init; }
    }

    private sealed record EntryDocument(string? Item = null, double? Value = null, string? Unit = null)
    {
        public string? Numbers { get; init; }

        public double? Bits { get; init; }

        public string? Node { get; init; }

        public string? Grade { get; init; }

        public string? Source { get; init; }

        public string? Note { get; init; }
    }
}
