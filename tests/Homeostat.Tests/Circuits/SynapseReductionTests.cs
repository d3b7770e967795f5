namespace Homeostat.Tests.Circuits;

/// <summary>Sums and largest values over the synapses of a unit or of a projection, and the values of one side in sums over the batch.</summary>
public sealed class SynapseReductionTests
{
    private static readonly Connectivity Kernels = Connectivity.Convolution(4, 5, kernel: 3, filters: 2, padding: 1);

    [Theory]
    [InlineData("sum_pre(w)", "dense")]
    [InlineData("sum_post(w)", "dense")]
    [InlineData("sum_all(w)", "dense")]
    [InlineData("max_pre(w)", "dense")]
    [InlineData("max_post(w)", "dense")]
    [InlineData("max_all(w)", "dense")]
    [InlineData("sum_all(w)", "kernels")]
    [InlineData("max_all(w)", "kernels")]
    [InlineData("sum_pre(w)", "one to one")]
    [InlineData("max_post(w)", "one to one")]
    [InlineData("sum_all(w)", "one to one")]
    [InlineData("max_all(w)", "one to one")]
    public void Each_reduction_runs_over_the_synapses_that_its_name_says(string reduction, string storage)
    {
        var (pre, post, connectivity) = storage switch
        {
            "dense" => (20, 33, Connectivity.Dense),
            "kernels" => (20, 40, Kernels),
            _ => (20, 20, Connectivity.OneToOne),
        };
        using var simulation = Of(pre, post, connectivity, $"s = {reduction.Replace("(w)", "(w - 5)", StringComparison.Ordinal)}", 1);
        var w = simulation["a_to_b.w"].ToArray();
        simulation.Run(simulation.Compile(new Learn()));
        var columns = simulation["a_to_b.w"].Columns;
        var s = simulation["a_to_b.s"].ToArray();
        Assert.Equal(w.Length, s.Length);
        for (var k = 0; k < s.Length; k++)
        {
            var same = w.Where((_, n) => storage == "one to one" && !reduction.Contains("_all", StringComparison.Ordinal) ? n == k
                : reduction.Contains("_pre", StringComparison.Ordinal) ? n / columns == k / columns
                : !reduction.Contains("_post", StringComparison.Ordinal) || n % columns == k % columns).Select(x => x - 5).ToArray();
            Assert.Equal(reduction.StartsWith("sum", StringComparison.Ordinal) ? same.Sum() : same.Max(), s[k], 1e-9);
        }
    }

