namespace Homeostat.Substrates;

/// <summary>Draws new random numbers, which depend on the seed, the moment, the sample and the unit.</summary>
internal sealed unsafe class DrawCall(Matrix target, bool normal, ulong seed, uint stream, int? occurrence, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var moment = occurrence is { } draw ? DrawMoment.OfRun(block.Run, block.Position.Round, draw) : (ulong)block.Step;
        var (start, end) = block.Units(target.Columns);
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            var first = ((ulong)block.SampleOf(row) * (ulong)target.Columns) + (ulong)start;
            if (target.Type == ElementType.Float32)
            {
                Fill(target.Row<float>(row)[start..end], moment, first);
            }
            else
            {
                Fill(target.Row<double>(row)[start..end], moment, first);
            }
        }
    }

    public override string ToString() => text;

    private void Fill(Span<float> row, ulong moment, ulong first)
    {
        if (normal)
        {
            Philox.FillNormal(row, seed, stream, moment, first);
        }
        else
        {
            Philox.FillUniform(row, seed, stream, moment, first);
        }
    }

    private void Fill(Span<double> row, ulong moment, ulong first)
    {
        if (normal)
        {
            Philox.FillNormal(row, seed, stream, moment, first);
        }
        else
        {
            Philox.FillUniform(row, seed, stream, moment, first);
        }
    }
}
