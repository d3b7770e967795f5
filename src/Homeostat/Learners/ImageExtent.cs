namespace Homeostat;

/// <summary>The check that images come in the form in which they are shifted, and at which a circuit with convolutions looks.</summary>
internal static class ImageExtent
{
    /// <summary>Checks that there are images where they are to be shifted, and the channels, rows and columns of the convolutions that read a clamped image.</summary>
    /// <exception cref="HomeostatException">There are no images to shift, or they have another form. With as many values they could be learned, but neighbors in the circuit would be no neighbors in the image.</exception>
    public static void Require(Learner learner, DataSource data, TrainingOptions options)
    {
        Jitter.Require(options, data);
        if (data.Train.Find(DataSource.Image)?.Extent is not { } extent || learner.Train.OfType<Clamp>().FirstOrDefault(clamp => clamp.Stream == DataSource.Image) is not { } clamp)
        {
            return;
        }

        var population = clamp.Variable.Split('.')[0];
        foreach (var projection in learner.Circuit.Projections.Where(projection => projection.Pre == population))
        {
            (int Channels, int Height, int Width)? read = projection.Connectivity switch
            {
                Convolution c => (c.Channels, c.Height, c.Width),
                Pooling p => (p.Channels, p.Height, p.Width),
                _ => null,
            };
            if (read is { } form && form != extent)
            {
                throw new HomeostatException(
                    $"The model '{learner.Name}' reads images of {Describe(form)}, but those of '{data.Name}' have {Describe(extent)}. "
                    + "Give the model the form of the images, such as its channels (--channels 3), or other images.");
            }
        }
    }

    private static string Describe((int Channels, int Height, int Width) form) => $"{form.Channels} channels of {form.Height} rows and {form.Width} columns";
}
