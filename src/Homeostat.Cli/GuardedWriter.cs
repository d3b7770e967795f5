using System.Text;

namespace Homeostat.Cli;

/// <summary>
/// A stream of output that may fail under the program: a full disk, a closed pipe, a terminal that is gone. After the first
/// failure nothing more is written and the work goes on; what failed is told at the end.
/// </summary>
internal sealed class GuardedWriter(TextWriter inner) : TextWriter
{
    /// <summary>The first failure; null if all was written.</summary>
    public IOException? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override IFormatProvider FormatProvider => inner.FormatProvider;

    public override void Write(char value) => Attempt(() => inner.Write(value));

    public override void Write(string? value) => Attempt(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Attempt(() => inner.Write(buffer, index, count));

    public override void WriteLine() => Attempt(inner.WriteLine);

    public override void WriteLine(string? value) => Attempt(() => inner.WriteLine(value));

    public override void Flush() => Attempt(inner.Flush);

    private void Attempt(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException e)
        {
            Failure = e;
        }
        catch (UnauthorizedAccessException e)
        {
            // A descriptor that was closed before the program started.
            Failure = new IOException(e.Message, e);
        }
    }
}
