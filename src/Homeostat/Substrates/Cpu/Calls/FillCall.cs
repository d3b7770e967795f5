namespace Homeostat.Substrates;

/// <summary>Sets all elements of a matrix that does not vary over the batch to a value.</summary>
internal sealed class FillCall(Matrix target, double value, Action written, string text) : WholeCall
{
    public override int Tasks(int batch) => 1;

    public override void Run(int task, int batch)
    {
        for (var row = 0; row < target.Rows; row++)
        {
            if (target.Type == ElementType.Float32)
            {
                target.Row<float>(row).Fill((float)value);
            }
            else
            {
                target.Row<double>(row).Fill(value);
            }
        }
    }

    public override void Finish(int batch) => written();

    public override string ToString() => text;
}
