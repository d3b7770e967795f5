namespace Homeostat.Substrates;

/// <summary>Draws random numbers one after another.</summary>
internal static class InterpretedDraw
{
    /// <summary>Fills the row of a sample, or of a postsynaptic unit, with random numbers.</summary>
    public static void Fill(Matrix target, Draw draw, ulong seed, ulong moment, int sample)
    {
        var row = target.Rows == 1 ? 0 : sample;
        Span<float> single = stackalloc float[1];
        Span<double> @double = stackalloc double[1];
        for (var unit = 0; unit < target.Columns; unit++)
        {
            var index = ((ulong)row * (ulong)target.Columns) + (ulong)unit;
            switch (target.Type, draw.IsNormal)
            {
                case (ElementType.Float32, true): Philox.FillNormal(single, seed, draw.Stream, moment, index); break;
                case (ElementType.Float32, false): Philox.FillUniform(single, seed, draw.Stream, moment, index); break;
                case (_, true): Philox.FillNormal(@double, seed, draw.Stream, moment, index); break;
                default: Philox.FillUniform(@double, seed, draw.Stream, moment, index); break;
            }

            target[row, unit] = target.Type == ElementType.Float32 ? single[0] : @double[0];
        }
    }
}
