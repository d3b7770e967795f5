namespace Homeostat;

/// <content>Saving, resuming and copying.</content>
public sealed partial class Mortal
{
    /// <summary>
    /// Another individual with the same synapses and structure: on a device of its own, with parts as new, and with a life of its own from
    /// age 0. This one gives it the energy to begin with. What the device gives meaning to, the copy has to learn anew.
    /// </summary>
    /// <param name="niche">Where the copy lives; a niche of its own.</param>
    /// <param name="seed">Seed of its life and of its device.</param>
    /// <param name="endowment">Energy it is given, in J.</param>
    /// <exception cref="HomeostatException">This one is dead, or cannot give so much.</exception>
    public Mortal Copy(Niche niche, ulong seed, double endowment)
    {
        RequireAlive("be copied");
        if (!(endowment < Energy.Level))
        {
            throw new HomeostatException($"A mortal with {Number(Energy.Level)} J cannot endow a copy with {Number(endowment)} J and live; give less.");
        }

        var copy = new Mortal(Body, niche, _options with { Seed = seed, Device = null, Endowment = endowment });
        Energy.Spend(EnergyUse.Growth, endowment);
        var theirs = copy.Simulation.State.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var ofSynapses = Simulation.Model.VariablesOfSynapses.Select(v => v.Symbol.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, matrix) in Simulation.State.Where(s => ofSynapses.Contains(s.Key)))
        {
            theirs[name].CopyFrom(matrix.ToArray());
            copy.Simulation.Changed(name);
        }

        Body.Device.Imprint(copy.Simulation, seed);
        copy.CountSynapses();
        Note("experiment", $"a copy is made and given {Number(endowment)} J");
        return copy;
    }

    internal SavedLife Save() => new()
    {
        Body = Body.Name,
        States = Niche.States,
        Seed = Seed,
        Device = _options.Device ?? Seed,
        Endowment = Energy.Initial,
        Ablation = _options.Ablate,
        Age = Age,
        Viability = Viability,
        CauseOfDeath = CauseOfDeath,
        FreeEnergy = FreeEnergy,
        Energy = Energy.Save(),
        Niche = Niche.Values,
        Sensed = _living.SensedValues,
        Done = _living.DoneValues,
        Circuit = Simulation.Snapshot(),
        Parts = _parts?.Simulation.Snapshot(),
        Computed = Simulation.Computed.ToDictionary(c => c.Key, c => NpyArray.Of(c.Value), StringComparer.Ordinal),
        Events = Biography.Events,
        Steps = Biography.Columns.Select(c => KeyValuePair.Create(c, Biography[c])).ToDictionary(),
    };

    /// <summary>Becomes the one that was saved; only right after birth.</summary>
    internal void Restore(SavedLife saved, string place)
    {
        if (saved.Body != Body.Name || !saved.States.SequenceEqual(Niche.States) || saved.Seed != Seed || saved.Ablation != _options.Ablate
            || saved.Device != (_options.Device ?? Seed) || saved.Endowment != Energy.Initial || (saved.Parts is null) != (_parts is null))
        {
            throw new HomeostatException(
                $"{place}: the life saved is that of body '{saved.Body}', seed {saved.Seed}, on device {saved.Device}, with {Number(saved.Endowment)} J, ablation {saved.Ablation}, in a "
                + $"niche of {string.Join(", ", saved.States)}. It goes on with the same body, niche, seed and device only.");
        }

        Require(saved, place);
        Energy.Restore(saved.Energy, place);
        Restore(Simulation, saved.Circuit, place);
        if (saved.Parts is { } parts)
        {
            Restore(_parts!.Simulation, parts, place);
        }

        // What the last step computed from the state is not state, yet the mortal tells from it what it does and why.
        foreach (var (name, matrix) in Simulation.Computed)
        {
            (saved.Computed.GetValueOrDefault(name) ?? throw new HomeostatException($"{place}: what was computed of '{name}' is missing. The file is damaged, or the body is another."))
                .CopyTo(matrix, $"{place}, what was computed of '{name}'");
        }

        Biography.Restore(saved, place);
        saved.Niche.CopyTo(Niche.Values, 0);
        saved.Sensed.CopyTo(_living.SensedValues, 0);
        saved.Done.CopyTo(_living.DoneValues, 0);
        (_living.Age, Viability, CauseOfDeath, _living.FreeEnergy) = (saved.Age, saved.Viability, saved.CauseOfDeath, saved.FreeEnergy);
        CountSynapses();
    }

    private static void Restore(Simulation simulation, Snapshot saved, string place)
    {
        try
        {
            simulation.Restore(saved);
        }
        catch (HomeostatException e)
        {
            throw new HomeostatException($"{place}: {e.Message} The file is damaged, or the body is another.", e);
        }
    }

    // No life goes on from what no life can come to.
    private void Require(SavedLife saved, string place)
    {
        if (saved.Niche.Length != Niche.Values.Length || saved.Sensed.Length != _living.Sensed.Length || saved.Done.Length != _living.Done.Length)
        {
            throw new HomeostatException(
                $"{place}: {saved.Niche.Length} states of the niche, {saved.Sensed.Length} numbers sensed and {saved.Done.Length} done were found; "
                + $"{Niche.Values.Length}, {_living.Sensed.Length} and {_living.Done.Length} were expected. The file is damaged, or the body is another.");
        }

        var numbers = saved.Niche.Concat(saved.Sensed).Concat(saved.Done).Concat(saved.Energy).Append(saved.FreeEnergy)
            .Concat(Numbers(saved.Circuit.Variables)).Concat(saved.Parts is { } parts ? Numbers(parts.Variables) : []).Concat(Numbers(saved.Computed));
        if (saved.Age < 0 || saved.Circuit.Step < 0 || saved.Parts?.Step < 0
            || (saved.Viability == Viability.Terminal) != (saved.CauseOfDeath is not null) || !numbers.All(double.IsFinite))
        {
            throw new HomeostatException(
                $"{place}: the life saved is of age {saved.Age}, {saved.Viability}, cause of death {saved.CauseOfDeath ?? "none"}, after {saved.Circuit.Step} steps of the "
                + $"circuit, with {numbers.Count(n => !double.IsFinite(n))} numbers that are not finite. The file is damaged.");
        }
    }

    private static IEnumerable<double> Numbers(IReadOnlyDictionary<string, NpyArray> arrays) =>
        arrays.Values.Where(v => v.Type == NpyType.Float64).SelectMany(v => v.As<double>().ToArray());
}
