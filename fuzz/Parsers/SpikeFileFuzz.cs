namespace Homeostat.Fuzz;

/// <summary>Files of spikes.</summary>
internal sealed class SpikeFileFuzz() : FileFuzz(".spikes")
{
    public override string Name => "spike-files";

    public override string Summary => "files of spikes";

    protected override void ReadFile(string path)
    {
        Attempt(() => _ = SpikeFile.Read(path));
        Attempt(() => _ = SpikeFile.Read(path, from: 0.001, to: 0.002));
        Attempt(() => SpikeFile.Append(path, 40, 1e-4, 20).Dispose());
    }

    protected override IEnumerable<byte[]> Sources()
    {
        foreach (var count in new[] { 0, 1, 50 })
        {
            var path = Place($"source-{count}.spikes");
            var random = new Random(count);
            using (var file = SpikeFile.Create(path, 40, 1e-4))
            {
                for (var step = 0; step < count; step++)
                {
                    file.Add(step, [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(40)).Distinct()]);
                }

                file.Complete(end: 100);
            }

            yield return File.ReadAllBytes(path);
        }
    }
}
