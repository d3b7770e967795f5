using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>An intervention from outside, between two time steps of a run: what a click in the studio does.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(KnockOut), "knock-out")]
[JsonDerivedType(typeof(Wound), "wound")]
[JsonDerivedType(typeof(Nourish), "feed")]
[JsonDerivedType(typeof(Disturb), "disturb")]
[JsonDerivedType(typeof(TakeAway), "take-away")]
[JsonDerivedType(typeof(SetConstant), "set-constant")]
[JsonDerivedType(typeof(Stimulate), "stimulate")]
[JsonDerivedType(typeof(Silence), "silence")]
[JsonDerivedType(typeof(Cut), "cut")]
internal abstract record Intervention;

/// <summary>An act on a life.</summary>
internal abstract record LifeAct : Intervention
{
    /// <summary>Carries out the act.</summary>
    /// <exception cref="HomeostatException">The act is not possible; the life is then unchanged.</exception>
    public abstract void Do(Mortal mortal);
}

/// <summary>A part is knocked out for good.</summary>
/// <param name="Part">The name of the part.</param>
internal sealed record KnockOut(string Part) : LifeAct
{
    public override void Do(Mortal mortal) => mortal.KnockOut(Part);
}

/// <summary>A part is wounded.</summary>
/// <param name="Part">The name of the part.</param>
/// <param name="Condition">The condition that is left, from 0 to 1.</param>
internal sealed record Wound(string Part, double Condition) : LifeAct
{
    public override void Do(Mortal mortal) => mortal.Wound(Part, Condition);
}

/// <summary>The mortal is fed.</summary>
/// <param name="Energy">The energy in J.</param>
internal sealed record Nourish(double Energy) : LifeAct
{
    public override void Do(Mortal mortal) => mortal.Feed(Energy);
}

/// <summary>A state of the niche is changed.</summary>
/// <param name="State">The name of the state.</param>
/// <param name="By">The amount that is added.</param>
internal sealed record Disturb(string State, double By) : LifeAct
{
    public override void Do(Mortal mortal) => mortal.Disturb(State, By);
}

/// <summary>A process of the mortal is switched off for good.</summary>
/// <param name="Loop">The process.</param>
internal sealed record TakeAway(Ablation Loop) : LifeAct
{
    public override void Do(Mortal mortal) => mortal.TakeAway(Loop);
}

/// <summary>An act on a simulated network.</summary>
internal abstract record NetworkAct : Intervention
{
    /// <summary>Carries out the act.</summary>
    /// <exception cref="HomeostatException">The act is not possible; the simulation is then unchanged.</exception>
    public abstract void Do(Simulation simulation);
}

/// <summary>A constant gets another value.</summary>
/// <param name="Part">The name of the population or projection.</param>
/// <param name="Name">The name of the constant.</param>
/// <param name="Value">The value in SI units.</param>
internal sealed record SetConstant(string Part, string Name, double Value) : NetworkAct
{
    public override void Do(Simulation simulation)
    {
        var constants = simulation.ConstantsOf(Part);
        simulation.SetConstant(Part, Name, constants.TryGetValue(Name, out var before) ? new Quantity(Value, before.Dimension) : Value);
    }
}

/// <summary>A number is added to a variable of some units.</summary>
/// <param name="Variable">The variable, as <c>population.variable</c>.</param>
/// <param name="Units">The indices of the units.</param>
/// <param name="By">The number in SI units.</param>
internal sealed record Stimulate(string Variable, IReadOnlyList<int> Units, double By) : NetworkAct
{
    public override void Do(Simulation simulation)
    {
        if (!double.IsFinite(By))
        {
            throw new HomeostatException($"'{Variable}' can only be changed by a finite number.");
        }

        var matrix = simulation.OfUnits(Variable, Units);
        foreach (var unit in Units)
        {
            matrix[0, unit] += By;
        }

        simulation.Changed(Variable);
    }
}

/// <summary>Units are kept from firing, or fire again.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="Units">The indices of the units.</param>
/// <param name="IsSilent">Whether they are kept from firing.</param>
internal sealed record Silence(string Population, IReadOnlyList<int> Units, bool IsSilent) : NetworkAct
{
    public override void Do(Simulation simulation) => simulation.Silence(Population, Units, IsSilent);
}

/// <summary>A projection is cut, or joined again.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="IsCut">Whether it is cut.</param>
internal sealed record Cut(string Projection, bool IsCut) : NetworkAct
{
    public override void Do(Simulation simulation) => simulation.Cut(Projection, IsCut);
}
