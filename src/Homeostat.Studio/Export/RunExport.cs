using System.Text;
using Homeostat.Studio.Web;

namespace Homeostat.Studio.Export;

/// <summary>A run as one HTML file that a browser shows without a studio and without a network.</summary>
internal static class RunExport
{
    /// <summary>The largest size of a file, in bytes.</summary>
    public const int Largest = 5_000_000;

    // The rest is left to the modules of the pages and to text.
    private const int PicturesBudget = 1_000_000, DataBudget = 2_900_000, LongestStage = 120_000;

    /// <summary>Writes the file of a run.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="path">The path of the file, which is replaced if it is there.</param>
    /// <returns>The size in bytes, and sentences about what did not fit.</returns>
    /// <exception cref="HomeostatException">The run holds nothing that can be shown yet, or a file of it is damaged.</exception>
    public static (long Bytes, IReadOnlyList<string> LeftOut) Write(RunFolder folder, string path)
    {
        var html = Html(folder, out var leftOut);
        AtomicFile.Write(path, html);
        return (Encoding.UTF8.GetByteCount(html), leftOut);
    }

    /// <summary>The text of the file of a run.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="leftOut">Sentences about what did not fit.</param>
    public static string Html(RunFolder folder, out IReadOnlyList<string> leftOut)
    {
        var circuit = CircuitOf(folder);

        // Text is of any length, such as that of events: what takes most is thinned until all fits.
        for (var budget = DataBudget; ; budget /= 2)
        {
            var sentences = new List<string>();
            var run = RunReader.Read(folder.Path);
            var pictures = Pictures(folder.Path, Math.Min(budget, PicturesBudget), sentences);
            var html = PageBundle.Html($"{run.Title}: {run.Name}", new
            {
                Run = RunDescription.Of(run, pictures.Keys),
                Pictures = pictures,
                Acts = folder.Events().OfType<Acted>().Select(a => new { a.Step, Act = (object)System.Text.Json.JsonSerializer.SerializeToElement(a.Act, RunJson.Default.Intervention) }),
                Life = folder is RunFolder<LiveSettings> { Settings.Seeds: null } life ? ExportedLife.Of(life, budget, sentences) : null,
                Network = folder is RunFolder<SimulateSettings> network ? ExportedNetwork.Of(network, budget, sentences) : null,
                Learner = folder is RunFolder<LearnSettings> learner ? ExportedLearner.Of(learner) : null,
                Circuit = circuit,
                LeftOut = sentences,
            });
            if (Encoding.UTF8.GetByteCount(html) <= Largest)
            {
                leftOut = sentences;
                return html;
            }

            if (budget < 1000)
            {
                throw new HomeostatException($"{folder.Path}: the run does not fit into a file of {Largest / 1_000_000} MB, as its settings, notes or acts are too long.");
            }
        }
    }

    private static Dictionary<string, string> Pictures(string folder, int budget, List<string> leftOut)
    {
        var pictures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in RunList.PicturesIn(folder))
        {
            // Base64 has 4 characters for 3 bytes.
            if ((budget -= (int)Math.Min(int.MaxValue / 2, file.Length / 3 * 4)) >= 0)
            {
                pictures[file.Name] = $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file.FullName))}";
            }
            else
            {
                leftOut.Add($"The picture {file.Name} did not fit into this file.");
                budget = 0;
            }
        }

        return pictures;
    }

    // A run without a circuit, such as a training that was never saved, is shown without one.
    private static object? CircuitOf(RunFolder folder)
    {
        try
        {
            var model = InspectedModel.Of(folder);
            return new
            {
                About = CircuitApi.Describe(model),
                Stages = model.Stages.ToDictionary(stage => Words.Spell(stage), stage => InspectedText.Of(model, stage) is { Whole.Length: <= LongestStage } text
                    ? text : new InspectedText($"This stage is too long for a file. To read it: homeostat inspect {model.Name} --stage {Words.Spell(stage)}", new Dictionary<string, string>())),
                Cost = CircuitApi.Costs(model),
            };
        }
        catch (HomeostatException)
        {
            return null;
        }
    }
}
