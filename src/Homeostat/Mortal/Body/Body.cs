namespace Homeostat;

/// <summary>
/// The description of a kind of mortal: its circuit, the ports by which it senses and acts, its essential variables, its energy costs and
/// its parts. A body is data; an individual with this body is a <see cref="Mortal"/>.
/// </summary>
/// <param name="Name">The name of the kind.</param>
/// <param name="Circuit">
/// The circuit of all states inside the boundary. Populations named in <see cref="Senses"/> are sensory, those named in
/// <see cref="Acts"/> are active, and all others are internal: they have no direct contact with the niche.
/// </param>
public sealed record Body(string Name, Circuit Circuit)
{
    /// <summary>The ports that write sensor values into variables of the circuit.</summary>
    public required IReadOnlyList<Port> Senses { get; init; }

    /// <summary>The ports that read effector values from variables of the circuit.</summary>
    public required IReadOnlyList<Port> Acts { get; init; }

    /// <summary>The variables that must stay within their ranges for the mortal to live.</summary>
    public required IReadOnlyList<EssentialVariable> Essential { get; init; }

    /// <summary>The energy at birth, in J.</summary>
    public double Energy { get; init; } = 100;

    /// <summary>The largest amount of energy that the mortal can store, in J.</summary>
    public double Capacity { get; init; } = double.PositiveInfinity;

    /// <summary>The energy costs of living, computing and acting.</summary>
    public EnergyCosts Costs { get; init; } = new();

    /// <summary>The parts that the body consists of and that it rebuilds.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>The name of the part whose condition (0 to 1) multiplies the energy income, such as a gut; null if there is no such part.</summary>
    public string? Intake { get; init; }

    /// <summary>The variation of devices between individuals.</summary>
    public DeviceVariation Device { get; init; } = new();

    /// <summary>
    /// The crossbar that holds the weights of an individual; null for weights that any processor could hold. Each individual has a device of its own, whose seed
    /// is that of the individual's device.
    /// </summary>
    public CrossbarOptions? Crossbar { get; init; }

    /// <summary>The clocks of inference and learning.</summary>
    public Timescales Clocks { get; init; } = new();

    /// <summary>The selection that changes the structure of the projections declared with it; null for a fixed structure.</summary>
    public Selection? Selection { get; init; }

    /// <summary>The stored variable that scales the effect of predictions on action; the ablation of anticipation sets it to 0. Null for a body that makes no predictions.</summary>
    public string? Foresight { get; init; }

    /// <summary>Additional variables that the biography records at each step, as <c>population.variable</c>.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];

    /// <summary>The distance of an essential variable from its nearer limit below which life is precarious, as a fraction of half the variable's range.</summary>
    public double PrecariousMargin { get; init; } = 0.2;

    /// <summary>The energy below which life is precarious, in J.</summary>
    public double Reserve { get; init; } = 10;

    /// <summary>A function that says in words what an individual does and why; null to show only the values of the effectors.</summary>
    public Func<Mortal, string>? Account { get; init; }

    /// <summary>The names of the sensory, the active and the internal populations.</summary>
    public (IReadOnlyList<string> Sensory, IReadOnlyList<string> Active, IReadOnlyList<string> Internal) Boundary
    {
        get
        {
            string[] sensory = [.. Senses.Select(p => p.Population).Distinct()], active = [.. Acts.Select(p => p.Population).Distinct()];
            return (sensory, active, [.. Circuit.Populations.Select(p => p.Name).Except(sensory).Except(active)]);
        }
    }
}
