namespace Homeostat.Tests.Mortals;

/// <summary>What cannot be born, and what is said of it.</summary>
public class BirthTests
{
    private static readonly Body Body = Fish.Body;

    public static TheoryData<string, Body> Misfits { get; } = new()
    {
        { "cannot be born here: depth is 0, below 1. Start the niche within the limits of life", Body with { Essential = [new EssentialVariable("depth", 1, 5)] } },
        { "cannot be born here: membrane is 1, above 0.5", Body with { Essential = [new EssentialVariable("depth", -5, 5), new EssentialVariable("membrane", 0, 0.5)] } },
        { "'depth' of body 'fish' has the range 5 to -5; give two finite limits", Body with { Essential = [new EssentialVariable("depth", 5, -5)] } },
        { "has the range NaN to 5", Body with { Essential = [new EssentialVariable("depth", double.NaN, 5)] } },
        { "The set point 7 of the essential variable 'depth'", Body with { Essential = [new EssentialVariable("depth", -5, 5) { SetPoint = 7 }] } },
        { "'salt' of body 'fish' is neither a state of the niche (depth) nor a part (enzyme, membrane, muscle)", Body with { Essential = [new EssentialVariable("salt", 0, 1)] } },
        { "cannot begin with -1 J", Body with { Energy = -1 } },
        { "cannot begin with 90 J of at most 80 J", Body with { Energy = 90 } },
        { "The cost 'Basal' of body 'fish' is -1 J", Body with { Costs = new EnergyCosts { Basal = -1 } } },
        { "The cost 'Effort' of body 'fish' is NaN J", Body with { Costs = new EnergyCosts { Effort = double.NaN } } },
        { "The clocks of body 'fish' are 0 and 1", Body with { Clocks = new Timescales { Inference = 0 } } },
        { "The device mismatch of 'fish' is -1", Body with { Device = new DeviceVariation { Mismatch = -1 } } },
        { "The device synaptic mismatch of 'fish' is NaN", Body with { Device = new DeviceVariation { SynapticMismatch = double.NaN } } },
        { "precarious within a fraction of 2", Body with { PrecariousMargin = 2 } },
        { "and below NaN J", Body with { Reserve = double.NaN } },
        { "Two parts are called 'enzyme'", Body with { Parts = [.. Fish.Parts, new Part("enzyme")] } },
        { "The part 'shell' has wear 2", Body with { Parts = [.. Fish.Parts, new Part("shell") { Wear = 2 }] } },
        { "The part 'shell' has wear 0.001, repair 0.02, cost -3 J", Body with { Parts = [.. Fish.Parts, new Part("shell") { Cost = -3 }] } },
        { "is called 'enzyme_repair'; names that end in _built or _repair are", Body with { Parts = [.. Fish.Parts, new Part("enzyme_repair")] } },
        { "'i' is the index of the unit and cannot be defined anew", Body with { Parts = [.. Fish.Parts, new Part("i")] } },
        { "is made by 'sun', which is not a part of the body; the parts are enzyme, membrane, muscle, shell", Body with { Parts = [.. Fish.Parts, new Part("shell") { Catalysts = ["sun"] }] } },
        { "uses the part 'muscle', which the body does not have", Body with { Parts = Fish.Parts[..2] } },
        { "uses the part 'gut', which the body does not have", Body with { Intake = "gut" } },
        { "has 0 sensory, 1 active and 2 internal populations", Body with { Senses = [] } },
        { "'fin' of body 'fish' both senses and acts, so that it does not separate", Body with { Senses = [new Port("fin.mu", "depth")] } },
        { "senses 'salt', which is not there. The sensors are: depth, energy, enzyme, membrane, muscle", Body with { Senses = [new Port("eye.seen", "salt")] } },
        { "acts by 'jump', which is not there. The effectors are: push", Body with { Acts = [new Port("fin.push", "jump")] } },
        { "'eye.seen', which has 1 units, but 2 channels are given", Body with { Senses = [new Port("eye.seen", "depth", "energy")] } },
        { "The effector 'push' of the niche is used 2 times", Body with { Acts = [new Port("fin.push", "push"), new Port("fin.push", "push")] } },
        { "are called 'mind.mu'", Body with { Watch = ["mind.mu", "mind.mu"] } },
        { "'mind.nothing'", Body with { Watch = ["mind.nothing"] } },
        { "'mind.hope'", Body with { Foresight = "mind.hope" } },
        { "the structure of none of its projections can change", Body with { Selection = new Selection(10, [new SparseEvolution()]) } },
        { "selects every 2 steps and learns every 5", Body with { Selection = new Selection(2, []), Clocks = new Timescales { Learning = 5 } } },
    };

    [Theory]
    [MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public void A_body_that_is_none_or_does_not_fit_is_refused(string message, Body body)
    {
        var options = body.Foresight is null ? null : new MortalOptions { Ablate = Ablation.Anticipation };
        Fish.Refused(message, () => new Mortal(body, new Pond(), options).Dispose());
    }

    [Fact]
    public void An_endowment_that_is_none_is_refused()
    {
        Fish.Refused("cannot begin with 0 J", () => new Mortal(Body, new Pond(), new MortalOptions { Endowment = 0 }).Dispose());
        Fish.Refused("cannot begin with 81 J of at most 80 J", () => new Mortal(Body, new Pond(), new MortalOptions { Endowment = 81 }).Dispose());
    }

    [Fact]
    public void What_there_is_not_cannot_be_taken_away() => Fish.Refused(
        "65 is not a value of Ablation", () => new Mortal(Body, new Pond(), new MortalOptions { Ablate = Ablation.Inference | (Ablation)64 }).Dispose());

    [Fact]
    public void A_niche_that_begins_outside_the_viable_set_is_refused() =>
        Fish.Refused("depth is 6, above 5", () => new Mortal(Body, new Pond(depth: 6)).Dispose());

    [Fact]
    public void The_boundary_is_read_off_the_ports()
    {
        var (sensory, active, inside) = Body.Boundary;
        Assert.Equal(["eye"], sensory);
        Assert.Equal(["fin"], active);
        Assert.Equal(["mind"], inside);
    }

    [Theory]
    [InlineData("Cues", 1)]
    [InlineData("Loss", 0)]
    [InlineData("Heater", -1)]
    [InlineData("Income", -1)]
    [InlineData("Day", 0)]
    [InlineData("ThermometerNoise", double.NaN)]
    [InlineData("ShockInterval", 0)]
    [InlineData("Unannounced", 1.5)]
    [InlineData("Outside", double.NegativeInfinity)]
    public void A_room_that_cannot_be_is_refused(string setting, double value)
    {
        var options = new RoomOptions();
        var property = typeof(RoomOptions).GetProperty(setting)!;
        property.SetValue(options, Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        Fish.Refused(FormattableString.Invariant($"A room with {setting} {value} cannot be; give "), () => _ = new Room(options));
    }
}
