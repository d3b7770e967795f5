namespace Homeostat.Substrates;

/// <summary>Draws new random numbers, which depend on the seed, the moment, the sample and the unit.</summary>
internal sealed class DrawCall(Matrix target, bool normal, ulong seed, uint stream, int? occurrence, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var moment = new PlanMoment(block.Step, block.Run, block.Position.Round).OfDraw(occurrence);
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

    private void Fill(int row, int start, int end, ulong moment, ulong first) => RandomRow.Fill(target, row, start, end, normal, seed, stream, moment, first);
}

/// <summary>Draws new random numbers for all synapses of a matrix, a range of postsynaptic units in each task.</summary>
internal sealed class DrawSynapsesCall(Matrix target, bool normal, ulong seed, uint stream, int? occurrence, string text) : WholeCall
{
    private const int RowsPerTask = 16;

    private ulong _moment;

    public override void Begin(PlanMoment moment) => _moment = moment.OfDraw(occurrence);

    public override int Tasks(int batch) => (target.Rows + RowsPerTask - 1) / RowsPerTask;

    public override void Run(int task, int batch)
    {
        for (var row = task * RowsPerTask; row < Math.Min(target.Rows, (task + 1) * RowsPerTask); row++)
        {
            RandomRow.Fill(target, row, 0, target.Columns, normal, seed, stream, _moment, (ulong)row * (ulong)target.Columns);
        }
    }

    public override string ToString() => text;
}

/// <summary>Random numbers in a part of a row of a matrix.</summary>
file static class RandomRow
{
    public static void Fill(Matrix target, int row, int start, int end, bool normal, ulong seed, uint stream, ulong moment, ulong first)
    {
        if (target.Type == ElementType.Float32)
        {
            Fill(target.Row<float>(row)[start..end], normal, seed, stream, moment, first);
        }
        else
        {
            Fill(target.Row<double>(row)[start..end], normal, seed, stream, moment, first);
        }
    }

    private static void Fill(Span<float> row, bool normal, ulong seed, uint stream, ulong moment, ulong first)
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

    private static void Fill(Span<double> row, bool normal, ulong seed, uint stream, ulong moment, ulong first)
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
