using System.Globalization;

namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Nearby"/>.</summary>
internal sealed record Nearby(int Width, double Radius, string Chance, bool Wrap, bool AllowSelf) : Connectivity
{
    // A distance that is the radius counts, whatever the last digit of its square.
    private const double Rounding = 1e-9;

    public int Width { get; } = Width >= 1 ? Width : throw new HomeostatException($"A grid cannot be {Width} units wide; it has at least 1 a row.");

    public double Radius { get; } = Radius >= 0 ? Radius : throw new HomeostatException(string.Create(
        CultureInfo.InvariantCulture, $"Units cannot be at most {Radius} apart; the radius is 0 or more, in units of the grid."));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"nearby on a grid {Width} wide, radius {Radius}{(Chance.Length > 0 ? $", probability {Chance}" : "")}"
        + $"{(Wrap ? ", wrapped" : "")}{(AllowSelf ? "" : ", not to itself")}");

    internal override IEnumerable<string> PairNames => ["distance"];

    internal override double Estimate(int pre, int post) =>
        Chance.Length > 0 ? 0 : pre * Math.Min(post, 1 + (Math.PI * Radius * Radius));

    internal override Func<int, int, double> PairValue(string name, SynapseContext context) => new Grid(this, context.Pre.Count).Distance;

    internal override Partners Prepare(SynapseContext context)
    {
        var (pre, post) = (context.Pre, context.Post);
        if (pre.Count != post.Count || pre.Count % Width != 0)
        {
            throw new HomeostatException(
                $"{pre} has {pre.Count} units and {post} has {post.Count}: {context.Owner} connects units near each other on grids {Width} wide, so both "
                + $"need the same number, a multiple of {Width}. Change a size or the width.");
        }

        return new Neighbors(this, context, Chance.Length > 0 ? new PairChance(context, Chance) : null);
    }

    /// <summary>Where units are: unit y·width + x in column x of row y, a distance of 1 from those beside it.</summary>
    private sealed class Grid
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

    private sealed class Neighbors(Nearby connectivity, SynapseContext context, PairChance? chance) : Partners
    {
        private readonly Grid _grid = new(connectivity, context.Pre.Count);

        protected override IEnumerable<IDisposable?> Parts => [chance];

        public override void Write(int unit, int worker, UnitList partners)
        {
            var self = connectivity.AllowSelf ? -1 : SynapseContext.SameUnit(context.Pre, unit, context.Post);
            var (x, y) = (_grid.X[unit], _grid.Y[unit]);
            var (columns, rows) = (Reach(x, _grid.Width), Reach(y, _grid.Height));
            for (var row = rows.First; row < rows.End; row++)
            {
                // The farthest column in this row, by Pythagoras.
                double apart = _grid.Apart(Within(row, _grid.Height) - y, _grid.Height);
                var most = Math.Sqrt(Math.Max(0, (connectivity.Radius * connectivity.Radius) - (apart * apart))) + Rounding;
                var start = Within(row, _grid.Height) * _grid.Width;
                for (var column = columns.First; column < columns.End && apart <= connectivity.Radius + Rounding; column++)
                {
                    var target = start + Within(column, _grid.Width);
                    if (target != self && _grid.Apart(Within(column, _grid.Width) - x, _grid.Width) <= most)
                    {
                        partners.Add(target);
                    }
                }
            }

            // Those beyond an edge that is wrapped come in another order.
            if (columns.First < 0 || columns.End > _grid.Width || rows.First < 0 || rows.End > _grid.Height)
            {
                partners.Units.Sort();
            }

            chance?.Apply(unit, worker, partners);
        }

        // Positions along one axis that may be near enough, each unit once.
        private (int First, int End) Reach(int position, int size)
        {
            var radius = (int)Math.Min(connectivity.Radius + Rounding, size);
            return !connectivity.Wrap ? (Math.Max(0, position - radius), Math.Min(size, position + radius + 1))
                : (2L * radius) + 1 >= size ? (0, size)
                : (position - radius, position + radius + 1);
        }

        private static int Within(int position, int size) => position < 0 ? position + size : position < size ? position : position - size;
    }
}