    [Theory]
    [InlineData("s = mean(y_post)")]
    [InlineData("s = w*sum(y_post) - mean(x_pre)")]
    [InlineData("w += mean(x_pre*y_post) - w*mean(y_post**2); s = max_all(abs(w - mean(y_post)))")]
    [InlineData("s = sum_pre(mean(y_post)) + sum_all(max_pre(w))")]
    public void Random_circuits_learn_the_same_on_the_processor_and_in_the_interpreter(string rule)
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            var kernels = seed % 4 == 0;
            var (pre, post) = kernels ? (20, 40) : (random.Next(1, 50), random.Next(1, 300));
            var batch = random.Next(1, 20);
            var (ours, theirs) = (Run(Substrate.Cpu), Run(Substrate.Interpreter));
            Assert.Contains(ours, v => v != 0);
            Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.Second, pair.First, 1e-9));

            double[] Run(Substrate substrate)
            {
                using var simulation = Of(pre, post, kernels ? Kernels : Connectivity.Dense, rule, batch, substrate, seed);
                var plan = simulation.Compile(new Act("draw"), new Learn());
                simulation.Run(plan);
                simulation.Run(plan);
                return [.. simulation["a_to_b.s"].ToArray(), .. simulation["a_to_b.w"].ToArray()];
            }
        }
    }

    [Fact]
    public void Whitening_gives_a_triangle_whose_square_is_the_inverse()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var size = new Random(seed).Next(1, 40);
            using var simulation = Of(size, size, Connectivity.Dense, "s = whitening(w)", 1, seed: seed);
            var factor = new double[size * size];
            simulation["a_to_b.w"].ToArray().CopyTo(factor, 0);
            var covariance = Each((i, j) => Sum(k => factor[(i * size) + k] * factor[(j * size) + k]) + (i == j ? 1 : 0));

            // The upper triangle is not read.
            simulation["a_to_b.w"].CopyFrom(Each((i, j) => j > i ? double.NaN : covariance[(i * size) + j]));
            simulation.Run(simulation.Compile(new Learn()));
            var u = simulation["a_to_b.s"].ToArray();
            var identity = Each((i, j) => Sum(k => u[(k * size) + i] * Sum(m => covariance[(k * size) + m] * u[(m * size) + j])));
            for (var n = 0; n < identity.Length; n++)
            {
                Assert.Equal(n / size == n % size ? 1 : 0, identity[n], 1e-9);
                Assert.True(n % size >= n / size || u[n] == 0);
            }

            double[] Each(Func<int, int, double> value) => [.. Enumerable.Range(0, size * size).Select(n => value(n / size, n % size))];

            double Sum(Func<int, double> value) => Enumerable.Range(0, size).Sum(value);
        }
    }

    [Fact]
    public void Whitening_of_a_matrix_that_is_not_positive_definite_is_refused()
    {
        using var simulation = Of(2, 2, Connectivity.Dense, "s = whitening(w)", 1);
        simulation["a_to_b.w"].CopyFrom([1, 0, 2, 1]);
        var error = Assert.Throws<HomeostatException>(() => simulation.Run(simulation.Compile(new Learn())));
        Assert.StartsWith(
            "The covariance that projection 'a_to_b' has learned is not positive definite: the variance of unit 1 that the units before it leave is -3. Make", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whitening_of_a_matrix_that_is_not_square_is_refused()
    {
        var error = Assert.Throws<EquationException>(() => Of(2, 3, Connectivity.Dense, "s = whitening(w)", 1));
        Assert.Contains("'whitening' needs a square matrix", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_postsynaptic_side_alone_costs_no_product_with_all_synapses()
    {
        using var simulation = Of(20, 30, Connectivity.Dense, "s = mean(y_post)", 8);
        Assert.Equal(8 * 30, simulation.Compile(new Learn()).CostOf(8).MultiplyAccumulates);
    }

    [Fact]
    public void A_sum_over_synapses_of_what_varies_over_the_batch_is_refused()
    {
        var error = Assert.Throws<HomeostatException>(() => Of(3, 4, Connectivity.Dense, "s = sum_pre(w*y_post)", 1));
        Assert.StartsWith("What is summed over the synapses of projection 'a_to_b' varies over the samples of the batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kth_largest_counts_equal_values_apart()
    {
        using var simulation = new Simulation(new Circuit("ranks")
        {
            new Population("a", 5, "x, k1, k2, k4 : 1") { Actions = new Dictionary<string, string> { ["rank"] = "k1 = kth_largest(x, 1); k2 = kth_largest(x, 2); k4 = kth_largest(x, 4)" } },
        });
        simulation["a.x"].CopyFrom([3, -1, 3, 0, -2]);
        simulation.Run(simulation.Compile(new Act("rank")));
        Assert.Equal((3, 3, -1), (simulation["a.k1"][0, 4], simulation["a.k2"][0, 0], simulation["a.k4"][0, 2]));
    }

    [Theory]
    [InlineData("kth_largest(x, 6)")]
    [InlineData("kwta(x, 0)")]
    [InlineData("kth_largest(x, x)")]
    public void A_rank_that_no_unit_has_is_refused(string call)
    {
        var error = Assert.Throws<HomeostatException>(() => new Simulation(new Circuit("ranks") { new Population("a", 5, $"x : 1\ny = {call} : 1") }));
        Assert.Contains("Give a whole number from 1 to 5, the number of units.", error.Message, StringComparison.Ordinal);
    }

    private static Simulation Of(int pre, int post, Connectivity connectivity, string rule, int batch, Substrate? substrate = null, int seed = 1)
    {
        static Population Population(string name, string variable, int size) =>
            new(name, size, $"{variable} : 1") { Actions = new Dictionary<string, string> { ["draw"] = $"{variable} = randn()" } };
        var circuit = new Circuit("reductions")
        {
            Population("a", "x", pre),
            Population("b", "y", post),
            new Projection("a", "b", "w, s : 1") { Connectivity = connectivity, OnLearn = rule, Initial = new Dictionary<string, string> { ["w"] = "randn()" } },
        };
        return new Simulation(circuit, batch, new SimulationOptions { Seed = (ulong)seed, Type = ElementType.Float64, Substrate = substrate ?? Substrate.Cpu });
    }
}
