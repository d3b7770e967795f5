using Homeostat.Studio.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Homeostat.Studio.Web;

/// <summary>The requests for circuits: of the catalogs, of runs that go on, and of runs in the folder.</summary>
internal static class CircuitApi
{
    // A plan needs the memory of the circuit: one is made at a time.
    private static readonly SemaphoreSlim One = new(1);

    public static void MapCircuits(this IEndpointRouteBuilder api, SessionList sessions, RunList runs)
    {
        api.MapGet("/circuits", () => Api.Answer(() => new
        {
            Learners = ModelCatalog.All.Select(m => new { m.Name, m.Description, Bodies = Array.Empty<string>() }),
            Networks = NetworkCatalog.All.Select(n => new { n.Name, n.Description, Bodies = Array.Empty<string>() }),
            Lives = HabitatCatalog.All.Select(h => new { h.Name, h.Description, Bodies = h.Bodies.Keys }),
        }));
        var circuit = api.MapGroup("/circuit");
        circuit.MapGet("/", ([AsParameters] Asked asked) => Api.AnswerAsync(async () => Describe(await Find(asked).ConfigureAwait(false))));
        circuit.MapGet("/stage", ([AsParameters] Asked asked, string stage) => Compute(asked, model => InspectedText.Of(model, StageOf(stage))));
        circuit.MapGet("/cost", ([AsParameters] Asked asked) => Compute(asked, Costs));

        Task<InspectedModel> Find(Asked asked) => asked switch
        {
            { Model: { } model } => Task.Run(() => InspectedModel.Find(model, asked.Body)),
            { Session: { } session } => Api.Running(sessions, session).Inspect(),
            { Run: { } run } => Task.Run(() =>
            {
                using var folder = RunFolder.Read(runs.Find(run));
                return InspectedModel.Of(folder);
            }),
            _ => throw new HomeostatException("A circuit is asked for by the name of a model, by a session or by a run."),
        };

        Task<IResult> Compute(Asked asked, Func<InspectedModel, object> answer) => Api.AnswerAsync(async () =>
        {
            var model = await Find(asked).ConfigureAwait(false);
            return await Task.Run(async () =>
            {
                await One.WaitAsync().ConfigureAwait(false);
                try
                {
                    return answer(model);
                }
                finally
                {
                    One.Release();
                }
            }).ConfigureAwait(false);
        });
    }

    /// <summary>The populations and projections of a circuit, and the stages that its model has.</summary>
    public static object Describe(InspectedModel model) => new
    {
        model.Name,
        Circuit = model.Circuit.Name,
        model.Circuit.TimeStep,
        IsLearner = model.Learner is not null,
        Stages = model.Stages.Select(stage => Words.Spell(stage)),
        Populations = model.Circuit.Populations.Select(p => new { p.Name, p.Size }),
        Projections = model.Circuit.Projections.Select(p => new { p.Name, p.Pre, p.Post, From = p.Pre.Split('[')[0], To = p.Post.Split('[')[0], Connectivity = p.Connectivity.ToString(), p.IsCut }),
    };

    /// <summary>The costs of the parts of a circuit.</summary>
    public static object Costs(InspectedModel model) => model.CostOfParts().ToDictionary(
        part => part.Key, part => new { part.Value.MultiplyAccumulates, part.Value.Operations, part.Value.Bytes });

    private static InspectedStage StageOf(string text) => Enum.GetValues<InspectedStage>().Cast<InspectedStage?>().FirstOrDefault(stage => Words.Spell(stage!.Value) == text)
        ?? throw new HomeostatException($"There is no stage '{text}'; there are {string.Join(", ", Enum.GetValues<InspectedStage>().Select(stage => Words.Spell(stage)))}.");

    /// <summary>The circuit that a page asks for: one of a model, a session and a run.</summary>
    private sealed record Asked(string? Model = null, string? Body = null, string? Session = null, string? Run = null);
}
