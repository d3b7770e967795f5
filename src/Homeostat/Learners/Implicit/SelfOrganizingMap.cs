namespace Homeostat;

/// <summary>
/// The self-organizing map (Kohonen 1982): units lie on a grid, and those near the winner move towards the input too. The radius of this neighborhood and the
/// learning rate shrink while the map is learned, so that neighbors on the grid come to stand for similar inputs.
/// </summary>
public static class SelfOrganizingMap
{
    /// <summary>The entry of the self-organizing map in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "som",
        CreditAssignment.Implicit,
        "self-organizing map: the winner and its neighbors on a grid move towards the input; the neighborhood shrinks",
        "Kohonen 1982, Biological Cybernetics 43",
        new MapOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers; each hidden layer is a map.</summary>
    /// <param name="layers">The number of units in each layer, the input first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, MapOptions? options = null)
    {
        options ??= new MapOptions();
        Setting.Require(options);
        return new FeatureRule(Model, options)
        {
            Layer = units => FormattableString.Invariant($"""
                won = where(closeness >= max(closeness), 1, 0)                : 1
                row = floor(i/{options.ColumnsOf(units)})                     : 1
                column = i - {options.ColumnsOf(units)}*row                   : 1
                winner_row = sum(won*row)/sum(won)                            : 1
                winner_column = sum(won*column)/sum(won)                      : 1
                distance2 = (row - winner_row)**2 + (column - winner_column)**2 : 1   # squared, on the grid
                neighborhood = exp(-distance2/(2*radius**2))                  : 1
                rate = exp(-distance2/(2*{options.Bump}**2))                  : 1
                closeness, radius                                             : 1 (input)
                """),
            Synapses = (pre, post) =>
            [
                CompetitiveLearning.Towards(pre, post, "neighborhood", options),

                // The radius is lowered from batch to batch as a learning rate is.
                new Projection("bias", post, """
                    left : 1 (shared, learning rate)
                    radius_post = (final + (first - final)*left)*rate_pre : 1 (summed)
                    """)
                {
                    Constants = new Dictionary<string, Quantity> { ["first"] = options.Radius, ["final"] = Math.Min(options.FinalRadius, options.Radius) },
                    Initial = new Dictionary<string, string> { ["left"] = "1" },
                },
            ],
            FinalRate = 0,
        }.On(layers);
    }
}

/// <summary>The settings of <see cref="SelfOrganizingMap"/>.</summary>
public sealed record MapOptions : FeatureOptions
{
    /// <summary>Creates the default settings.</summary>
    public MapOptions() => (Rate, Weights) = (0.5, "0.1*rand()");

    /// <summary>The number of units in a row of the grid; 0 for a grid that is as square as possible.</summary>
    [Setting("Units in a row of the grid; 0 for a square", Least = 0)]
    public int Columns { get; init; }

    /// <summary>The radius of the neighborhood at first: the standard deviation of a Gaussian, in units of the grid.</summary>
    [Setting("Radius of the neighborhood at first, in units of the grid", Least = 0, Above = true)]
    public double Radius { get; init; } = 5;

    /// <summary>The radius of the neighborhood at the end of the features' stage, in units of the grid.</summary>
    [Setting("Radius of the neighborhood at the end, in units of the grid", Least = 0, Above = true)]
    public double FinalRadius { get; init; } = 0.5;

    /// <summary>The standard deviation of the Gaussian bump of activity around the winner that a map passes on, in units of the grid.</summary>
    [Setting("Width of the bump of activity that the map passes on, in units of the grid", Least = 0, Above = true)]
    public double Bump { get; init; } = 0.5;

    internal int ColumnsOf(int units) => Columns > 0 ? Columns : (int)Math.Ceiling(Math.Sqrt(units));
}
