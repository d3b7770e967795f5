using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>Lets a trained model imagine: dreams from its memory and of every class, a walk between two images, repaired images, fields, surprise, the likelihood of test images.</summary>
internal sealed class DreamSession(RunFolder<LearnSettings> folder, DreamSettings settings, TextWriter output, CancellationToken stop)
{
    private const int Columns = 10;

    /// <returns>The exit code.</returns>
    public int Run()
    {
        var data = folder.Settings.Data.Load(cancellation: stop);
        using var training = Checkpoint.Read(folder.Path).Resume(data);
        var imagination = new Imagination(training);
        Requires(data);
        var album = new DreamAlbum(folder);

        // A model that tells classes remembers all images, and draws the causes of a class from them.
        var conditions = imagination.TellsClasses ? null : settings.Class;
        var memory = new DreamMemory(folder, settings with { Memory = settings.Memory with { Class = conditions } }, imagination, data.Train, output);
        if (settings.Walk.Count > 0)
        {
            DreamWalk.Draw(album, imagination, memory, data.Test, settings);
        }

        if (settings.Complete != CoveredPart.Nothing)
        {
            DreamRepair.Complete(album, imagination, data.Test, settings, output);
        }

        if (settings.Denoise is { } fraction)
        {
            DreamRepair.Denoise(album, imagination, data.Test, fraction, settings.Seed, output);
        }

        if (settings.Fields)
        {
            DreamFields.Draw(album, imagination, data.Test, output);
        }

        if (settings.Surprise)
        {
            DreamSurprise.Draw(album, imagination, training, data.Test, output);
        }

        if (settings.Samples > 0)
        {
            Dream(album, imagination, memory, data.Train);
        }

        if (settings.ByClass)
        {
            DreamClasses.Draw(album, imagination, memory, data.Train);
        }

        if (settings.Draws > 0)
        {
            var mixture = memory.Mixture(album);
            var start = Stopwatch.GetTimestamp();
            var likelihood = imagination.LogLikelihood(mixture, data.Test, settings.Draws, settings.Seed);
            output.WriteLine(FormattableString.Invariant(
                $"log p of {data.Test.Count} test images: {likelihood.Nats:F2} nats ({likelihood.Draws} draws; {likelihood.EffectiveDraws:F1} effective; {likelihood.WithoutDivision:F2} in the form that adds log n; {Words.Seconds(Stopwatch.GetElapsedTime(start).TotalSeconds)})."));
        }

        if (settings.Annealed > 0)
        {
            var images = data.Test.Take(Math.Min(settings.Annealed, data.Test.Count));
            var likelihood = imagination.AnnealedLogLikelihood(memory.Mixture(album), images, seed: settings.Seed);
            output.WriteLine(FormattableString.Invariant(
                $"log p of {images.Count} test images by annealed importance sampling: {likelihood.Nats:F2} nats ({likelihood.Draws} chains; {likelihood.EffectiveDraws:F1} effective). Of two estimates the larger is the better."));
        }

        output.WriteLine($"Written to {folder.Path}: {album.Close()}.");
        return ExitCode.Success;
    }

    private void Requires(ImageSet data)
    {
        if (settings.Walk.Append(settings.Class ?? 0).FirstOrDefault(c => c < 0 || c >= data.Classes, -1) is >= 0 and var missing)
        {
            throw new HomeostatException($"There is no class {missing} in {data.Name}: its classes are 0 to {data.Classes - 1}.");
        }
    }

    private void Dream(DreamAlbum album, Imagination imagination, DreamMemory memory, LabeledImages like)
    {
        var dreams = imagination.Paint(memory.Causes(album, settings.Class, settings.Samples));
        album.Draw("dreams.png", $"Dreams of {folder.Settings.Model}{(settings.Class is { } c ? $" of class {c}" : "")}", DreamAlbum.Images(dreams), like, Columns);
        album.Keep("dreams", dreams);
    }
}
