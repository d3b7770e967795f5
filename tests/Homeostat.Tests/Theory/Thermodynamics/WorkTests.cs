namespace Homeostat.Tests.Thermodynamics;

/// <summary>Work, and what it tells of free energy.</summary>
public class WorkTests
{
    [Theory]
    [InlineData(300, 2.870979e-21)]
    [InlineData(310, 2.966678e-21)]
    public void Erasing_a_bit_costs_Landauers_bound(double kelvin, double joule)
    {
        Assert.Equal(joule, Landauer.Bound(kelvin), 1e-27);
        Assert.Equal(8 * Landauer.Bound(kelvin), Landauer.Bound(kelvin, bits: 8), 1e-33);
    }

    [Theory]
    [InlineData(10, 1.69303)]
    [InlineData(100, .79315)]
    [InlineData(1000, .70315)]
    public void Erasing_in_finite_time_costs_more(double duration, double work)
    {
        var bit = new DrivenLevels(from: 0, to: 20);
        Assert.Equal(work, bit.MeanWork(new Ramp(duration, 20_000)), 5e-6);
        Assert.Equal(Math.Log(2), bit.FreeEnergyDifference, 1e-8);
    }

    [Fact]
    public void Drawn_works_of_an_erasure_have_the_mean_of_the_master_equation()
    {
        var bit = new DrivenLevels(0, 20) { ThermalEnergy = 0.5, Rate = 2 };
        var ramp = new Ramp(10, 50);
        var works = SampleSummary.Of(bit.Work(ramp, 10_000, new RandomStream(1)));
        Assert.InRange((works.Mean - bit.MeanWork(ramp)) / (works.Deviation / 100), -4, 4);
        Assert.True(works.Mean > bit.FreeEnergyDifference);
    }

    [Fact]
    public void A_dragged_trap_dissipates_as_the_closed_form_says()
    {
        // k = γ = kT = 1, speed u for a time τ: ⟨W⟩ = u²(τ − 1 + e^{−τ}), its variance twice that, ΔF = 0.
        const double Speed = .5, Duration = 5;
        var expected = Speed * Speed * (Duration - 1 + Math.Exp(-Duration));
        Assert.Equal(1.00168, expected, 5e-6);
        var trap = new DrivenTrap(new HarmonicTrap(1, 0), new HarmonicTrap(1, Speed * Duration));
        Assert.Equal(expected, trap.MeanWork(new Ramp(Duration, 2000)), 1e-5);

        var works = trap.Work(new Ramp(Duration, 100), 40_000, new RandomStream(1));
        var summary = SampleSummary.Of(works);
        Assert.InRange((summary.Mean - expected) / (summary.Deviation / 200), -4, 4);
        Assert.Equal(2 * expected, summary.Deviation * summary.Deviation, 4 * 2 * expected * Math.Sqrt(2.0 / works.Length));
        var estimate = Jarzynski.Estimate(works);
        Assert.InRange(estimate.Value / estimate.StandardError, -4, 4);
        Assert.Equal(Math.Sqrt((Math.Exp(2 * expected) - 1) / works.Length), estimate.RelativeError, .003);
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(10, 400_000)]
    public void Jarzynskis_equality_holds_at_any_number_of_steps(int steps, int runs)
    {
        var trap = new DrivenTrap(new HarmonicTrap(1), new HarmonicTrap(4));
        Assert.Equal(.693147, trap.FreeEnergyDifference, 1e-6);
        var works = trap.Work(new Ramp(1, steps), runs, new RandomStream(7));
        var estimate = Jarzynski.Estimate(works);
        Assert.Equal(trap.FreeEnergyDifference, estimate.Value, 4 * .0011 * Math.Sqrt(400_000.0 / runs));
        Assert.InRange((estimate.MeanWork - trap.MeanWork(new Ramp(1, steps))) / Math.Sqrt(2.5 / works.Length), -4, 4);
        Assert.True(estimate.IsReliable && estimate.MeanWork > estimate.Value);
    }

