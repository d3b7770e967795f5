namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="Patches"/>: the units whose windows cover a pixel.</summary>
internal sealed class PatchPartners(Patches patches) : Partners
{
    public override void Write(int unit, int worker, UnitList partners)
    {
        var (rows, columns) = (patches.Windows.Rows.Over(unit / patches.Width % patches.Height), patches.Windows.Columns.Over(unit % patches.Width));
        for (var y = rows.First; y < rows.End && columns.First < columns.End; y++)
        {
            var row = y * patches.Columns;
            partners.AddRange((row + columns.First) * patches.Units, (row + columns.End) * patches.Units);
        }
    }
}
