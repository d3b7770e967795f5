namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="Pooling"/>: the units of the same channel whose windows cover a pixel.</summary>
internal sealed class PoolingPartners(Pooling pooling) : Partners
{
    public override void Write(int unit, int worker, UnitList partners)
    {
        var (rows, columns) = (pooling.Windows.Rows.Over(unit / pooling.Width % pooling.Height), pooling.Windows.Columns.Over(unit % pooling.Width));
        var channel = unit / pooling.Width / pooling.Height * pooling.OutputHeight;
        for (var y = rows.First; y < rows.End && columns.First < columns.End; y++)
        {
            var row = (channel + y) * pooling.OutputWidth;
            partners.AddRange(row + columns.First, row + columns.End);
        }
    }
}
