namespace Homeostat;

/// <summary>
/// Factor analysis as a circuit. A few hidden causes, each with the prior N(0, 1), are mixed linearly, and noise of a known variance is added:
/// this gives the observation. The circuit's beliefs about the causes are normal distributions that are independent of each other. Their means
/// settle to those of the exact posterior (the update of a Kalman filter), and their variances follow from the weights. The weights descend the
/// same free energy. The fixed point is that of expectation maximization (Rubin and Thayer 1982). It is exact for causes that do not overlap,
/// as at the optimum (Tipping and Bishop 1999, Journal of the Royal Statistical Society B 61).
/// </summary>
/// <remarks>
/// The free energy F, in nats and with all constants, equals −ln p(observed) where causes do not overlap; elsewhere it is an upper bound of it. With a
/// <see cref="Selection"/> the circuit is a complete MILS: inference, learning and selection use one free energy, and each is a phase that can be left out.
/// </remarks>
public static class FactorAnalysis
{
    /// <summary>The name of the stream to which schedules clamp observations.</summary>
    public const string Observed = "observed";

    /// <summary>Creates a learner for factor analysis.</summary>
    /// <param name="observations">The number of values in an observation.</param>
    /// <param name="causes">The number of hidden causes.</param>
    /// <param name="noise">The variance of the noise of each observed value.</param>
    /// <param name="optimizer">The rule by which weights follow their gradient; stochastic gradient descent if null.</param>
    /// <param name="selection">The rule by which synapses are removed and added; null for a fixed structure.</param>
    /// <param name="steps">The largest number of settling steps; settling ends earlier when the means change by less than 1e-9.</param>
    /// <exception cref="HomeostatException">A number of values, causes or steps is below one, or the variance of the noise is not above 0.</exception>
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
                // Causes that overlap drive each other. The drive is largest if all causes are alike; tau is long enough that no step overshoots even then.
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
