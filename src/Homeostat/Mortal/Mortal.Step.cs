namespace Homeostat;

/// <content>One step of a life, and the test whether the mortal is still alive.</content>
public sealed partial class Mortal
{
    /// <summary>Lives one step: the mortal senses, infers, learns, acts, rebuilds its parts and changes its structure, and pays the energy for all of this.</summary>
    /// <returns>Whether the mortal is alive after the step.</returns>
    /// <exception cref="HomeostatException">The mortal is dead, or the niche gave a value that is not allowed, such as a negative energy.</exception>
    /// <exception cref="DivergenceException">An internal state is no longer a finite number.</exception>
    public bool Step()
    {
        RequireAlive("act");
        _living.Sense();
        var learns = Age % Body.Clocks.Learning == 0 && !Ablated(Ablation.Learning);
        _living.Think(learns);
        Energy.Spend(EnergyUse.Inference, Ablated(Ablation.Inference) ? 0 : _costs.Inference);
        Energy.Spend(EnergyUse.Learning, learns ? _costs.Learning : 0);
        var gained = _living.Act();
        Energy.Spend(EnergyUse.Action, Body.Costs.Effort * _living.Effort);
        Energy.Take(gained * (_intake < 0 ? 1 : Condition(_intake)));
        if (Niche.Event is { } happened)
        {
            Note("niche", happened);
        }

        Energy.Spend(EnergyUse.Upkeep, Body.Costs.Basal + (Body.Costs.Synapse * _synapses) + (Body.Costs.Unit * _units));
        if (_parts is not null)
        {
            Energy.Spend(EnergyUse.Repair, _parts.Step());
        }

        _living.Age++;
        if (!Ablated(Ablation.Selection))
        {
            Select();
        }

        Judge();
        WriteDown();
        return IsAlive;
    }

    private void Judge()
    {
        var before = Viability;
        CauseOfDeath = Limit();
        Viability = CauseOfDeath is not null ? Viability.Terminal : Precarious() ? Viability.Precarious : Viability.Viable;
        if (!IsAlive)
        {
            Note("death", CauseOfDeath!);
        }
        else if (Viability != before)
        {
            Note("viability", Viability == Viability.Viable ? "out of danger" : $"in danger: {Danger()}");
        }
    }

    /// <summary>The limit that the mortal has passed and that kills it, in words; null if it has passed none.</summary>
    private string? Limit()
    {
        if (Energy.Level <= 0)
        {
            return "the energy is used up";
        }

        foreach (var need in _needs)
        {
            var value = need.Value(this);
            if (!need.Variable.Contains(value))
            {
                return $"{need.Variable.Name} is {Number(value)}, {(value < need.Variable.Low ? $"below {Number(need.Variable.Low)}" : $"above {Number(need.Variable.High)}")}";
            }
        }

        for (var part = 0; part < Body.Parts.Count; part++)
        {
            if (Body.Parts[part].Vital > 0 && Condition(part) < Body.Parts[part].Vital)
            {
                return $"the part '{Body.Parts[part].Name}' has fallen to {Number(Condition(part))}, below {Number(Body.Parts[part].Vital)}";
            }
        }

        return null;
    }

    private bool Precarious()
    {
        foreach (var need in _needs)
        {
            if (need.Variable.Margin(need.Value(this)) < Body.PrecariousMargin)
            {
                return true;
            }
        }

        return Energy.Level < Body.Reserve;
    }

    private string Danger()
    {
        var near = _needs.MinBy(n => n.Variable.Margin(n.Value(this)));
        return near is not null && near.Variable.Margin(near.Value(this)) < Body.PrecariousMargin
            ? $"{near.Variable.Name} is {Number(near.Value(this))}"
            : $"{Number(Energy.Level)} J are left";
    }

    internal double Condition(int part) => _parts![part];
}
