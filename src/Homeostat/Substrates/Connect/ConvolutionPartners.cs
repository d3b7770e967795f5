namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="Convolution"/>: the units whose windows cover a pixel.</summary>
internal sealed class ConvolutionPartners(Convolution convolution) : Partners
{
    public override void Write(int unit, int worker, UnitList partners)
    {
        var c = convolution;
        var (rows, columns) = (c.Windows.Rows.Over(unit / c.Width % c.Height), c.Windows.Columns.Over(unit % c.Width));
        for (var filter = 0; filter < c.Filters && columns.First < columns.End; filter++)
        {
            for (var y = rows.First; y < rows.End; y++)
            {
                var row = ((filter * c.OutputHeight) + y) * c.OutputWidth;
                if (c.Dilation == 1)
                {
                    partners.AddRange(row + columns.First, row + columns.End);
                    continue;
                }

                for (var x = columns.First; x < columns.End && c.Windows.Rows.Element(y, unit / c.Width % c.Height) >= 0; x++)
                {
                    if (c.Windows.Columns.Element(x, unit % c.Width) >= 0)
                    {
                        partners.Add(row + x);
                    }
                }
            }
        }
    }
}
