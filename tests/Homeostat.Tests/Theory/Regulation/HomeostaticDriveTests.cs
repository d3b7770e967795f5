using CsCheck;

namespace Homeostat.Tests.Regulation;

/// <summary>Drive and reward are those of Keramati and Gutkin 2014.</summary>
public class HomeostaticDriveTests
{
    private static readonly HomeostaticDrive FoodAndWater = new(100, 100);

    [Fact]
    public void The_drive_is_the_distance_from_the_set_points() => Assert.Equal(1603.122, FoodAndWater.At(60, 90), 5e-4);

    [Theory]
    [InlineData(60, 90, 70, 90, 697.583)]
    [InlineData(60, 90, 60, 100, 3.122)]
    [InlineData(100, 100, 110, 100, -100)]
    public void A_reward_is_what_lowers_the_drive(double food, double water, double foodAfter, double waterAfter, double reward) =>
        Assert.Equal(reward, FoodAndWater.Reward([food, water], [foodAfter, waterAfter]), 5e-4);

    [Theory]
    [InlineData(1, 2500, new double[] { 50, 100 })]
    [InlineData(1, 2500, new double[] { 50, 110, 100 })]
    [InlineData(1, 2500, new double[] { 50, 50, 20, 75, 100 })]
    [InlineData(0.9, 2500, new double[] { 50, 100 })]
    [InlineData(0.9, 2490, new double[] { 50, 110, 100 })]
    [InlineData(0.9, 2437.5, new double[] { 50, 75, 100 })]
    [InlineData(0.9, 2250, new double[] { 50, 50, 100 })]
    public void Discounted_the_shortest_way_home_is_worth_most(double discount, double expected, double[] path) =>
        Assert.Equal(expected, new HomeostaticDrive(100).Return(discount, [.. path.Select(h => new[] { h })]), 1e-9);

    [Fact]
    public void Undiscounted_it_does_not_matter_which_way_one_goes() =>
        Gen.Double[0, 200].Array[2].Array[1, 12].Sample(path =>
            Assert.Equal(FoodAndWater.At(path[0]) - FoodAndWater.At(path[^1]), FoodAndWater.Return(1, path), 1e-6));

    [Fact]
    public void The_same_gain_is_worth_more_to_whoever_lacks_more() =>
        Gen.Select(Gen.Double[0, 80], Gen.Double[0.1, 9]).Sample((h, less) =>
        {
            var drive = new HomeostaticDrive(100);
            Assert.True(drive.Reward([Math.Max(0, h - less)], [Math.Max(0, h - less) + 10]) >= drive.Reward([h], [h + 10]) - 1e-9);
        });

    [Fact]
    public void A_body_has_the_set_points_of_its_essential_variables()
    {
        var room = new Room();
        using var mortal = new Mortal(Thermostat.Create(room, new ThermostatOptions { SetPoint = 22 }), room);
        var drive = HomeostaticDrive.Of(mortal.Body);
        mortal.Live(50);
        var temperature = mortal.Biography["temperature"];
        Assert.Equal([22], drive.SetPoints);
        Assert.Equal([.. temperature.Select(t => (t - 22) * (t - 22))], drive.Along(mortal), new Within(1e-9));
    }

    [Theory]
    [InlineData(new double[] { 1 }, 4, 2, "2 set points")]
    [InlineData(new[] { 1, double.NaN }, 4, 2, "no finite drive")]
    [InlineData(new double[] { 1, 2 }, 0, 2, "n = 0")]
    [InlineData(new double[] { 1, 2 }, 4, double.NaN, "m = NaN")]
    public void What_makes_no_drive_is_refused(double[] state, double n, double m, string message) => Assert.Contains(
        message, Assert.Throws<HomeostatException>(() => new HomeostaticDrive(1, 2) { N = n, M = m }.At(state)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_discount_above_1_is_refused() => Assert.Contains(
        "discount of 1.5", Assert.Throws<HomeostatException>(() => FoodAndWater.Return(1.5, [1, 1])).Message, StringComparison.Ordinal);

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
