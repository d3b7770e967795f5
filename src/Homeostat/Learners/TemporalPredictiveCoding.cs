using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>Settings of <see cref="TemporalPredictiveCoding"/>.</summary>
public sealed record TemporalPredictiveCodingOptions
{
    /// <summary>What of the state <c>x</c> predicts the next state and the observation, f(x); its derivative is found symbolically.</summary>
    public string Activation { get; init; } = "x";

    /// <summary>The most settling steps for an observation.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>A sample is settled once its states change by less in a step (root mean square).</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The settling rate; null for the one that settles fastest where f(x) = x, or a quarter of it if C is learned: it may grow to twice its size.</summary>
    public double? Rate { get; init; }

    /// <summary>
    /// Σ, the covariance of the state around its prediction, states × states. Null for the state noise Q, as in the paper: what is uncertain about
    /// the state before is then not counted. With <see cref="KalmanFilter.SteadyPrediction"/> it is.
    /// </summary>
    public double[,]? Spread { get; init; }

    /// <summary>How A is learned; null for one that is known.</summary>
    public Optimizer? Transition { get; init; }

    /// <summary>How C is learned; null for one that is known.</summary>
    public Optimizer? Emission { get; init; }

    /// <summary>How B is learned; null for one that is known.</summary>
    public Optimizer? Steering { get; init; }
}

/// <summary>
/// Temporal predictive coding (Millidge, Tang, Osanlouy, Harper and Bogacz 2024, PLoS Computational Biology 20): the state of a system is inferred from
/// one observation after the other. Neurons hold the state, others the estimate before; the state settles where the error of its prediction,
/// x − A·f(x before) − B·u, and that of the observation, y − C·f(x), balance, each weighted by its precision, and A and C follow the errors they see. It
/// is a Kalman filter that does not keep track of how uncertain it is.
/// </summary>
/// <remarks>
/// A batch is that many sequences beside each other; a run of the schedule is one observation of each. The estimate is <c>state.x</c>; what is
/// observed goes into the stream <see cref="Observed"/>, and controls, where there are any, into <see cref="Control"/>.
/// </remarks>
public static class TemporalPredictiveCoding
{
    /// <summary>The name under which schedules clamp observations.</summary>
    public const string Observed = "observed";

    /// <summary>The name under which schedules clamp controls.</summary>
    public const string Control = "control";

    /// <summary>A circuit that follows a system.</summary>
    /// <param name="dynamics">The system as it is believed to be; A and C to begin with where they are learned.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="HomeostatException">The matrices do not fit, or a covariance is none.</exception>
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

    // F is curved like 1/Σ + Cᵀ C/R; multiplied by Σ, which makes it even, between 1 and this.
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
