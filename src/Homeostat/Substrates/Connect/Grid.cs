namespace Homeostat.Substrates;

/// <summary>The positions of units in a grid: unit y·width + x is in column x of row y, at a distance of 1 from its neighbors.</summary>
internal sealed class Grid
{
    private readonly bool _wrap;

    public Grid(Nearby connectivity, int units)
    {
        (Width, Height, _wrap) = (connectivity.Width, units / connectivity.Width, connectivity.Wrap);
        (X, Y) = (new int[units], new int[units]);
        for (var unit = 0; unit < units; unit++)
        {
            (X[unit], Y[unit]) = (unit % Width, unit / Width);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int[] X { get; }

    public int[] Y { get; }

    public double Distance(int i, int j)
    {
        double x = Apart(X[i] - X[j], Width), y = Apart(Y[i] - Y[j], Height);
        return Math.Sqrt((x * x) + (y * y));
    }

    public int Apart(int difference, int size) =>
        _wrap ? Math.Min(Math.Abs(difference), size - Math.Abs(difference)) : Math.Abs(difference);
}
