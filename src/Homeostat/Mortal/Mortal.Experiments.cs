namespace Homeostat;

/// <content>What an experimenter can do to a mortal while it lives. Each intervention is written into the biography.</content>
public sealed partial class Mortal
{
    /// <summary>Knocks out a part: it stops the reaction that makes the part and sets the part's condition to 0.</summary>
    /// <param name="part">The name of the part.</param>
    /// <exception cref="HomeostatException">The body has no part of that name, or the mortal is dead.</exception>
    public void KnockOut(string part)
    {
        RequireAlive("be operated on");
        RequirePart(part);
        _parts!.KnockOut(part);
        _parts.Wound(part, 0);
        Note("experiment", $"{part} is knocked out");
    }

    /// <summary>Sets the condition of a part. The mortal rebuilds the part afterwards if it can.</summary>
    /// <param name="part">The name of the part.</param>
    /// <param name="condition">The new condition, from 0 (destroyed) to 1 (whole).</param>
    /// <exception cref="HomeostatException">The body has no part of that name, or the mortal is dead.</exception>
    public void Wound(string part, double condition)
    {
        RequireAlive("be wounded");
        RequirePart(part);
        if (condition is not (>= 0 and <= 1))
        {
            throw new HomeostatException($"The condition of part '{part}' cannot be {Number(condition)}; give 0 to 1.");
        }

        _parts!.Wound(part, condition);
        Note("experiment", $"{part} is wounded, {Number(100 * condition)} % are left");
    }

    /// <summary>Gives the mortal energy, which counts as income. What its store cannot hold is lost.</summary>
    /// <param name="energy">The energy in J, finite and not negative.</param>
    /// <exception cref="HomeostatException">The energy is not such an amount, or the mortal is dead.</exception>
    public void Feed(double energy)
    {
        RequireAlive("be fed");
        var taken = Energy.Take(energy);
        Note("experiment", $"it is fed {Number(taken)} J");
    }

    /// <summary>Changes a state of the niche at once, such as the temperature of a room.</summary>
    /// <param name="state">The name of the state.</param>
    /// <param name="by">The finite amount that is added to the state.</param>
    /// <exception cref="HomeostatException">The niche has no state of that name, the amount is not finite, or the mortal is dead.</exception>
    public void Disturb(string state, double by)
    {
        RequireAlive("be disturbed");
        var index = IndexOf(Niche.States, state);
        if (index < 0)
        {
            throw new HomeostatException($"The niche has no state '{state}'; it has {string.Join(", ", Niche.States)}.");
        }

        if (!double.IsFinite(by))
        {
            throw new HomeostatException($"The state '{state}' cannot change by {Number(by)}; give a finite number.");
        }

        Niche.Values[index] += by;
        Note("experiment", $"{state} changes by {Number(by)} to {Number(Niche.Values[index])}");
    }

    /// <summary>Switches processes off for the rest of the mortal's life.</summary>
    /// <param name="loops">The processes.</param>
    /// <exception cref="HomeostatException">There are no such processes, or the mortal is dead.</exception>
    public void TakeAway(Ablation loops)
    {
        RequireAlive("be operated on");
        if (loops == Ablation.None || (loops & ~AllLoops) != 0)
        {
            throw new HomeostatException($"{loops} is no process that can be taken away; give one of {string.Join(", ", Enum.GetValues<Ablation>().Where(a => a != Ablation.None))}.");
        }

        SwitchOff(loops);
        Note("experiment", $"{loops.ToString().ToLowerInvariant()} is taken away");
    }

    private static Ablation AllLoops { get; } = Enum.GetValues<Ablation>().Aggregate((all, one) => all | one);

    private void SwitchOff(Ablation loops)
    {
        var gone = loops & ~_options.Ablate;
        _options = _options with { Ablate = _options.Ablate | loops };
        if ((gone & Ablation.Inference) != 0)
        {
            _living.Change(AgentOf(Body, isFrozen: true));
            _costs = CostsOf(_living.Plans);
        }

        if ((gone & Ablation.Anticipation) != 0)
        {
            ForgetForesight(Body, Simulation);
        }
    }

    private static void ForgetForesight(Body body, Simulation simulation)
    {
        if (body.Foresight is { } foresight)
        {
            var matrix = simulation[foresight];
            matrix.CopyFrom([.. Enumerable.Repeat(0.0, matrix.Rows * matrix.Columns)]);
            simulation.Changed(foresight);
        }
    }
}
