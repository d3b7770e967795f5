using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>A limit of a chip, with the certainty of its value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Grade">The certainty: <c>verified</c> (read in a primary source), <c>second-hand</c>, <c>derived</c> or <c>recalled</c>.</param>
/// <param name="Source">The source of the value.</param>
public sealed record ChipLimit(double Value, string Grade, string Source);

/// <summary>
/// A neuromorphic chip as data: what its cores have room for, and which neurons it has. A limit that is null is not known, and is not checked. The
/// chips of the library are JSON files, and so is one of your own (<see cref="Read"/>).
/// </summary>
public sealed record Chip : ICatalogEntry
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true,
    };

    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public required string Description { get; init; }

    /// <inheritdoc/>
    public required string Source { get; init; }

    /// <summary>The cores of a chip.</summary>
    public required ChipLimit Cores { get; init; }

    /// <summary>The neurons of a core.</summary>
    public required ChipLimit Neurons { get; init; }

    /// <summary>The presynaptic units from which a core receives spikes.</summary>
    public ChipLimit? AxonsIn { get; init; }

    /// <summary>The pairs of a unit of a core and a core that it sends to.</summary>
    public ChipLimit? AxonsOut { get; init; }

    /// <summary>The cores that one unit sends to.</summary>
    public ChipLimit? TargetsOfUnit { get; init; }

    /// <summary>The memory for synapses of a core, in words of 64 bits.</summary>
    public ChipLimit? SynapseWords { get; init; }

    /// <summary>The synapses of a core, where the memory of each is not known.</summary>
    public ChipLimit? Synapses { get; init; }

    /// <summary>The different weights that the synapses onto a unit have.</summary>
    public ChipLimit? WeightsOfUnit { get; init; }

    /// <summary>The longest delay, in time steps.</summary>
    public required ChipLimit Delay { get; init; }

    /// <summary>The synaptic currents of a neuron that each decay at a rate of their own.</summary>
    public required ChipLimit Currents { get; init; }

    /// <summary>The traces of presynaptic spikes that a learning rule has.</summary>
    public ChipLimit? PreTraces { get; init; }

    /// <summary>The traces of postsynaptic spikes that a learning rule has.</summary>
    public ChipLimit? PostTraces { get; init; }

    /// <summary>True if synapses of the chip learn.</summary>
    public bool HasLearning { get; init; }

    /// <summary>True if the potentials and currents of the chip lose a share of themselves in each time step.</summary>
    public required bool HasDecay { get; init; }

    /// <summary>True if a spike of the chip can carry a number and its neurons are programs, both of which sigma-delta neurons need.</summary>
    public required bool HasGradedSpikes { get; init; }

    /// <summary>Reads a chip from a JSON file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file cannot be read, or has a wrong, unknown or missing entry.</exception>
    public static Chip Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>The chip as JSON, from which <see cref="Read"/> makes it again; a start for a file of your own.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>The limits that are known, each with its name in the file.</summary>
    internal IEnumerable<(string Name, ChipLimit Limit)> Limits => typeof(Chip).GetProperties()
        .Where(p => p.PropertyType == typeof(ChipLimit) && p.GetValue(this) is not null)
        .Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), (ChipLimit)p.GetValue(this)!));

    internal static Chip Parse(string text, string place)
    {
        Chip chip;
        try
        {
            chip = JsonSerializer.Deserialize<Chip>(text, Format) ?? throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new HomeostatException($"{place}: this is no chip: {e.Message.TrimEnd('.')}. Begin with one that the library has, as 'homeostat translate' prints it.", e);
        }

        foreach (var (name, limit) in chip.Limits)
        {
            if (!(limit.Value >= 0) || string.IsNullOrWhiteSpace(limit.Grade) || string.IsNullOrWhiteSpace(limit.Source))
            {
                throw new HomeostatException($"{place}: the limit '{name}' is {limit.Value} with the grade '{limit.Grade}' and the source '{limit.Source}'. Give a number from 0 on, a grade and a source.");
            }
        }

        return chip;
    }
}
