using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>The settings of <see cref="TemporalPredictiveCoding"/>.</summary>
public sealed record TemporalPredictiveCodingOptions
{
    /// <summary>The expression f(x) of the state <c>x</c> that predicts the next state and the observation; its derivative is found symbolically.</summary>
    public string Activation { get; init; } = "x";

    /// <summary>The largest number of settling steps for one observation.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>The tolerance: a sample stops settling once the root mean square change of its states in a step is below it.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>
    /// The settling rate. If null, it is the rate that settles fastest for f(x) = x; if C is learned, a quarter of that rate, so that settling
    /// still converges when C grows to twice its initial size.
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>
    /// The covariance Σ of the state around its prediction, [states × states]. If null, it is the state noise Q, as in the paper, which leaves out
    /// the uncertainty of the previous state. <see cref="KalmanFilter.SteadyPrediction"/> gives a covariance that includes this uncertainty.
    /// </summary>
    public double[,]? Spread { get; init; }

    /// <summary>The rule by which the matrix A of the transition is learned; null if A is known.</summary>
    public Optimizer? Transition { get; init; }

    /// <summary>The rule by which the matrix C of the observation is learned; null if C is known.</summary>
    public Optimizer? Emission { get; init; }

    /// <summary>The rule by which the matrix B of the control is learned; null if B is known.</summary>
    public Optimizer? Steering { get; init; }
}

/// <summary>
/// Temporal predictive coding (Millidge, Tang, Osanlouy, Harper and Bogacz 2024, PLoS Computational Biology 20). The state of a system is inferred from
/// one observation after the other. One population holds the state x, another the previous estimate. The state settles where two errors balance, each
/// weighted by its precision: that of the state's prediction, x − A·f(previous x) − B·u, and that of the observation's, y − C·f(x). A and C learn from
/// these errors. The result is a Kalman filter with a fixed covariance: it does not compute how its uncertainty changes.
/// </summary>
/// <remarks>
/// Each sample of a batch is one sequence, and one run of the schedule processes one observation of each sequence. The estimate is
/// <c>state.x</c>. Observations go into the stream <see cref="Observed"/>, and controls, if there are any, into <see cref="Control"/>.
/// </remarks>
public static class TemporalPredictiveCoding
{
    /// <summary>The name of the stream to which schedules clamp observations.</summary>
    public const string Observed = "observed";

    /// <summary>The name of the stream to which schedules clamp controls.</summary>
    public const string Control = "control";

    /// <summary>Creates a learner that estimates the state of a linear system.</summary>
    /// <param name="dynamics">The model of the system. Matrices that are learned begin with the values given here.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">The sizes of the matrices do not fit together, or a matrix is not a valid covariance.</exception>
    public static Learner Create(LinearDynamics dynamics, TemporalPredictiveCodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dynamics);
        options ??= new TemporalPredictiveCodingOptions();
        var (_, c, q, r, b) = dynamics.Checked();
        var spread = options.Spread is { } given ? Linear.Positive(given, "The spread", dynamics.States) : q;
        var (precision, sensoryPrecision) = (Linear.Inverse(spread), Linear.Inverse(r));
        var circuit = new Circuit("temporal predictive coding")
        {
            new Population("memory", dynamics.States, $"""
                x : 1                        # the estimate before
                rate = {options.Activation} : 1
                estimate : 1 (input)
                """)
            {
                OnSweep = "x = estimate",
            },
            new Population("state", dynamics.States, $"""
                dx/dt = (push - error)/tau : 1
                rate = {options.Activation} : 1
                error = x - prediction - steered : 1
                pull = diff(rate, x)*feedback : 1
                F = error*burden/2 : 1 (energy)
                prediction, steered, burden, feedback, push : 1 (input)
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["tau"] = 1e-3 / RateOf(options, c, spread, sensoryPrecision) * Units.Second },
                Method = "euler",
            },
            new Population("sensed", dynamics.Observations, """
                y : 1
                error = y - prediction : 1
                F = error*burden/2 : 1 (energy)
                prediction, burden : 1 (input)
                """),
            new Projection("state", "memory", "estimate_post = x_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne, Name = "remember" },
            Weights("memory", "state", "transition", "prediction_post = w*rate_pre : 1 (summed)", dynamics.Transition, options.Transition),
            Weights("state", "sensed", "emission", """
                prediction_post = w*rate_pre : 1 (summed)
                feedback_pre = w*burden_post : 1 (summed)
                """, dynamics.Emission, options.Emission),
            Weights("state", "state", "precision", "burden_post = w*error_pre : 1 (summed)", precision.ToArray()),
            Weights("state", "state", "spread", "push_post = w*pull_pre : 1 (summed)", spread.ToArray()),
            Weights("sensed", "sensed", "acuity", "burden_post = w*error_pre : 1 (summed)", sensoryPrecision.ToArray()),
        };
        List<Phase> infer = [new Clamp("sensed.y", Observed)];
        if (b is not null)
        {
            circuit.Add(new Population("input", dynamics.Controls, "u : 1\nrate = u : 1"));
            circuit.Add(Weights("input", "state", "steering", "steered_post = w*rate_pre : 1 (summed)", dynamics.Control!, options.Steering));
            infer.Add(new Clamp("input.u", Control));
        }

        Phase[] learn = options is { Transition: null, Emission: null, Steering: null } ? [] : [new Learn()];
        infer.AddRange([new Sweep(), new Settle(options.Steps) { Tolerance = options.Tolerance }, new Measure()]);
        return new Learner("temporal-pc", circuit)
        {
            Train = [.. infer, .. learn],
            Test = infer,
            Readout = "state.x",
            Reconstruction = "sensed.prediction",
            DescendsEnergy = true,
            Source = "Millidge, Tang, Osanlouy, Harper & Bogacz 2024, PLoS Computational Biology 20(4): e1011183",
        };
    }

    // The curvature of F is Σ⁻¹ + Cᵀ·R⁻¹·C. Multiplied by Σ, its eigenvalues lie between 1 and this number.
    private static double RateOf(TemporalPredictiveCodingOptions options, Matrix<double> c, Matrix<double> spread, Matrix<double> sensoryPrecision)
    {
        var root = spread.Cholesky().Factor;
        var most = 1 + (root.Transpose() * c.Transpose() * sensoryPrecision * c * root).L2Norm();
        var rate = options.Rate ?? (options.Emission is null ? 2 / (1 + most) : 0.5 / most);
        return rate > 0 && double.IsFinite(rate) ? rate : throw new HomeostatException(string.Create(
            CultureInfo.InvariantCulture, $"A settling rate of {rate} does not settle: give a positive number, or none."));
    }

    private static Projection Weights(string pre, string post, string name, string deliveries, double[,] weights, Optimizer? optimizer = null) =>
        optimizer is not null
            ? Synapse.Learning(pre, post, deliveries, "-mean(burden_post*rate_pre)", optimizer, WeightText.Of(weights), name)
            : new Projection(pre, post, $"w : 1 (weight)\n{deliveries}")
            {
                Name = name,
                Initial = new Dictionary<string, string> { ["w"] = WeightText.Of(weights) },
            };
}