    [Fact]
    public void A_system_of_ones_own_needs_an_energy_and_a_way_to_relax()
    {
        var dice = new LoadedDie();
        var estimate = Jarzynski.Estimate(dice.Work(new Ramp(1, 3), 40_000, new RandomStream(1)));
        Assert.Equal(-Math.Log(Enumerable.Range(1, 6).Average(eyes => Math.Exp(-.5 * eyes))), dice.FreeEnergyDifference, 1e-12);
        Assert.InRange((estimate.Value - dice.FreeEnergyDifference) / estimate.StandardError, -4, 4);
        Assert.True(estimate.MeanWork > dice.FreeEnergyDifference);
    }

    // Six states whose energies are lifted in proportion to their eyes; a throw forgets all.
    private sealed record LoadedDie : DrivenSystem
    {
        public override double FreeEnergyDifference => -Math.Log(Enumerable.Range(1, 6).Sum(eyes => Math.Exp(-Energy(1, eyes))) / 6);

        protected override double Energy(double s, double state) => .5 * s * state;

        protected override double Equilibrium(double s, RandomStream chance)
        {
            var weights = Enumerable.Range(1, 6).Select(eyes => Math.Exp(-Energy(s, eyes))).ToArray();
            var (draw, eyes) = (chance.NextDouble() * weights.Sum(), 1);
            while (eyes < 6 && (draw -= weights[eyes - 1]) > 0)
            {
                eyes++;
            }

            return eyes;
        }

        protected override double Relax(double s, double state, double time, RandomStream chance) => Equilibrium(s, chance);
    }

    [Fact]
    public void Eulers_steps_would_be_biased()
    {
        // The same with Euler-Maruyama in place of the exact propagator: −ln⟨e^{−W}⟩ of a Gaussian, exactly. The reference has .73708 ± .0011 of samples.
        var (weight, variance, stiffness) = (1.0, 1.0, 1.0);
        for (var step = 1; step <= 10; step++)
        {
            var jump = (1 + (.3 * step)) - stiffness;
            weight /= Math.Sqrt(1 + (jump * variance));
            variance /= 1 + (jump * variance);
            stiffness += jump;
            variance = ((1 - (.1 * stiffness)) * (1 - (.1 * stiffness)) * variance) + .2;
        }

        Assert.Equal(.738183, -Math.Log(weight), 1e-6);
        Assert.Equal(.73708, -Math.Log(weight), 2 * .0011);
    }

    [Fact]
    public void Crookss_relation_has_the_slope_1()
    {
        var trap = new DrivenTrap(new HarmonicTrap(1), new HarmonicTrap(4)) { ThermalEnergy = 2, Friction = 3 };
        var ramp = new Ramp(2, 10);
        var (forward, reverse) = (trap.Work(ramp, 40_000, new RandomStream(1)), trap.Work(ramp, 20_000, new RandomStream(2), backwards: true));
        var relation = Crooks.Relation(forward, reverse, thermalEnergy: 2);
        Assert.InRange((relation.Slope - 1) / relation.SlopeError, -4, 4);
        Assert.InRange(relation.SlopeError, 1e-4, .05);
        Assert.Equal(trap.FreeEnergyDifference, relation.Crossing, .05);

        var estimate = Crooks.Estimate(forward, reverse, thermalEnergy: 2);
        Assert.InRange((estimate.Value - trap.FreeEnergyDifference) / estimate.StandardError, -4, 4);
        Assert.InRange(estimate.RelativeError, 1e-4, .02);
        Assert.True(estimate.RelativeError < Jarzynski.Estimate(forward, 2).RelativeError);

        // Work that is not of this bath does not obey it.
        var hotter = Crooks.Relation(forward, reverse, thermalEnergy: 3);
        Assert.True(Math.Abs(hotter.Slope - 1) > 10 * hotter.SlopeError);
    }

    [Fact]
    public void Bennetts_error_is_the_spread_of_his_estimate()
    {
        // Gaussian works that obey Crooks: variance twice the dissipated work, ΔF = 1.
        var chance = new RandomStream(3);
        var estimates = Enumerable.Range(0, 300).Select(_ => Crooks.Estimate(Draw(200, 1 + 1.5), Draw(100, -1 + 1.5), tolerance: 1)).ToArray();
        var spread = SampleSummary.Of([.. estimates.Select(e => e.Value)]);
        Assert.InRange((spread.Mean - 1) / (spread.Deviation / Math.Sqrt(300)), -4, 4);
        Assert.Equal(1, estimates.Average(e => e.StandardError) / spread.Deviation, .17);

        double[] Draw(int count, double mean) => [.. Enumerable.Range(0, count).Select(_ => mean + (Math.Sqrt(3) * chance.NextNormal()))];
    }

