namespace Homeostat;

/// <summary>
/// A regulator of a leaky plant, d<i>x</i>/d<i>t</i> = −<i>x</i> + disturbance + <i>u</i>, that contains a model of the disturbance. By the
/// internal model principle (Francis and Wonham 1976, Automatica 12, 457), the effect of a disturbance vanishes with time if, and only if,
/// the regulator can generate the disturbance itself: an integrator generates a constant one, a resonator an oscillation of its own frequency.
/// </summary>
/// <param name="Name">The name of the internal model.</param>
/// <param name="Equations">The equations of the control <c>u</c>, given <c>x</c> and the gain <c>k</c>; times are in seconds.</param>
public sealed record InternalModel(string Name, string Equations)
{
    /// <summary>The regulator without an internal model. Its control is proportional to the error, and a part of the error remains.</summary>
    public static InternalModel None { get; } = new("none", "u = -k*x : 1");

    /// <summary>The regulator with a model of a constant disturbance, an integrator.</summary>
    public static InternalModel Integrator { get; } = new("integrator", """
        dz/dt = x/second : 1
        u = -k*(x + z) : 1
        """);

    /// <summary>Creates a regulator with a model of an oscillation, a resonator.</summary>
    /// <param name="frequency">The angular frequency of the oscillation, in radians per second.</param>
    /// <exception cref="HomeostatException">The frequency is not a finite number above 0.</exception>
    public static InternalModel Resonator(double frequency) => frequency > 0 && double.IsFinite(frequency)
        ? new("resonator", FormattableString.Invariant($"""
            dz/dt = y/second : 1
            dy/dt = (x - {frequency:R}**2*z)/second : 1
            u = -k*(x + y) : 1
            """))
        : throw new HomeostatException(FormattableString.Invariant($"A resonator of {frequency} radians a second does not oscillate; give a number above 0."));

    /// <summary>Creates a circuit of the regulator and its plant, whose state is <c>plant.x</c>.</summary>
    /// <param name="disturbance">The disturbance as an expression of the time <c>t</c>, such as <c>sin(3*t/second)</c>.</param>
    /// <param name="gain">The gain <c>k</c> of the regulator.</param>
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
