namespace Homeostat;

/// <summary>
/// A regulator of a leaky plant, d<i>x</i>/d<i>t</i> = −<i>x</i> + disturbance + <i>u</i>, that has a model of what disturbs it inside. By the
/// internal model principle (Francis and Wonham 1976, Automatica 12, 457) a disturbance is removed for good if, and only if, the
/// regulator can make it by itself: an integrator a constant one, a resonator an oscillation of its own frequency.
/// </summary>
/// <param name="Name">What it has inside.</param>
/// <param name="Equations">Of <c>u</c>, given <c>x</c> and the gain <c>k</c>; times in seconds.</param>
public sealed record InternalModel(string Name, string Equations)
{
    /// <summary>No model: what is done is proportional to the error, and part of it stays.</summary>
    public static InternalModel None { get; } = new("none", "u = -k*x : 1");

    /// <summary>A model of what is constant.</summary>
    public static InternalModel Integrator { get; } = new("integrator", """
        dz/dt = x/second : 1
        u = -k*(x + z) : 1
        """);

    /// <summary>A model of an oscillation.</summary>
    /// <param name="frequency">Its angular frequency, in radians a second.</param>
    /// <exception cref="HomeostatException">It is not a finite number above 0.</exception>
    public static InternalModel Resonator(double frequency) => frequency > 0 && double.IsFinite(frequency)
        ? new("resonator", FormattableString.Invariant($"""
            dz/dt = y/second : 1
            dy/dt = (x - {frequency:R}**2*z)/second : 1
            u = -k*(x + y) : 1
            """))
        : throw new HomeostatException(FormattableString.Invariant($"A resonator of {frequency} radians a second does not oscillate; give a number above 0."));

    /// <summary>The regulator with its plant, <c>plant.x</c>, as a circuit.</summary>
    /// <param name="disturbance">An expression of the time <c>t</c>, such as <c>sin(3*t/second)</c>.</param>
    /// <param name="gain">How strongly it acts.</param>
    /// <param name="timeStep">The time step, in seconds.</param>
    /// <exception cref="HomeostatException">The gain is not a finite number above 0.</exception>
    public Circuit Against(string disturbance, double gain = 2, double timeStep = 1e-3) => new($"{Name} against {disturbance}", timeStep * Units.Second)
    {
        new Population("plant", 1, $"""
            dx/dt = (-x + {disturbance} + u)/second : 1
            u : 1 (input)
            """)
        {
            Method = "exponential_euler",
        },
        new Population("regulator", 1, $"""
            {Equations}
            x : 1 (input)
            """)
        {
            Constants = new Dictionary<string, Quantity> { ["k"] = Positive(gain) },
            Method = Equations.Contains("/dt", StringComparison.Ordinal) ? "exact" : null,
        },
        new Projection("plant", "regulator", """
            x_post = x_pre : 1 (summed)
            u_pre = u_post : 1 (summed)
            """)
        {
            Connectivity = Connectivity.OneToOne,
        },
    };

    private static double Positive(double gain) => gain > 0 && double.IsFinite(gain) ? gain : throw new HomeostatException(
        FormattableString.Invariant($"A regulator with a gain of {gain} does not work against a disturbance; give a finite number above 0."));
}