    [Fact]
    public void An_estimate_that_cannot_be_trusted_is_refused_unless_asked_for()
    {
        // Far from equilibrium: the mean is decided by works that hardly any run does.
        var trap = new DrivenTrap(new HarmonicTrap(1, 0), new HarmonicTrap(1, 5));
        var works = trap.Work(new Ramp(.01, 1), 1000, new RandomStream(1));
        var message = Assert.Throws<HomeostatException>(() => Jarzynski.Estimate(works)).Message;
        Assert.Contains("Jarzynski's mean of 1000 works, whose variance is 2", message, StringComparison.Ordinal);
        Assert.Contains("%, above the 5 % allowed.", message, StringComparison.Ordinal);
        var estimate = Jarzynski.Estimate(works, tolerance: double.PositiveInfinity);
        Assert.False(estimate.IsReliable);
        Assert.True(estimate.Value > 1, "the bias is upwards: ΔF is 0");

        Assert.Contains("Take about", Assert.Throws<HomeostatException>(() => Jarzynski.Estimate([0, 1, 2, 3])).Message, StringComparison.Ordinal);
        var none = Assert.Throws<HomeostatException>(() => Jarzynski.Estimate([0, 100, 0, 100])).Message;
        Assert.Contains("No number of works will do", none, StringComparison.Ordinal);
        Assert.Contains("Bennett's acceptance ratio of 3 forward and 2 reverse works", Assert.Throws<HomeostatException>(() => Crooks.Estimate([9, 10, 11], [9, 11])).Message, StringComparison.Ordinal);
        Assert.Contains("standard error of Infinity %", Assert.Throws<HomeostatException>(() => Crooks.Estimate([1000, 1001], [1000, 1001])).Message, StringComparison.Ordinal);
        Assert.Contains("overlap too little for a slope", Assert.Throws<HomeostatException>(() => Crooks.Relation([-1, -2, -3], [-9, -10])).Message, StringComparison.Ordinal);
        Assert.Contains("No forward work is below any reverse work", Assert.Throws<HomeostatException>(() => Crooks.Relation([9, 10, 11], [9, 11])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("at -1 K has no bound", Message(() => Landauer.Bound(-1)), StringComparison.Ordinal);
        Assert.Contains("Erasing -1 bits", Message(() => Landauer.Bound(300, -1)), StringComparison.Ordinal);
        Assert.Contains("1 forward works were given", Message(() => Jarzynski.Estimate([1])), StringComparison.Ordinal);
        Assert.Contains("Number 1 of the reverse works is NaN", Message(() => Crooks.Estimate([1, 2], [1, double.NaN])), StringComparison.Ordinal);
        Assert.Contains("The thermal energy kT is -1", Message(() => Jarzynski.Estimate([1, 2], -1)), StringComparison.Ordinal);
        Assert.Contains("The thermal energy kT is 0", Message(() => new DrivenLevels(0, 1) { ThermalEnergy = 0 }), StringComparison.Ordinal);
        Assert.Contains("The stiffness of a trap is -4", Message(() => new DrivenTrap(new HarmonicTrap(1), new HarmonicTrap(-4))), StringComparison.Ordinal);
        Assert.Contains("The center of a trap is NaN", Message(() => new DrivenTrap(new HarmonicTrap(1, double.NaN), new HarmonicTrap(4))), StringComparison.Ordinal);
        Assert.Contains("A ramp of 0 steps", Message(() => new Ramp(1, 0)), StringComparison.Ordinal);
        Assert.Contains("in a time of -1", Message(() => new Ramp(-1, 1)), StringComparison.Ordinal);
        Assert.Contains("The gap between two levels goes from 0 to", Message(() => new DrivenLevels(0, double.PositiveInfinity)), StringComparison.Ordinal);
        Assert.Contains("The work of 0 runs", Message(() => new DrivenLevels(0, 1).Work(new Ramp(1, 1), 0, new RandomStream(1))), StringComparison.Ordinal);

        static string Message(Func<object> act) => Assert.Throws<HomeostatException>(act).Message;
    }
}
