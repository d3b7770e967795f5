namespace Homeostat.Tests.Connecting;

public class ConnectivityErrorTests
{
    [Fact]
    public void What_is_wrong_in_itself_is_said_where_it_is_written()
    {
        Says("probability 1.5; it lies between 0 and 1", () => Connectivity.Probability(1.5));
        Says("probability NaN", () => Connectivity.Probability(double.NaN));
        Says("condition of a connectivity is empty", () => Connectivity.Where(" "));
        Says("probability of a connectivity is empty", () => Connectivity.Probability(""));
        Says("A degree of -1", () => Connectivity.FixedInDegree(-1));
        Says("2 presynaptic units and 1 postsynaptic", () => Connectivity.Pairs([1, 2], [3]));
        Says("cannot be 0 units wide", () => Connectivity.Nearby(0, 1));
        Says("at most NaN apart", () => Connectivity.Nearby(3, double.NaN));
        Says("kernel of 5 x 5 does not fit an input of 4 x 9.", () => Connectivity.Convolution(4, 9, kernel: 5));
        Says("kernel of 9 x 1 does not fit an input of 4 x 9 with a padding of 2", () => Connectivity.Convolution(4, 9, 9, kernelWidth: 1, padding: 2));
        Says(
            "kernel of 3 x 3 with a dilation of 4, 9 x 9 pixels, does not fit an input of 8 x 9.",
            () => Connectivity.Convolution(8, 9, kernel: 3, dilation: 4));
        Says("A convolution has dilation 0", () => Connectivity.Convolution(4, 9, 3, dilation: 0));
        Says("A convolution has stride 0", () => Connectivity.Convolution(4, 9, 3, stride: 0));
        Says("padding of -1", () => Connectivity.Convolution(4, 9, 3, padding: -1));
        Says("window of 5 x 5 does not fit an image of 4 x 9.", () => Connectivity.Pooling(4, 9, 5));
        Says("windows of 2 x 2 cannot have a padding of 2", () => Connectivity.Pooling(4, 9, 2, padding: 2));
        Says("A pooling has stride 0", () => Connectivity.Pooling(4, 9, 2, stride: 0));
        Says("Patches of 5 x 5 at every 5 pixels do not fit an image of 28 x 28", () => Connectivity.Patches(28, 28, 5));
        Says("has units 0", () => Connectivity.Patches(28, 28, 4, units: 0));
        Says("more than a population can have", () => _ = Connectivity.Convolution(30_000, 30_000, 1, filters: 3).Outputs);
    }

    [Fact]
    public void What_does_not_fit_the_ends_names_them_and_their_sizes()
    {
        Says("'a' has 3 units and 'b' has 4", () => Built.Of(Connectivity.OneToOne, 3, 4));
        Says("Pair 1 of projection 'p' is (2, 4), but the postsynaptic end 'b' has 4 units, 0 to 3",
            () => Built.Of(Connectivity.Pairs([2, 2], [3, 4]), 3, 4));
        Says("(-1, 0), but the presynaptic end 'a' has 3 units", () => Built.Of(Connectivity.Pairs([-1], [0]), 3, 4));
        Says("be reached by 4 units by projection 'p', but 'a' has only 3. Take a smaller degree, or allow multapses",
            () => Built.Of(Connectivity.FixedInDegree(4), 3, 4));
        Says("reach 4 units by projection 'p', but 'a' has only 4 and the unit itself does not count",
            () => Built.Of(Connectivity.FixedOutDegree(4, allowSelf: false), 4, 4));
        Says("allow a unit to reach itself", () => Built.Of(Connectivity.FixedOutDegree(1, allowSelf: false, allowMultapses: true), 1, 1));
        Says("'a' has 10 units and 'b' has 12", () => Built.Of(Connectivity.Nearby(2, 1), 10, 12));
        Says("a multiple of 3", () => Built.Of(Connectivity.Nearby(3, 1), 10, 10));
        Says("'a' has 80 units, but projection 'p' needs 81 of them: convolution of 1 x 9 x 9 by 2 kernels of 3 x 3",
            () => Built.Of(Connectivity.Convolution(9, 9, 3, filters: 2), 80, 98));
        Says("'b' has 48 units, but projection 'p' needs 49", () => Built.Of(Connectivity.Patches(28, 28, 4), 784, 48));
        Says("1.00E+010 synapses or more; one projection holds at most 2,147,483,647", () => Built.Of(Connectivity.Dense, 100_000, 100_000));
    }

    [Fact]
    public void Expressions_are_checked()
    {
        Says("Unknown name 'k'", () => Built.Of(Connectivity.Where("i == k"), 3, 3));
        Says("Did you mean 'N_post'", () => Built.Of(Connectivity.Where("j < N_pots"), 3, 3));
        Says("The condition of the connectivity has the wrong unit", () => Built.Of(Connectivity.Where("dt"), 3, 3));
        Says("is 2 for the pair (2, 0); it must lie between 0 and 1", () => Built.Of(Connectivity.Probability("i"), 4, 1));
        Says("is NaN for the pair (0, 0)", () => Built.Of(Connectivity.Probability("log(i - 1)"), 4, 1));
        Says("probability '3/2' of projection 'p' is 1.5", () => Built.Of(Connectivity.Probability("3/2"), 4, 1));
        Says("'sum' over a population has no meaning in the delay", () => Built.Of(Connectivity.Dense, 2, 2, "sum(i)*ms"));
        Says("The initial value of 'w' has the wrong unit", () =>
        {
            using var built = Built.Of(Connectivity.Dense, 2, 2);
            built.Values("1*mV");
        });

        // A probability counts where the condition holds.
        using var fine = Built.Of(Connectivity.Probability("1/i", where: "i > 0"), 4, 4);
        Assert.InRange(fine.Rows.Count, 4, 12);
    }

    [Fact]
    public void Delays_are_whole_steps_of_at_least_one_or_none()
    {
        Says("The delay of projection 'p' is 0.05 ms, a delay below the time step of 0.1 ms", () => Built.Of(Connectivity.Dense, 2, 2, "0.05*ms"));
        Says("from unit 1 to unit 0 is -1 ms: nothing arrives before it is sent", () => Built.Of(Connectivity.Dense, 2, 1, "(1 - 2*i)*ms"));
        Says("is 7000 ms, more than the 65535 steps of 0.1 ms", () => Built.Of(Connectivity.Dense, 2, 2, "7*second"));
        Says("no number", () => Built.Of(Connectivity.Dense, 2, 2, "log(i - 1)*ms"));
        Says("wrong unit: expected second", () => Built.Of(Connectivity.Dense, 2, 2, "1.5"));
        foreach (var (delay, steps) in new[] { ("", 0), ("0*ms", 0), ("0.1*ms", 1), ("dt", 1), ("1.5*ms", 15), ("0.26*ms", 3), ("6553.5*ms", 65535) })
        {
            using var built = Built.Of(Connectivity.Dense, 2, 2, delay);
            Assert.Equal((steps, steps, true), (built.Rows.UniformDelay, built.Rows.MaxDelay, built.Rows.AllDelays.IsEmpty));
        }
    }

    private static void Says(string part, Action action)
    {
        var message = Assert.ThrowsAny<HomeostatException>(action).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    private static void Says(string part, Func<object> action) => Says(part, () => { _ = action(); });
}
