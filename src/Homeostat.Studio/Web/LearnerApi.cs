using Homeostat.Studio.Learning;
using Homeostat.Studio.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Homeostat.Studio.Web;

/// <summary>The requests of the page of a learner.</summary>
internal static class LearnerApi
{
    private const int MostImages = 60, Batch = 100, MostEpochs = 10_000;

    /// <summary>The number of epochs unless another is given.</summary>
    public const int UsualEpochs = 5;

    /// <summary>The models that the home page offers: one of each kind of learning that differs to the eye.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["pc", "ff", "ep", "fa", "ngc-joint", "bp"];

    /// <summary>The settings of a training that a page begins.</summary>
    /// <exception cref="HomeostatException">There is no such model, or a number is out of range.</exception>
    public static LearnSettings SettingsOf(string model, string? data = null, int? train = null, int? test = null, int epochs = UsualEpochs, ulong seed = 1) => new()
    {
        Model = ModelCatalog.Find(model).Name,
        Data = new DataReference(data ?? DataCatalog.Embedded) { Train = train, Test = test, Seed = seed, Rows = ModelCatalog.Find(model).TakesSequences },
        Epochs = epochs is >= 1 and <= MostEpochs ? epochs : throw new HomeostatException($"{epochs} epochs were asked for; give 1 to {MostEpochs}."),
        Batch = Batch,
        Seed = seed,
    };

    public static void Map(IEndpointRouteBuilder api, IEndpointRouteBuilder one, SessionList sessions, RunList runs)
    {
        api.MapGet("/run/curves", (string name) => Api.Answer(() => CurvesOf(runs.Find(name))));
        one.MapGet("/model", (string id) => Ask(id, (look, _) => look.Describe()));
        one.MapGet("/answer", (string id, string pixels) => Ask(id, (look, _) => look.Answer(Pixels(pixels))));
        one.MapGet("/image", (string id, int index) => Ask(id, (look, _) => look.Image(index)));
        one.MapGet("/confusion", (string id, int? images) => Ask(id, (look, _) => look.Confusion(images ?? int.MaxValue)));
        one.MapGet("/confused", (string id, int label, int answer, int? images) => Ask(id, (look, _) => look.Confused(label, answer, images ?? int.MaxValue, MostImages)));
        one.MapGet("/cosine", (string id) => Ask(id, (look, learning) => look.Cosines(learning.Settings)));
        one.MapGet("/dreams", (string id, ulong seed) => Ask(id, (look, _) => look.Dreams(seed)));
        one.MapPost("/baseline", (string id) => Api.Answer(() => Api.Brief(sessions.LearnBaseline(Learning(id)))));

        Task<IResult> Ask(string id, Func<LearnerLook, WatchedLearning, object> question) => Api.AnswerAsync(() =>
        {
            var learning = Learning(id);
            return learning.Ask(look => question(look, learning));
        });

        WatchedLearning Learning(string id) => Api.Running(sessions, id) as WatchedLearning ?? throw new HomeostatException("Only learners answer this.");
    }

    // The events of a run from which its curves are drawn.
    private static object CurvesOf(string folder)
    {
        using var run = RunFolder.Read(folder);
        var events = run.Events();
        return new
        {
            IsFinished = events is [.., Finished],
            Batches = events.OfType<BatchLearned>().Select(e => new { e.Model, e.Epoch, e.BatchesDone, e.FreeEnergy, e.Seconds, e.MultiplyAccumulates, e.Energies }),
            Tests = events.OfType<Tested>().Select(e => new { e.Model, e.Epoch, e.BatchesDone, e.Accuracy, e.Seconds, e.MultiplyAccumulates }),
        };
    }

    private static byte[] Pixels(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64.Replace('-', '+').Replace('_', '/'));
        }
        catch (FormatException e)
        {
            throw new HomeostatException("The pixels of the image could not be read: bytes as Base64 were expected, row after row.", e);
        }
    }
}
