using System.Globalization;

namespace Homeostat;

/// <summary>Fills the streams of a compiled schedule from data of the same names.</summary>
internal sealed class Feed
{
    private readonly string _learner;
    private readonly string _data;
    private readonly (string Name, Matrix Values)[] _streams;

    public Feed(Simulation simulation, Plan plan, string learner, string data)
    {
        (_learner, _data) = (learner, data);
        _streams = [.. plan.Streams.Keys.Order(StringComparer.Ordinal).Select(name => (name, simulation.Stream(plan, name)))];
    }

    /// <summary>Checks that every stream of the schedule can be filled.</summary>
    /// <exception cref="HomeostatException">The data have no such stream, or its size differs; the message names the stream.</exception>
    public void Require(DataPart part)
    {
        foreach (var (name, values) in _streams)
        {
            var source = part.Find(name) ?? throw new HomeostatException(
                $"The model '{_learner}' clamps the stream '{name}', which the data '{_data}' does not have: it has {part.Describe()}. "
                + "Add the stream to the data, or clamp one of those.");
            if (source.Size != values.Columns)
            {
                throw new HomeostatException(
                    $"The model '{_learner}' clamps {values.Columns} units to the stream '{name}', but '{_data}' has {source.Describe()}. "
                    + $"Give the population {source.Size} units, or use data of {values.Columns}.");
            }
        }
    }

    /// <summary>Writes one row of each stream for each sample.</summary>
    /// <param name="part">The data that the values come from.</param>
    /// <param name="samples">The indices of the samples.</param>
    /// <param name="amplified">The stream whose values are multiplied; null for none.</param>
    /// <param name="factor">The factor by which the values of that stream are multiplied.</param>
    /// <param name="jitter">The shifts of the images; null for none.</param>
    /// <exception cref="HomeostatException">A value is infinite or not a number.</exception>
    public void Fill(DataPart part, ReadOnlySpan<int> samples, string? amplified = null, double factor = 1, Jitter? jitter = null)
    {
        foreach (var (name, values) in _streams)
        {
            var source = part[name];
            for (var row = 0; row < samples.Length; row++)
            {
                if (values.Type == ElementType.Float32)
                {
                    var to = values.Row<float>(row);
                    source.CopyTo(samples[row], to);
                    Finish(to, source, name, samples[row]);
                }
                else
                {
                    var to = values.Row<double>(row);
                    source.CopyTo(samples[row], to);
                    Finish(to, source, name, samples[row]);
                }
            }
        }

        void Finish<T>(Span<T> row, DataArray source, string name, int sample)
            where T : struct, System.Numerics.IFloatingPointIeee754<T>
        {
            if (source.MayBeInfinite)
            {
                RequireFinite<T>(row, source, name, sample);
            }

            if (name == DataSource.Image && jitter is { } shifts)
            {
                var ((_, height, width), (right, down)) = (source.Extent!.Value, shifts.Of(sample));
                Jitter.Shift(row, height, width, right, down, T.CreateTruncating(source.Black));
            }

            if (name == amplified && factor != 1)
            {
                var by = T.CreateTruncating(factor);
                foreach (ref var value in row)
                {
                    value *= by;
                }
            }
        }
    }

    private void RequireFinite<T>(ReadOnlySpan<T> row, DataArray source, string name, int sample)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (!T.IsFinite(row[i]))
            {
                throw new HomeostatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The data '{_data}' holds {row[i]} in sample {sample} of the stream '{name}', {source.Place(i)}: a finite number was expected. "
                    + $"Nothing was learned from the batch; mend the data."));
            }
        }
    }
}
