namespace Homeostat;

/// <content>How a mortal is saved, resumed and copied.</content>
public sealed partial class Mortal
{
    /// <summary>
    /// Makes another individual with the same synapses and the same structure. The copy runs on its own device, its parts are new, and its
    /// age is 0. This mortal pays the energy that the copy starts with. Because the gains and offsets of the copy's device differ, the copied
    /// weights work less well there, and the copy has to learn them again.
    /// </summary>
    /// <param name="niche">The niche that the copy lives in. No other individual may use it.</param>
    /// <param name="seed">The seed of the copy's life and of its device.</param>
    /// <param name="endowment">The energy that this mortal gives to the copy, in J.</param>
    /// <exception cref="HomeostatException">This mortal is dead, or it does not have that much energy.</exception>
    public Mortal Copy(Niche niche, ulong seed, double endowment) => Copy(niche, _options with { Seed = seed, Device = null, Endowment = endowment });

    /// <summary>Makes another individual with the same synapses and the same structure, on the device that the options say.</summary>
    /// <param name="niche">The niche that the copy lives in. No other individual may use it.</param>
    /// <param name="options">
    /// The settings of the copy. If its device has the seed of this mortal's device, the copy runs on an equal device, with the same cells in the same state. This mortal
    /// pays the energy that the copy starts with.
    /// </param>
    /// <exception cref="HomeostatException">This mortal is dead, or it does not have that much energy.</exception>
    public Mortal Copy(Niche niche, MortalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireAlive("be copied");
        var endowment = options.Endowment ?? Body.Energy;
        if (!(endowment < Energy.Level))
        {
            throw new HomeostatException($"A mortal with {Number(Energy.Level)} J cannot endow a copy with {Number(endowment)} J and live; give less.");
        }

        var copy = new Mortal(Body, niche, options with { Endowment = endowment });
        Energy.Spend(EnergyUse.Growth, endowment);
        var theirs = copy.Simulation.State.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var ofSynapses = Simulation.Model.VariablesOfSynapses.Select(v => v.Symbol.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, matrix) in Simulation.State.Where(s => ofSynapses.Contains(s.Key)))
        {
            theirs[name].CopyFrom(matrix.ToArray());
            copy.Simulation.Changed(name);
        }

        if (copy.Device == Device && Body.Crossbar is { } crossbar)
        {
            copy.Simulation.TakeDevice(Simulation, crossbar.Aging);
        }

        Body.Device.Imprint(copy.Simulation, copy.Device);
        copy.CountSynapses();
        Note("experiment", $"a copy is made and given {Number(endowment)} J");
        return copy;
    }

    internal SavedLife Save() => new()
    {
        Body = Body.Name,
        States = Niche.States,
        Seed = Seed,
        Device = Device,
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

    /// <summary>Takes over the state of a saved life. It may be called only directly after birth.</summary>
    internal void Restore(SavedLife saved, string place)
    {
        if (saved.Body != Body.Name || !saved.States.SequenceEqual(Niche.States) || saved.Seed != Seed || (saved.Ablation & _options.Ablate) != _options.Ablate
            || saved.Device != Device || saved.Endowment != Energy.Initial || (saved.Parts is null) != (_parts is null))
        {
            throw new HomeostatException(
                $"{place}: the life saved is that of body '{saved.Body}', seed {saved.Seed}, on device {saved.Device}, with {Number(saved.Endowment)} J, ablation {saved.Ablation}, in a "
                + $"niche of {string.Join(", ", saved.States)}. It can be resumed only with the same body, niche, seed and device.");
        }

        Require(saved, place);
        SwitchOff(saved.Ablation);
        Energy.Restore(saved.Energy, place);
        Restore(Simulation, saved.Circuit, place);
        if (saved.Parts is { } parts)
        {
            Restore(_parts!.Simulation, parts, place);
        }

        // Values that the last step computed from the state are not part of the state, but the mortal's account of what it does reads them.
        foreach (var (name, matrix) in Simulation.Computed)
        {
            (saved.Computed.GetValueOrDefault(name) ?? throw new HomeostatException($"{place}: the computed values of '{name}' are missing. The file is damaged, or it belongs to another body."))
                .CopyTo(matrix, $"{place}, the computed values of '{name}'");
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
            throw new HomeostatException($"{place}: {e.Message} The file is damaged, or it belongs to another body.", e);
        }
    }

    // Refuses a state that no life can reach.
    private void Require(SavedLife saved, string place)
    {
        if (saved.Niche.Length != Niche.Values.Length || saved.Sensed.Length != _living.Sensed.Length || saved.Done.Length != _living.Done.Length)
        {
            throw new HomeostatException(
                $"{place}: {saved.Niche.Length} states of the niche, {saved.Sensed.Length} numbers sensed and {saved.Done.Length} done were found; "
                + $"{Niche.Values.Length}, {_living.Sensed.Length} and {_living.Done.Length} were expected. The file is damaged, or it belongs to another body.");
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
