namespace Homeostat;

/// <summary>
/// Factor analysis as a circuit: a few hidden causes, N(0, 1) each, that add up to what is observed with noise of a known variance. Beliefs about causes
/// are normal and independent of each other; their means settle to those of the exact posterior (the Kalman filter's update), their variances
/// follow from the weights, and weights go down the same free energy: the fixed point is that of expectation maximization (Rubin and Thayer
/// 1982), which for causes that do not overlap, as at the optimum, is exact (Tipping and Bishop 1999, Journal of the Royal Statistical Society B 61).
/// </summary>
/// <remarks>
/// F is −ln p(observed) in nats, constants included, where causes do not overlap, and a bound on it anywhere. With a <see cref="Selection"/> it is the
/// whole of MILS: inference, learning and selection on one free energy, each a phase that can be left out.
/// </remarks>
public static class FactorAnalysis
{
    /// <summary>The name under which schedules clamp what is observed.</summary>
    public const string Observed = "observed";

    /// <summary>A circuit.</summary>
    /// <param name="observations">Numbers in an observation.</param>
    /// <param name="causes">Hidden causes.</param>
    /// <param name="noise">Variance of the noise of each number.</param>
    /// <param name="optimizer">How weights follow their gradient; stochastic gradient descent unless given.</param>
    /// <param name="selection">How synapses come and go; null for a structure that stays.</param>
    /// <param name="steps">The most settling steps; they end when means change by less than 1e-9.</param>
    /// <exception cref="HomeostatException">There is nothing to observe or no cause, or the noise is no variance.</exception>
    public static Learner Create(int observations, int causes, double noise = 1, Optimizer? optimizer = null, Selection? selection = null, int steps = 200)
    {
        if (observations < 1 || causes < 1 || steps < 1 || !(noise > 0) || !double.IsFinite(noise))
        {
            throw new HomeostatException(
                $"{causes} causes cannot explain {observations} numbers with noise of variance {Linear.Text(noise)} in {steps} steps; "
                + $"give one of each or more, and a variance above 0.");
        }

        var circuit = new Circuit("factor analysis")
        {
            new Population("causes", causes, $"""
                dmu/dt = variance*(feedback - mu)/tau : 1
                variance = 1/(1 + sharpness) : 1           # of the belief
                F = (mu**2 + variance - 1 - log(variance))/2 : 1 (energy)
                feedback, sharpness : 1 (input)
                {selection?.UnitEquations}
                """)
            {
                // Causes that overlap pull together, at most as hard as all of them alike: slow enough not to overshoot then.
                Constants = new Dictionary<string, Quantity> { ["tau"] = causes * Units.Millisecond },
                Method = "euler",
            },
            new Population("data", observations, """
                y : 1
                error = y - prediction : 1
                burden = error*acuity : 1
                acuity = 1/noise : 1
                F = (acuity*(error**2 + blur) + log(2*pi*noise))/2 : 1 (energy)
                prediction, blur : 1 (input)               # blur: what is uncertain about the causes
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["noise"] = noise },
            },
            Synapse.Learning(
                "causes",
                "data",
                """
                prediction_post = w*mu_pre : 1 (summed)
                blur_post = w**2*variance_pre : 1 (summed)
                feedback_pre = w*burden_post : 1 (summed)
                sharpness_pre = w**2*acuity_post : 1 (summed)
                """,
                gradient: "w*mean(acuity_post*variance_pre) - mean(burden_post*mu_pre)",
                optimizer ?? Optimizer.Sgd(0.01),
                name: "loadings",
                selection: selection),
        };
        Phase[] infer = [new Clamp("data.y", Observed), new Settle(steps) { Tolerance = 1e-9 }, new Measure()];
        return new Learner("factor-analysis", circuit)
        {
            Train = [.. infer, new Learn()],
            Test = infer,
            Reconstruction = "data.prediction",
            Features = "causes.mu",
            Selection = selection,
            Source = "Rubin & Thayer 1982, Psychometrika 47; Friston 2005, Philosophical Transactions B 360",
        };
    }
}
