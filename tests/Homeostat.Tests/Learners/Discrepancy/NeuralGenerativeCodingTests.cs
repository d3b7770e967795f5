namespace Homeostat.Tests.Learners.Discrepancy;

/// <summary>Neural generative coding against exact numbers, and the properties of its free energy, feedback and covariance.</summary>
public sealed class NeuralGenerativeCodingTests
{
    private static readonly NeuralGenerativeCodingOptions Small = new() { Steps = 6, Group = 2, TopGroup = 2, Evidence = 0.5 };

    private static readonly Dictionary<string, NeuralGenerativeCodingOptions> Variants = new()
    {
        ["ngc_t1"] = NeuralGenerativeCodingOptions.Rao with { Steps = 6 },
        ["ngc_t1s"] = NeuralGenerativeCodingOptions.Friston with { Steps = 6, Evidence = 0.5, Sparsity = 0.01 },
        ["ngc_t2"] = Small with { Skips = false },
        ["ngc_pdh"] = Small,
    };

    [Theory]
    [InlineData("ngc_t1")]
    [InlineData("ngc_t1s")]
    [InlineData("ngc_t2")]
    [InlineData("ngc_pdh")]
    public void Each_variant_settles_and_learns_as_the_fixture_says(string name)
    {
        var fixture = RuleFixture.Of(name);
        var options = Variants[name];
        var learner = NeuralGenerativeCoding.Create([5, 4, 4, 4], options);
        learner = learner with { Train = [.. learner.Train, new Probe("hidden2.error"), new Probe("hidden1.error"), new Probe("input.error"), new Probe("input.expected")] };
        using var training = Trial.Of(learner with { Begin = [] }, fixture.Rows("X"));
        var simulation = training.Simulation;
        Give("hidden3_to_hidden2", "W3");
        Give("hidden2_to_hidden1", "W2");
        Give("hidden1_to_input", "W1");
        if (options.Feedback == Feedback.Learned)
        {
            Give("hidden2_to_hidden3", "E2");
            Give("hidden1_to_hidden2", "E1");
            Give("input_to_hidden1", "E0");
        }

        if (options.Skips)
        {
            Give("hidden3_to_hidden1", "S3");
            Give("hidden2_to_input", "S2");
        }

        if (options.Precision)
        {
            training.With("hidden1_covariance.w", fixture.Input("Sigma"));
            training.With("hidden2_covariance.w", fixture.Input("Sigma"));
        }

        simulation.Run(simulation.Compile(learner.Begin));
        training.Next();

        foreach (var layer in (int[])[1, 2, 3])
        {
            fixture.AssertEqual($"z{layer}", simulation[$"hidden{layer}.z"].ToArray());
        }

        fixture.AssertEqual("e2", simulation["hidden2.error"].ToArray());
        fixture.AssertEqual("e1", simulation["hidden1.error"].ToArray());
        fixture.AssertEqual("e0", simulation["input.error"].ToArray());
        fixture.AssertEqual("mu0", simulation["input.expected"].ToArray());
        Learned("hidden3_to_hidden2", "dW3");
        Learned("hidden2_to_hidden1", "dW2");
        Learned("hidden1_to_input", "dW1");
        if (options.Feedback == Feedback.Learned)
        {
            Learned("hidden2_to_hidden3", "dE2");
            Learned("hidden1_to_hidden2", "dE1");
            Learned("input_to_hidden1", "dE0");
        }

        if (options.Skips)
        {
            Learned("hidden3_to_hidden1", "dS3");
            Learned("hidden2_to_input", "dS2");
        }

        if (options.Precision)
        {
            fixture.AssertEqual("dSigma2", [.. simulation["hidden2_covariance.g"].ToArray().Select(g => -g)]);
        }

        // The fixture has a row for each presynaptic unit, a projection one for each postsynaptic unit.
        void Give(string projection, string matrix) => training.With($"{projection}.w", Transposed(fixture.Rows(matrix)));

        void Learned(string projection, string matrix)
        {
            var g = simulation[$"{projection}.g"];
            fixture.AssertEqual(matrix, [.. from pre in Enumerable.Range(0, g.Columns) from post in Enumerable.Range(0, g.Rows) select -g[post, pre]]);
        }
    }

    private static double[] Transposed(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => row[column]))];
}
