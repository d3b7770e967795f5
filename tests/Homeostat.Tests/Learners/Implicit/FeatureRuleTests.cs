namespace Homeostat.Tests.Learners.Implicit;

/// <summary>The rules by which hidden layers learn features without labels, held against exact numbers.</summary>
public sealed class FeatureRuleTests
{
    private const string Weights = "input_to_hidden1.w";

    [Fact]
    public void Oja_changes_a_unit_by_what_it_leaves_unexplained()
    {
        var rule = RuleFixture.Of("oja");
        using var training = Of(OjaSubspace.Create([3, 1, 2], new OjaOptions { Rate = rule.Number("eta"), Pretraining = 3 }), [rule.Input("x")]);
        training.With(Weights, rule.Input("w"));
        Assert.Equal(9, rule.Expected("w_after").Length);
        foreach (var expected in rule.Expected("w_after").Chunk(3))
        {
            training.Next();
            Equal(expected, training.Values(Weights), rule.Tolerance);
        }
    }

    [Fact]
    public void Sanger_changes_each_unit_by_what_it_and_those_before_it_leave_unexplained()
    {
        var rule = RuleFixture.Of("sanger");
        using var training = Of(SangerComponents.Create([3, 2, 2], new OjaOptions { Rate = rule.Number("eta") }), [rule.Input("x")]);
        training.With(Weights, rule.Input("W")).Next();
        rule.AssertEqual("dW", Change(training, rule.Input("W")));
    }

    [Fact]
    public void Sanger_learns_in_turns_what_its_matrix_form_says_for_any_number_of_units_and_samples()
    {
        var random = new Random(3);
        var x = Enumerable.Range(0, 4).Select(_ => Normal(random, 6)).ToArray();
        var w = Enumerable.Range(0, 5).Select(_ => Normal(random, 6)).ToArray();
        using var training = Of(SangerComponents.Create([6, 5, 2], new OjaOptions { Rate = 0.1 }), x);
        training.With(Weights, [.. w.SelectMany(row => row)]).Next();
        var expected = new double[5][];
        for (var unit = 0; unit < 5; unit++)
        {
            expected[unit] = new double[6];
            foreach (var sample in x)
            {
                var residual = sample.ToArray();
                for (var before = 0; before <= unit; before++)
                {
                    var y = Dot(w[before], sample);
                    residual = [.. residual.Select((r, i) => r - (y * w[before][i]))];
                }

                expected[unit] = [.. expected[unit].Select((d, i) => d + (0.1 * Dot(w[unit], sample) * residual[i] / x.Length))];
            }
        }

        Equal([.. expected.SelectMany(row => row)], Change(training, [.. w.SelectMany(row => row)]), 1e-12);
    }

    [Theory]
    [InlineData("bcm", false)]
    [InlineData("bcm_normalised", true)]
    public void Bcm_moves_weights_and_threshold(string name, bool isNormalized)
    {
        var rule = RuleFixture.Of(name);
        var options = new BcmOptions
        {
            Rate = rule.Number("eta"), Tau = rule.Number("tau"), Threshold = rule.Number("theta"), IsNormalized = isNormalized,
        };
        var (w, theta) = (rule.Input("w"), new[] { rule.Number("theta") });
        for (var step = 0; step < 4; step++)
        {
            using var training = Of(BienenstockCooperMunro.Create([3, 1, 2], options), [rule.Rows("x")[step]]);
            training.With(Weights, w).With("bias_to_hidden1.theta", theta).Next();
            (w, theta) = (training.Values(Weights), training.Values("bias_to_hidden1.theta"));
            Equal(rule.Expected($"steps/{step}/w"), w, rule.Tolerance);
            Equal(rule.Expected($"steps/{step}/theta"), theta, rule.Tolerance);
        }
    }

    [Fact]
    public void A_map_moves_the_neighbors_of_the_winner_too()
    {
        var rule = RuleFixture.Of("som");
        var options = new MapOptions { Rate = rule.Number("eta"), Columns = 4, Radius = rule.Number("sigma"), FinalRadius = rule.Number("sigma"), Bump = rule.Number("sigma") };
        using var training = Of(SelfOrganizingMap.Create([2, 4, 2], options), [rule.Input("x")]);
        training.With(Weights, rule.Input("W"));
        var bump = training.Responses("hidden1.rate", training.Data.Train);
        rule.AssertEqual("neighbourhood", [.. bump.Select(h => (double)h)], 1e-7);
        Assert.Equal(rule.Expected("winner")[0], Array.IndexOf(bump, 1f));
        training.Next();
        rule.AssertEqual("dW", Change(training, rule.Input("W")));
    }

