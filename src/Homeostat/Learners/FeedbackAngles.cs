namespace Homeostat;

/// <summary>
/// The angles between weights and the weights that lead back. Feedback of its own that learns, or that weights adapt to, should turn towards the transpose of the weights, where the angle is 0; random weights are at a
/// right angle.
/// </summary>
public static class FeedbackAngles
{
    /// <summary>
    /// Computes, for each two populations that dense synapses connect in both directions, the angle between the weights of one direction and the transpose of those of the other, in degrees from 0 to 180. The key
    /// is the projection that was declared first.
    /// </summary>
    /// <param name="training">The training, whose present weights are compared.</param>
    public static IReadOnlyDictionary<string, double> Of(Training training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Projection[] dense = [.. training.Learner.Circuit.Projections.Where(p => p.Connectivity == Connectivity.Dense && p.Pre != p.Post && Weights(p) is not null)];
        return dense.Index()
            .SelectMany(forth => dense.Skip(forth.Index + 1).Where(back => back.Pre == forth.Item.Post && back.Post == forth.Item.Pre).Select(back => (Forth: forth.Item, Back: back)))
            .GroupBy(pair => pair.Forth.Name)
            .ToDictionary(pairs => pairs.Key, pairs => Degrees(Weights(pairs.First().Forth)!, Weights(pairs.First().Back)!));

        Matrix? Weights(Projection projection) => training.Simulation.VariablesOf(Role.Weight, projection.Name).Select(name => training.Simulation[name]).FirstOrDefault();
    }

    private static double Degrees(Matrix forth, Matrix back)
    {
        var transposed = new float[forth.Rows * forth.Columns];
        for (var row = 0; row < forth.Rows; row++)
        {
            for (var column = 0; column < forth.Columns; column++)
            {
                transposed[(row * forth.Columns) + column] = (float)back[column, row];
            }
        }

        return double.RadiansToDegrees(Math.Acos(Math.Clamp(Alignment.Cosine(Array.ConvertAll(forth.ToArray(), w => (float)w), transposed), -1, 1)));
    }
}
