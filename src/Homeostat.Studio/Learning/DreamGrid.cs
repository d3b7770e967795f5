namespace Homeostat.Studio.Learning;

/// <summary>Dreams of a generative learner, a row for each class.</summary>
internal static class DreamGrid
{
    // Few causes are remembered, so that a page has its dreams within seconds; 'homeostat dream' remembers more.
    private const int Columns = 8, Remembered = 600, RememberedOfClass = 150, Components = 10, ComponentsOfClass = 3;
    private const double Ridge = 1e-4;

    /// <summary>Dreams of each class: a learner with labels draws causes that it takes for the class, another remembers images of the class alone.</summary>
    /// <param name="training">The training.</param>
    /// <param name="data">The data, which are images.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="seed">The seed of the memory and of the dreams.</param>
    /// <param name="bytes">The gray values of the pixels of an image.</param>
    /// <exception cref="HomeostatException">The learner does not generate images from causes.</exception>
    public static IReadOnlyList<object> Of(Training training, DataSource data, IReadOnlyList<string> classes, ulong seed, Func<double[], byte[]> bytes)
    {
        var imagination = new Imagination(training);
        var images = data.Images?.Train ?? throw new HomeostatException($"{data.Name} are no images, so that there is nothing to dream of.");
        var memory = imagination.TellsClasses ? Memory(images.Sample(Remembered, seed), Components) : null;
        return [.. classes.Select((name, label) => Row(name, () => memory is not null
            ? imagination.Draw(memory, label, Columns, seed)
            : Memory(OfClass(label), ComponentsOfClass).Sample(Columns, seed)))];

        object Row(string name, Func<double[,]> causes)
        {
            try
            {
                var painted = imagination.Paint(causes());
                return new { name, Images = Enumerable.Range(0, Columns).Select(n => bytes(painted.Row(n).ToArray())).ToArray(), Said = (string?)null };
            }
            catch (HomeostatException e)
            {
                // A class that was hardly seen leaves the others their dreams.
                return new { name, Images = Array.Empty<byte[]>(), Said = (string?)e.Message };
            }
        }

        GaussianMixture Memory(LabeledImages remembered, int components) => GaussianMixture.Fit(
            imagination.Causes(remembered), new MixtureOptions { Components = Math.Min(components, remembered.Count), Ridge = Ridge, Seed = seed });

        LabeledImages OfClass(int label) => images.Select([.. Enumerable.Range(0, images.Count).Where(i => images.Label(i) == label).Take(RememberedOfClass)]) is { Count: > 0 } some
            ? some
            : throw new HomeostatException($"{data.Name} have no training images of class {label} to remember.");
    }
}