    [Fact]
    public void The_radius_and_the_rate_of_a_map_shrink_from_batch_to_batch()
    {
        var learner = SelfOrganizingMap.Create([2, 4, 2], new MapOptions { Rate = 0.4, Columns = 4, Radius = 2, FinalRadius = 1, Pretraining = 4 });
        using var training = Of(learner with { Stages = [learner.Stages[0] with { Train = [.. learner.Stages[0].Train, new Probe("hidden1.radius")] }] }, [[0.7, 0.4]]);
        var (radii, rates) = (new List<double>(), new List<double>());
        for (var batch = 0; batch < 4; batch++)
        {
            training.Next();
            radii.Add(training.Values("hidden1.radius")[0]);
            rates.Add(training.Values("input_to_hidden1.eta")[0]);
        }

        Equal([2, 1.75, 1.5, 1.25], radii, 1e-12);
        Equal([0.4, 0.3, 0.2, 0.1], rates, 1e-12);
    }

    [Fact]
    public void Krotov_and_Hopfields_units_move_towards_and_away()
    {
        var rule = RuleFixture.Of("krotov_hopfield");
        var options = new KrotovHopfieldOptions { Rate = rule.Number("eps"), Delta = rule.Number("delta"), Rank = (int)rule.Number("k"), Power = rule.Number("p") };
        using var training = Of(KrotovHopfield.Create([4, 3, 2], options), rule.Rows("X"));
        training.With(Weights, rule.Input("W")).Next();
        rule.AssertEqual("W_after", training.Values(Weights));

        // The fixture's ds is minus our gradient, which is a mean over the three samples.
        Equal([.. rule.Expected("ds").Select(ds => -ds / 3)], training.Gradients()["input_to_hidden1"], rule.Tolerance);
    }

    [Fact]
    public void Krotov_and_Hopfields_output_reads_powers_of_what_inputs_of_unit_length_cause()
    {
        using var training = Of(KrotovHopfield.Create([2, 2, 2], new KrotovHopfieldOptions { Power = 3, Exponent = 2 }), [[3, 4], [30, 40]]);
        training.With(Weights, [0.5, -0.5, 1, 0.25]);
        var (first, second) = ((0.25 * 0.6) - (0.25 * 0.8), 0.6 + (0.0625 * 0.8));
        double[] expected = [Math.Pow(Math.Max(0, first), 2), second * second];
        Equal([.. expected, .. expected], [.. training.Responses("hidden1.rate", training.Data.Train).Select(r => (double)r)], 1e-6);
    }

    [Fact]
    public void SoftHebbs_winner_is_Hebbian_and_all_others_anti_Hebbian()
    {
        // The authors' dense network for MNIST (preset 'soft-c2000-t12-lr0.045-r35-v1') has no change of sign; their convolutional one ('softkrotov') has it.
        var rule = RuleFixture.Of("softhebb");
        var options = new SoftHebbOptions { Rate = rule.Number("eta"), Sharpness = rule.Number("t_invert"), IsAntiHebbian = true };
        using var training = Of(SoftHebb.Create([4, 3, 2], options), rule.Rows("X"));
        training.With(Weights, rule.Input("W"));
        rule.AssertEqual("y", [.. training.Responses("hidden1.y", training.Data.Train).Select(y => (double)y)], 1e-6);
        training.Next();
        var g = training.Gradients()["input_to_hidden1"];
        var largest = g.Max(Math.Abs);
        rule.AssertEqual("dW_scaled", [.. g.Select(x => -x / largest)]);
        rule.AssertEqual("W_after", training.Values(Weights));
    }

    [Fact]
    public void Hebb_grows_with_the_activities_at_both_ends_up_to_a_bound()
    {
        double[] x = [0.5, -0.2, 0.8], w = [0.3, 0.1, -0.4];
        var y = Math.Tanh(Dot(w, x));
        double[] grown = [.. w.Select((weight, i) => weight + (0.1 * y * x[i]))];
        Equal(grown, After(norm: 10), 1e-12);
        var length = Math.Sqrt(Dot(grown, grown));
        Equal([.. grown.Select(weight => 0.2 * weight / length)], After(norm: 0.2), 1e-9);

        double[] After(double norm)
        {
            using var training = Of(HebbianLearning.Create([3, 1, 2], new HebbianOptions { Rate = 0.1, Norm = norm }), [x]);
            training.With(Weights, w).Next();
            return training.Values(Weights);
        }
    }

