namespace Homeostat.Chips;

/// <summary>The synapses of a route as they are stored on a chip.</summary>
/// <param name="Route">The route.</param>
/// <param name="Weights">The weight of each synapse.</param>
/// <param name="Delays">The delay of each synapse in steps; empty without delays.</param>
/// <param name="TagBits">The bits of a variable of learning; 0 without one.</param>
internal sealed record PlacedBlock(Route Route, double[] Weights, int[] Delays, int TagBits = 0);

/// <summary>
/// Places populations on cores: each population is cut into equal parts, as few as the limits allow, and each part takes a core of its own. Fan-in, not
/// neurons, is the usual limit.
/// </summary>
/// <param name="chip">The chip.</param>
/// <param name="blocks">All synapses.</param>
/// <param name="outside">The populations that stay outside.</param>
/// <param name="sizes">The number of units of each population.</param>
internal sealed class Placer(Chip chip, IReadOnlyList<PlacedBlock> blocks, IReadOnlyList<string> outside, IReadOnlyDictionary<string, int> sizes)
{
    private const int DelayBits = 6;

    // More cores do not help a unit with too many different weights.
    private const string WeightsLimit = "weightsOfUnit";

    private readonly Dictionary<string, int> _unitsOfCore = [];

    public Placement Place()
    {
        var (placed, faults) = (new List<PlacedPopulation>(), new List<ChipFault>());
        string[] inside = [.. sizes.Keys.Where(name => !outside.Contains(name))];
        foreach (var population in inside)
        {
            Split(population, 0);
        }

        // What a core sends depends on how its targets are cut, so it is looked at when all are.
        foreach (var population in inside)
        {
            var most = Sent(population).Max(s => s.Need / s.Room);
            if (most > 1)
            {
                Split(population, (int)Math.Ceiling(Cores(population) * most));
            }
        }

        foreach (var population in inside)
        {
            ChipUse[] uses = [.. Received(population), .. Sent(population).Where(s => s.Limit.Length > 0)];
            placed.Add(new PlacedPopulation(population, sizes[population], Cores(population), _unitsOfCore[population], uses));
            faults.AddRange(uses.Where(u => u.Need > u.Room).Select(u => new ChipFault(population, u.Limit, u.Need, u.Room, Remedy(u, population))));
        }

        var placement = new Placement(chip, placed, outside, faults);
        if (placement.Cores > chip.Cores.Value)
        {
            var chips = Math.Ceiling(placement.Cores / chip.Cores.Value);
            faults.Add(new ChipFault("the circuit", "cores", placement.Cores, chip.Cores.Value, FormattableString.Invariant($"It would fit on {chips:N0} of these chips, or with fewer synapses.")));
        }

        return placement;
    }

    private int Cores(string population) => ((sizes[population] - 1) / _unitsOfCore[population]) + 1;

    // The fewest cores, from a number on, for which the fullest has room; one unit a core where none has.
    private void Split(string population, int least)
    {
        var size = sizes[population];
        for (var cores = Math.Clamp(Math.Max(least, (int)Math.Ceiling(size / Math.Max(1, chip.Neurons.Value))), 1, size); ;)
        {
            _unitsOfCore[population] = (size + cores - 1) / cores;
            var most = Received(population).Where(u => u.Limit != WeightsLimit).Select(u => u.Need / u.Room).DefaultIfEmpty(0).Max();
            if (most <= 1 || cores == size)
            {
                return;
            }

            cores = Math.Min(size, Math.Max(cores + 1, (int)Math.Min(size, cores * Math.Min(most, 4))));
        }
    }

    private IEnumerable<ChipUse> Received(string population)
    {
        var (width, cores) = (_unitsOfCore[population], Cores(population));
        var (axons, words, synapses) = (new long[cores], new long[cores], new long[cores]);
        foreach (var block in blocks.Where(b => b.Route.Post == population))
        {
            var pre = sizes[block.Route.Pre];
            var counts = new int[(long)pre * cores];
            foreach (var (i, j) in block.Route.Synapses!)
            {
                counts[((long)i * cores) + (j / width)]++;
            }

            var delayBits = block.Delays.Any(d => d > 0) ? DelayBits : 0;
            for (var k = 0; k < counts.Length; k++)
            {
                var (core, count) = (k % cores, counts[k]);
                if (count > 0)
                {
                    axons[core]++;
                    synapses[core] += count;
                    words[core] += SynapseMemory.Words(count, indexBits: count >= Math.Min(width, sizes[population] - (core * width)) ? 0 : SynapseMemory.IndexBits(width), delayBits: delayBits, tagBits: block.TagBits);
                }
            }
        }

        yield return new ChipUse("neurons", width, chip.Neurons.Value);
        if (chip.AxonsIn is { } axonsIn)
        {
            yield return new ChipUse("axonsIn", axons.Max(), axonsIn.Value);
        }

        if (chip.SynapseWords is { } synapseWords)
        {
            yield return new ChipUse("synapseWords", words.Max(), synapseWords.Value);
        }

        if (chip.Synapses is { } limit)
        {
            yield return new ChipUse("synapses", synapses.Max(), limit.Value);
        }

        if (chip.WeightsOfUnit is { } weights)
        {
            yield return new ChipUse(WeightsLimit, WeightsOfUnit(population), weights.Value);
        }
    }

    private int WeightsOfUnit(string population)
    {
        var different = new HashSet<(int, double)>();
        var counts = new int[sizes[population]];
        foreach (var block in blocks.Where(b => b.Route.Post == population))
        {
            for (var k = 0; k < block.Weights.Length; k++)
            {
                if (different.Add((block.Route.Synapses![k].Post, block.Weights[k])))
                {
                    counts[block.Route.Synapses[k].Post]++;
                }
            }
        }

        return counts.Max();
    }

    private IEnumerable<ChipUse> Sent(string population)
    {
        var width = _unitsOfCore[population];
        var (sent, ofUnit) = (new long[Cores(population)], new int[sizes[population]]);
        foreach (var block in blocks.Where(b => b.Route.Pre == population && _unitsOfCore.ContainsKey(b.Route.Post)))
        {
            var pairs = new HashSet<(int, int)>();
            foreach (var (i, j) in block.Route.Synapses!)
            {
                if (pairs.Add((i, j / _unitsOfCore[block.Route.Post])))
                {
                    sent[i / width]++;
                    ofUnit[i]++;
                }
            }
        }

        yield return new ChipUse("", 0, 1);
        if (chip.AxonsOut is { } axonsOut)
        {
            yield return new ChipUse("axonsOut", sent.Max(), axonsOut.Value);
        }

        if (chip.TargetsOfUnit is { } targets)
        {
            yield return new ChipUse("targetsOfUnit", ofUnit.Max(), targets.Value);
        }
    }

    private string Remedy(ChipUse use, string population) => use.Limit switch
    {
        "neurons" => "Make the population smaller.",
        "axonsIn" => FormattableString.Invariant($"Even a core with {_unitsOfCore[population]:N0} of its units has too many presynaptic units: up to {use.Room:N0} would fit, so leave out connections or add a layer between."),
        "synapseWords" or "synapses" => FormattableString.Invariant($"About {100 * use.Room / use.Need:F0} % of the synapses of a unit would fit: leave out the others, or divide the unit's inputs among several units."),
        WeightsLimit => FormattableString.Invariant($"Let the synapses of a unit have {use.Room:N0} different weights."),
        "targetsOfUnit" => FormattableString.Invariant($"Let each unit reach units of {use.Room:N0} core, or copy it once for each core it sends to."),
        _ => "Let its units send to fewer cores.",
    };
}
