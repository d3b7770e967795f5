namespace Homeostat.Tests.Niches;

/// <summary>Run and tumble is that of theory; food is neither made nor lost.</summary>
public class AttractantFieldTests
{
    [Theory]
    [InlineData(2, 0.26795)]
    [InlineData(3, 0.17952)]
    public void Tumbling_less_in_one_direction_drifts_there_as_theory_says(int dimensions, double expected)
    {
        const double Alpha = 0.5, Dt = 0.1;
        const int Batches = 50, Steps = 20_000;
        var field = new AttractantField(new AttractantFieldOptions { Dimensions = dimensions, TimeStep = Dt, RotationalDiffusion = 0 });
        var drifts = new double[Batches];
        for (var batch = 0; batch < Batches; batch++)
        {
            var from = field.Values[0];
            for (var step = 0; step < Steps; step++)
            {
                // The rate at which the chance of a tumble in a step is λ(1 − α cos θ)dt: no error is left by the step.
                field.Act(new Moment(11, (batch * Steps) + step, 1), [-Math.Log(1 - (Dt * (1 - (Alpha * field.Values[dimensions])))) / Dt]);
            }

            drifts[batch] = (field.Values[0] - from) / (20 * Dt * Steps);
        }

        var drift = SampleSummary.Of(drifts);
        Assert.InRange(Error(drift), 0.0005, 0.004);
        Assert.Equal(expected, drift.Mean, 4 * Error(drift));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_heading_is_forgotten_by_diffusion(int dimensions)
    {
        // ⟨cos⟩ after a second falls to exp(−(d − 1) D).
        var field = new AttractantField(new AttractantFieldOptions { Dimensions = dimensions, RotationalDiffusion = 0.3, TimeStep = 0.02 });
        var cosines = new double[4000];
        for (var n = 0; n < cosines.Length; n++)
        {
            double[] before = field.Values[dimensions..(2 * dimensions)];
            for (var step = 0; step < 50; step++)
            {
                field.Act(new Moment(2, (50 * n) + step, 1), [0]);
            }

            cosines[n] = before.Zip(field.Values[dimensions..(2 * dimensions)], (a, b) => a * b).Sum();
        }

        var cosine = SampleSummary.Of(cosines);
        Assert.Equal(Math.Exp(-(dimensions - 1) * 0.3), cosine.Mean, (4 * Error(cosine)) + 0.005);
    }

    [Fact]
    public void Tumbles_come_at_the_rate_that_is_commanded()
    {
        var field = new AttractantField(new AttractantFieldOptions { RotationalDiffusion = 0 });
        var tumbles = 0;
        for (var step = 0; step < 20_000; step++)
        {
            var before = field.Values[2];
            field.Act(new Moment(5, step, 1), [1.5]);
            tumbles += field.Values[2] != before ? 1 : 0;
        }

        var p = 1 - Math.Exp(-0.15);
        Assert.Equal(20_000 * p, tumbles, 4 * Math.Sqrt(20_000 * p * (1 - p)));
    }

    [Fact]
    public void A_source_gives_what_is_in_it_and_then_there_is_another()
    {
        var field = new AttractantField(new AttractantFieldOptions { Distance = 30, Food = 3 });
        var (eaten, sources) = (0.0, 0);
        for (var step = 0; step < 4000; step++)
        {
            double[] source = field.Values[4..6];
            eaten += field.Act(new Moment(1, step, 1), [5]);
            if (field.Event is not null)
            {
                sources++;
                Assert.Equal(3 * sources, eaten, 1e-9);
                Assert.Equal(30, Math.Sqrt(source.Zip(field.Values[4..6], (a, b) => (a - b) * (a - b)).Sum()), 1e-9);
            }
        }

        Assert.True(sources > 5);
    }

    [Fact]
    public void What_is_felt_is_as_noisy_as_molecules_are_few()
    {
        var field = new AttractantField(new AttractantFieldOptions { Distance = 250, Capture = 20 });
        var concentration = 1000 / Math.E;
        var (felt, sensors) = (new double[5000], new double[1]);
        for (var step = 0; step < felt.Length; step++)
        {
            field.Sense(new Moment(4, step, 1), sensors);
            felt[step] = sensors[0];
        }

        var expected = Math.Sqrt(concentration / (20 * 0.1));
        var summary = SampleSummary.Of(felt);
        Assert.Equal(concentration, summary.Mean, 4 * expected / Math.Sqrt(felt.Length));
        Assert.Equal(expected, summary.Deviation, 4 * expected / Math.Sqrt(2 * felt.Length));
        new AttractantField(new AttractantFieldOptions { Distance = 250, Capture = double.PositiveInfinity }).Sense(new Moment(4, 0, 1), sensors);
        Assert.Equal(concentration, sensors[0], 1e-9);
    }

    public static TheoryData<AttractantFieldOptions, string> Wrong() => new()
    {
        { new AttractantFieldOptions { Dimensions = 4 }, "dimensions 4" },
        { new AttractantFieldOptions { TimeStep = 0 }, "time step 0" },
        { new AttractantFieldOptions { Length = double.NaN }, "length NaN" },
        { new AttractantFieldOptions { Speed = -1 }, "speed -1" },
        { new AttractantFieldOptions { Uptake = double.PositiveInfinity }, "uptake" },
        { new AttractantFieldOptions { Capture = 0 }, "capture 0" },
        { new AttractantFieldOptions { Food = -5 }, "food -5" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Constants_out_of_range_are_refused(AttractantFieldOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<HomeostatException>(() => new AttractantField(options)).Message, StringComparison.Ordinal);

    private static double Error(SampleSummary sample) => sample.Deviation / Math.Sqrt(sample.Count);
}
