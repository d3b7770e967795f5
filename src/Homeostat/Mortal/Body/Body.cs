namespace Homeostat;

/// <summary>
/// A kind of mortal: the circuit of its internal states, where it touches its niche, what it needs, what everything costs, and what it
/// is made of. Data; an individual of it is a <see cref="Mortal"/>.
/// </summary>
/// <param name="Name">What the kind is called.</param>
/// <param name="Circuit">
/// All states inside the boundary. Populations of <see cref="Senses"/> are sensory, those of <see cref="Acts"/> active, all others
/// internal: they meet the niche nowhere else.
/// </param>
public sealed record Body(string Name, Circuit Circuit)
{
    /// <summary>What is sensed, and where it is written.</summary>
    public required IReadOnlyList<Port> Senses { get; init; }

    /// <summary>What is done, and where it is read.</summary>
    public required IReadOnlyList<Port> Acts { get; init; }

    /// <summary>Variables that have to stay in range for it to live.</summary>
    public required IReadOnlyList<EssentialVariable> Essential { get; init; }

    /// <summary>Energy it is born with, in J.</summary>
    public double Energy { get; init; } = 100;

    /// <summary>Energy it can hold, in J.</summary>
    public double Capacity { get; init; } = double.PositiveInfinity;

    /// <summary>What everything costs.</summary>
    public EnergyCosts Costs { get; init; } = new();

    /// <summary>The parts it consists of and rebuilds.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>The part whose condition income is multiplied by, such as a gut; null for none.</summary>
    public string? Intake { get; init; }

    /// <summary>How individuals differ.</summary>
    public DeviceVariation Device { get; init; } = new();

    /// <summary>The three clocks.</summary>
    public Timescales Clocks { get; init; } = new();

    /// <summary>How structure changes, in projections declared with it; null for a structure that stays.</summary>
    public Selection? Selection { get; init; }

    /// <summary>The stored variable that makes what is foreseen act; ablating anticipation sets it to zero. Null for a body that foresees nothing.</summary>
    public string? Foresight { get; init; }

    /// <summary>More variables to write down at each step, as <c>population.variable</c>.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];

    /// <summary>The fraction of half its range within which of a limit an essential variable makes life precarious.</summary>
    public double PrecariousMargin { get; init; } = 0.2;

    /// <summary>The energy below which life is precarious, in J.</summary>
    public double Reserve { get; init; } = 10;

    /// <summary>Says in words what an individual does and why; null for no more than numbers.</summary>
    public Func<Mortal, string>? Account { get; init; }

    /// <summary>Populations that are sensory, active and internal.</summary>
    public (IReadOnlyList<string> Sensory, IReadOnlyList<string> Active, IReadOnlyList<string> Internal) Boundary
    {
        get
        {
            string[] sensory = [.. Senses.Select(p => p.Population).Distinct()], active = [.. Acts.Select(p => p.Population).Distinct()];
            return (sensory, active, [.. Circuit.Populations.Select(p => p.Name).Except(sensory).Except(active)]);
        }
    }
}
