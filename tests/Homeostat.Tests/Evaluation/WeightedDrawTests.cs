using CsCheck;

namespace Homeostat.Tests.Evaluation;

public class WeightedDrawTests
{
    // Whole numbers have sums without rounding, and a third of them is 0.
    private static readonly Gen<double[]> Weights = Gen.Int[-4, 8].Select(n => (double)Math.Max(0, n)).Array[1, 40].Where(weights => weights.Sum() > 0);

    [Fact]
    public void Index_at_a_place_is_the_first_whose_sum_lies_above_it() => Gen.Select(Weights, Gen.Double[0, 1]).Sample((weights, part) =>
    {
        var draw = new WeightedDraw(weights);
        Assert.Equal(weights.Sum(), draw.Total);
        double[] places = [0, part * draw.Total, Math.Floor(part * draw.Total)];
        foreach (var place in places.Where(place => place < draw.Total))
        {
            var index = draw.At(place);
            Assert.True(weights[index] > 0);
            Assert.InRange(place, weights.Take(index).Sum(), Math.BitDecrement(weights.Take(index + 1).Sum()));
        }
    });

    [Fact]
    public void Place_at_the_end_belongs_to_the_last_weight_above_0()
    {
        var draw = new WeightedDraw([0.3, 0.7, 0]);
        Assert.Equal(1, draw.At(draw.Total));
        Assert.Equal(1, draw.At(2));
    }
}