    [Fact]
    public void The_nearest_unit_wins_and_moves_towards_the_mean_of_what_it_won()
    {
        // Unit 0 is nearest to both inputs, although the product of unit 1 with them is larger.
        using var training = Of(CompetitiveLearning.Create([2, 2, 2], new CompetitiveOptions { Rate = 0.5, Conscience = 3 }), [[1, 0], [0, 1]]);
        training.With(Weights, [0.1, 0.3, 4, 4]).Next();
        Equal([0.3, 0.4, 4, 4], training.Values(Weights), 1e-12);
        Equal([1.5, -1.5], training.Values("bias_to_hidden1.h"), 1e-12);
    }

    [Theory]
    [InlineData("oja")]
    [InlineData("sanger")]
    public void Principal_component_rules_find_the_principal_subspace(string model)
    {
        const int Size = 7, Units = 3;
        var random = new Random(11);
        var axes = Orthogonal(random, Size);
        var x = Enumerable.Range(0, 60).Select(_ =>
        {
            var factors = Normal(random, Size).Select((f, i) => f / Math.Pow(1.6, i)).ToArray();
            return Enumerable.Range(0, Size).Select(j => Enumerable.Range(0, Size).Sum(i => factors[i] * axes[i][j])).ToArray();
        }).ToArray();
        using var training = Of(ModelCatalog.Find(model).Create([Size, Units, 2], new OjaOptions { Rate = 0.5, Pretraining = 900 }), x);
        for (var batch = 0; batch < 900; batch++)
        {
            training.Next();
        }

        var (vectors, learned) = (RightSingularVectors(x, Units), training.Values(Weights).Chunk(Size).ToArray());
        Assert.True(Sine(learned, vectors) < 1e-6, $"The sine of the largest principal angle is {Sine(learned, vectors)}.");
        if (model == "sanger")
        {
            Assert.All(Enumerable.Range(0, Units), unit => Assert.Equal(1, Math.Abs(Dot(learned[unit], vectors[unit])), 1e-6));
        }
    }

    // The sine of the largest principal angle between the span of orthonormal rows and another subspace: the norm of what the latter leaves of the former, at most.
    private static double Sine(double[][] rows, double[][] basis)
    {
        var largest = 0.0;
        foreach (var row in rows)
        {
            var rest = row.ToArray();
            foreach (var vector in basis)
            {
                var along = Dot(row, vector);
                rest = [.. rest.Select((r, i) => r - (along * vector[i]))];
            }

            largest = Math.Max(largest, Math.Sqrt(Dot(rest, rest) / Dot(row, row)));
        }

        return largest;
    }

    // Power iteration with deflation on the second moments of the data: its eigenvectors are the right singular vectors.
    private static double[][] RightSingularVectors(double[][] x, int count)
    {
        var found = new List<double[]>();
        while (found.Count < count)
        {
            var vector = Normal(new Random(found.Count), x[0].Length);
            for (var round = 0; round < 3000; round++)
            {
                var next = new double[vector.Length];
                foreach (var sample in x)
                {
                    var along = Dot(sample, vector);
                    next = [.. next.Select((n, i) => n + (along * sample[i]))];
                }

                vector = Normalized(next, found);
            }

            found.Add(vector);
        }

        return [.. found];
    }

    private static double[][] Orthogonal(Random random, int size)
    {
        var rows = new List<double[]>();
        while (rows.Count < size)
        {
            rows.Add(Normalized(Normal(random, size), rows));
        }

        return [.. rows];
    }

    private static double[] Normalized(double[] vector, IEnumerable<double[]> against)
    {
        foreach (var other in against)
        {
            var along = Dot(vector, other);
            vector = [.. vector.Select((v, i) => v - (along * other[i]))];
        }

        var length = Math.Sqrt(Dot(vector, vector));
        return [.. vector.Select(v => v / length)];
    }

    private static double[] Normal(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    // Features are learned without labels, but the output needs some.
    private static Training Of(Learner learner, double[][] images) => Trial.Of(learner, images, [.. images.Select(_ => new[] { 1.0, 0.0 })]);

    private static double[] Change(Training training, double[] before) => [.. training.Values(Weights).Zip(before, (after, w) => after - w)];

    private static void Equal(double[] expected, IReadOnlyList<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Count);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - found[k]) <= tolerance, $"number {k} is {found[k]:R}, {expected[k]:R} expected; all: {string.Join(" ", found)}");
        }
    }
}
