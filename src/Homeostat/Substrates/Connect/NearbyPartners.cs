namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="Nearby"/>: the units of the grid within the radius.</summary>
internal sealed class NearbyPartners(Nearby connectivity, SynapseContext context, PairChance? chance) : Partners
{
    // A pair at exactly the radius is connected, even if its squared distance is rounded up.
    private const double Rounding = 1e-9;

    private readonly Grid _grid = new(connectivity, context.Pre.Count);

    protected override IEnumerable<IDisposable?> Parts => [chance];

    public static Partners Of(Nearby connectivity, SynapseContext context)
    {
        var (pre, post) = (context.Pre, context.Post);
        if (pre.Count != post.Count || pre.Count % connectivity.Width != 0)
        {
            throw new HomeostatException(
                $"{pre} has {pre.Count} units and {post} has {post.Count}: {context.Owner} connects units near each other on grids {connectivity.Width} wide, so both "
                + $"need the same number, a multiple of {connectivity.Width}. Change a size or the width.");
        }

        return new NearbyPartners(connectivity, context, connectivity.Chance.Length > 0 ? new PairChance(context, connectivity.Chance) : null);
    }

    public override void Write(int unit, int worker, UnitList partners)
    {
        var self = connectivity.AllowSelf ? -1 : SynapseContext.SameUnit(context.Pre, unit, context.Post);
        var (x, y) = (_grid.X[unit], _grid.Y[unit]);
        var (columns, rows) = (Reach(x, _grid.Width), Reach(y, _grid.Height));
        for (var row = rows.First; row < rows.End; row++)
        {
            // The farthest column in this row, by Pythagoras' theorem.
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

        // Units beyond a wrapped edge are found in another order, so they are sorted.
        if (columns.First < 0 || columns.End > _grid.Width || rows.First < 0 || rows.End > _grid.Height)
        {
            partners.Units.Sort();
        }

        chance?.Apply(unit, worker, partners);
    }

    // The positions along one axis that may be within the radius, each unit once.
    private (int First, int End) Reach(int position, int size)
    {
        var radius = (int)Math.Min(connectivity.Radius + Rounding, size);
        return !connectivity.Wrap ? (Math.Max(0, position - radius), Math.Min(size, position + radius + 1))
            : (2L * radius) + 1 >= size ? (0, size)
            : (position - radius, position + radius + 1);
    }

    private static int Within(int position, int size) => position < 0 ? position + size : position < size ? position : position - size;
}
