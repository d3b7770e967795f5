namespace Homeostat.Substrates;

/// <summary>Draws new random numbers, which depend on the seed, the moment, the sample and the unit.</summary>
internal sealed unsafe class DrawCall(Matrix target, bool normal, ulong seed, uint stream, int? occurrence, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var moment = occurrence is { } draw ? DrawMoment.OfRun(block.Run, block.Position.Round, draw) : (ulong)block.Step;
        if (target.IsPerSlice)
        {
            // One number for all units, of which every slice draws its own copy.
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                Fill(slice, 0, target.Columns, moment, 0);
            }

            return;
        }

        var (start, end) = block.Units(target.Columns);
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            Fill(row, start, end, moment, ((ulong)block.SampleOf(row) * (ulong)target.Columns) + (ulong)start);
        }
    }

    public override string ToString() => text;

    private void Fill(int row, int start, int end, ulong moment, ulong first)
    {
        if (target.Type == ElementType.Float32)
        {
            Fill(target.Row<float>(row)[start..end], moment, first);
        }
        else
        {
            Fill(target.Row<double>(row)[start..end], moment, first);
        }
    }

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
