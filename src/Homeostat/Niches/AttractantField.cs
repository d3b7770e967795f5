namespace Homeostat;

/// <summary>
/// A niche of water in which a cell swims by run and tumble (Berg and Brown 1972). The cell swims straight on, apart from the rotational diffusion
/// of its heading, until it tumbles and continues in a random direction. The only thing it can control is how often it tumbles. Food releases an
/// attractant whose concentration falls with the distance from the food.
/// </summary>
public sealed class AttractantField : Niche
{
    private const uint Heading = 0, Turning = 8, Capture = 16, Place = 24, Drift = 32;
    private static readonly string[] Axes = ["x", "y", "z"];

    private readonly int _dimensions;
    private string? _event;

    /// <summary>Creates a field with a cell at its center.</summary>
    /// <param name="options">The constants of the field.</param>
    /// <exception cref="HomeostatException">A constant is out of range.</exception>
    public AttractantField(AttractantFieldOptions? options = null)
    {
        Options = options ?? new AttractantFieldOptions();
        Check(Options);
        _dimensions = Options.Dimensions;
        var axes = Axes[.._dimensions];
        States = [.. axes, .. axes.Select(axis => $"heading {axis}"), .. axes.Select(axis => $"source {axis}"), "eaten", "attractant", "distance"];
        Values = new double[States.Count];
        (Values[_dimensions], Values[(2 * _dimensions) + 1]) = (1, Options.Distance);
        Look();
    }

    /// <summary>The constants of the field.</summary>
    public AttractantFieldOptions Options { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sensors { get; } = ["attractant"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Effectors { get; } = ["tumbling"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> States { get; }

    /// <inheritdoc/>
    public override double[] Values { get; }

    /// <inheritdoc/>
    public override string? Event => _event;

    private ref double Eaten => ref Values[3 * _dimensions];

    private ref double Concentration => ref Values[(3 * _dimensions) + 1];

    private ref double Distance => ref Values[(3 * _dimensions) + 2];

    /// <summary>Shows the concentration of attractant that the cell measured in the last step, in μM, with the noise of counting molecules.</summary>
    public override void Sense(Moment now, Span<double> sensors) => sensors[0] = Math.Max(
        0, Concentration + (Math.Sqrt(Concentration / (Options.Capture * Options.TimeStep)) * now.Normal(Capture)));

    /// <summary>Decides by chance whether the cell tumbles, and lets it swim for one step.</summary>
    /// <param name="now">The step and its random numbers.</param>
    /// <param name="effectors">The rate of tumbles, in 1/s; a negative rate counts as 0.</param>
    /// <returns>The energy of the food taken up, in J.</returns>
    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        _event = null;
        var heading = Values.AsSpan(_dimensions, _dimensions);
        var dt = Options.TimeStep;
        if (now.Uniform(Turning) < 1 - Math.Exp(-Math.Max(0, effectors[0]) * dt))
        {
            heading.Clear();
            Turn(heading, now, Heading, 1);
        }

        if (Options.RotationalDiffusion > 0)
        {
            Turn(heading, now, Turning, Math.Sqrt(2 * Options.RotationalDiffusion * dt));
        }

        for (var axis = 0; axis < _dimensions; axis++)
        {
            Values[axis] += Options.Speed * dt * heading[axis];
            Values[(2 * _dimensions) + axis] += Options.Wander > 0 ? Options.Wander * Math.Sqrt(dt) * now.Normal(Drift + (uint)axis) : 0;
        }

        Look();
        var bite = Math.Min(Options.Food - Eaten, Options.Uptake * dt * Concentration / (Concentration + Options.HalfSaturation));
        Eaten += bite;
        if (Eaten >= Options.Food)
        {
            MoveOn(now);
        }

        return bite;
    }

    // Adds isotropic noise to a direction and scales the result to length 1.
    private static void Turn(Span<double> direction, Moment now, uint which, double deviation)
    {
        var length = 0.0;
        for (var axis = 0; axis < direction.Length; axis++)
        {
            direction[axis] += deviation * now.Normal(which + (uint)axis);
            length += direction[axis] * direction[axis];
        }

        length = Math.Sqrt(length);
        for (var axis = 0; axis < direction.Length; axis++)
        {
            direction[axis] /= length;
        }
    }

    private void Look()
    {
        var square = 0.0;
        for (var axis = 0; axis < _dimensions; axis++)
        {
            var away = Values[axis] - Values[(2 * _dimensions) + axis];
            square += away * away;
        }

        Distance = Math.Sqrt(square);
        Concentration = Options.Peak * Math.Exp(-Distance / Options.Length);
    }

    private void MoveOn(Moment now)
    {
        Span<double> direction = stackalloc double[_dimensions];
        direction.Clear();
        Turn(direction, now, Place, 1);
        for (var axis = 0; axis < _dimensions; axis++)
        {
            Values[(2 * _dimensions) + axis] += Options.Distance * direction[axis];
        }

        Eaten = 0;
        Look();
        _event = "the food is used up";
    }

    private static void Check(AttractantFieldOptions options)
    {
        const string Field = "A field of attractant";
        RequireOption.That(options.Dimensions is 2 or 3, Field, "dimensions", options.Dimensions, "2 or 3");
        RequireOption.Positive(
            Field, ("time step", options.TimeStep), ("length", options.Length), ("peak", options.Peak), ("half saturation", options.HalfSaturation));
        RequireOption.NotNegative(
            Field, ("speed", options.Speed), ("rotational diffusion", options.RotationalDiffusion), ("distance", options.Distance), ("wander", options.Wander), ("uptake", options.Uptake));
        RequireOption.That(options.Capture > 0, Field, "capture", options.Capture, "a number above 0");
        RequireOption.That(options.Food > 0, Field, "food", options.Food, "a number above 0");
    }
}
