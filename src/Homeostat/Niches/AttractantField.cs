namespace Homeostat;

/// <summary>
/// Water in which a cell swims by run and tumble (Berg and Brown 1972): it goes straight on, but for diffusion of its heading, until it tumbles and goes
/// on in any direction. It can do nothing but tumble more or less often. Food gives off an attractant that falls off around it.
/// </summary>
public sealed class AttractantField : Niche
{
    private const uint Heading = 0, Turning = 8, Capture = 16, Place = 24, Drift = 32;
    private static readonly string[] Axes = ["x", "y", "z"];

    private readonly int _dimensions;
    private string? _event;

    /// <summary>A field, with a cell in its middle.</summary>
    /// <param name="options">Its constants.</param>
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

    /// <summary>Its constants.</summary>
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

    /// <summary>Shows how much attractant was met in the last step.</summary>
    public override void Sense(Moment now, Span<double> sensors) => sensors[0] = Math.Max(
        0, Concentration + (Math.Sqrt(Concentration / (Options.Capture * Options.TimeStep)) * now.Normal(Capture)));

    /// <summary>Tumbles or not, and swims on.</summary>
    /// <param name="now">The step, and its chances.</param>
    /// <param name="effectors">The rate of tumbles, in 1/s; 0 if it is negative.</param>
    /// <returns>The food taken up, in J.</returns>
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

    // Chances that are alike in all directions, added to a direction; the result has the length 1 again.
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
