using System.Text.Json;
using System.Text.Json.Serialization;
using Homeostat.Studio.Learning;
using Homeostat.Studio.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Homeostat.Studio.Web;

/// <summary>The requests of pages and of programs: galleries, runs, sessions, acts. docs/studio.md lists them.</summary>
internal static class Api
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The form of JSON in answers and frames.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void MapApi(this IEndpointRouteBuilder routes, SessionList sessions, RunList runs, StudioOptions options)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/gallery", () => Answer(() => new
        {
            options.IsReadOnly,
            Lives = HabitatCatalog.All.Select(h => new { h.Name, h.Description, Bodies = h.Bodies.Keys, Niches = h.Niches.Keys }),
            Loops = Enum.GetValues<Ablation>().Where(a => a != Ablation.None).Select(a => Words.Spell(a)),
            Networks = NetworkCatalog.All.Select(n => new { n.Name, n.Description }),
            Learners = LearnerApi.Offered.Select(name => new { name, ModelCatalog.Find(name).Description }),
            Data = DataAtHand.Catalog(),
        }));
        api.MapGet("/runs", (HttpRequest request) => Answer(() => runs.Table(request.Query["where"])));
        api.MapGet("/run", (string name) => Answer(() => runs.Describe(name)));
        api.MapGet("/compare", (HttpRequest request) => Answer(() => runs.Compare(request.Query["name"])));
        api.MapPost("/run/notes", (string name, HttpRequest request) => Read<RunNotes>(request, notes => runs.Note(name, notes)));
        api.MapGet("/run/picture", (string name, string file) => Guard(() => Task.FromResult(Results.File(Path.GetFullPath(runs.Picture(name, file)), "image/png"))));
        api.MapPost("/run/open", (string name) => Answer(() => Brief(
            sessions.All.FirstOrDefault(s => !s.IsClosed && Path.GetFullPath(s.Folder) == Path.GetFullPath(runs.Find(name))) ?? sessions.Open(runs.Find(name)))));
        api.MapGet("/sessions", () => Answer(() => sessions.All.Select(Brief).ToArray()));
        api.MapPost("/sessions", (HttpRequest request) => Read<NewSession>(request, asked => Brief(asked switch
        {
            { Life: { } life, Lives: { } lives } => sessions.LiveTogether(ColonyApi.SettingsOf(life, lives, asked.Body, asked.Niche, asked.Seed, asked.Against, asked.Ablate)),
            { Life: { } life } => sessions.Live(life, asked.Body, asked.Niche, asked.Seed),
            { Network: { } network } => sessions.Simulate(network, asked.Seed),
            { Learner: { } learner } => sessions.Learn(LearnerApi.SettingsOf(learner, asked.Data, asked.Train, asked.Test, asked.Epochs, asked.Seed)),
            _ => throw new HomeostatException("A new run needs the name of a life, of a network or of a learner."),
        })));
        api.MapCircuits(sessions, runs);
        var one = api.MapGroup("/sessions/{id}");
        one.MapGet("/", (string id) => AnswerAsync(() => Running(sessions, id).Describe()));
        one.MapDelete("/", (string id) => Answer(() =>
        {
            sessions.Close(sessions[id].Id);
            return new { closed = true };
        }));
        one.MapPost("/acts", (string id, HttpRequest request) => ReadAsync<JsonElement>(
            request, async act => new { step = await Running(sessions, id).Do(ActOf(act)).ConfigureAwait(false) }));
        one.MapPost("/control", (string id, HttpRequest request) => ReadAsync<Steering>(request, async steering =>
        {
            Running(sessions, id).Steer(steering);
            if (steering.Trace is { } wanted)
            {
                await Running(sessions, id).Trace(wanted).ConfigureAwait(false);
            }

            return new { done = true };
        }));
        one.MapGet("/arrays", (string id, HttpRequest request) => Guard(async () => Results.Bytes(
            Archive(await Running(sessions, id).Variables().WaitAsync(Patience).ConfigureAwait(false), [.. request.Query["name"]]), "application/octet-stream")));
        one.MapGet("/past", (string id, int points) => AnswerAsync(() => Life(sessions, id).Past(Math.Clamp(points, 1, 5000))));
        one.MapGet("/at", (string id, long age) => AnswerAsync(() => Life(sessions, id).At(age)));
        one.MapPost("/fork", (string id, long age) => AnswerAsync(async () => (object)Brief(await sessions.Fork(Life(sessions, id), age).ConfigureAwait(false))));
        one.MapGet("/weights", (string id) => AnswerAsync(() => (Running(sessions, id) as WatchedNetwork ?? throw new HomeostatException("Only networks have a histogram of weights.")).Weights()));
        ColonyApi.Map(one, sessions);
        LearnerApi.Map(api, one, sessions, runs);
        one.MapGet("/happenings", (string id, HttpContext context) => Guard(async () =>
        {
            await EventStream.Send(context, sessions[id].Happenings).ConfigureAwait(false);
            return Results.Empty;
        }));
        one.MapGet("/socket", (string id, HttpContext context) => Guard(async () =>
        {
            var session = Running(sessions, id);
            if (!context.WebSockets.IsWebSocketRequest)
            {
                throw new HomeostatException("Frames are sent over a WebSocket only.");
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            await session.Frames.Serve(socket, session, context.RequestAborted).ConfigureAwait(false);
            return Results.Empty;
        }));
    }

    /// <summary>The entry of a session in a list.</summary>
    public static object Brief(WatchedSession session) =>
        new { session.Id, session.Kind, session.Title, Name = Path.GetFileName(session.Folder), session.Folder, session.IsClosed, session.Failure };

    /// <summary>The session of a name, which answers.</summary>
    /// <exception cref="HomeostatException">There is none, or it has ended.</exception>
    public static WatchedSession Running(SessionList sessions, string id) => sessions[id] is { IsClosed: false } session ? session
        : throw new HomeostatException($"The run has ended{(sessions[id].Failure is { } why ? $": {why}" : ".")} Its folder is {sessions[id].Folder}.");

    private static WatchedLife Life(SessionList sessions, string id) =>
        Running(sessions, id) as WatchedLife ?? throw new HomeostatException("Only lives have a past that can be looked at.");

    // A file of NumPy with the variables of these names; all if there are none.
    private static byte[] Archive(IReadOnlyDictionary<string, NpyArray> variables, string?[] names)
    {
        if (Array.Find(names, name => !variables.ContainsKey(name!)) is { } unknown)
        {
            throw new HomeostatException($"There is no variable '{(unknown.Length > 100 ? $"{unknown[..100]}..." : unknown)}'; there are {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal))}.");
        }

        using var file = new MemoryStream();
        Npz.Write(file, names.Length == 0 ? variables : names.OfType<string>().Distinct().Select(name => KeyValuePair.Create(name, variables[name])));
        return file.ToArray();
    }

    private static Intervention ActOf(JsonElement json)
    {
        try
        {
            return json.Deserialize(RunJson.Reading<Intervention>()) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new HomeostatException($"This is no act: {e.Message.TrimEnd('.')}. See docs/studio.md for the acts.", e);
        }
    }

    /// <inheritdoc cref="AnswerAsync"/>
    public static Task<IResult> Answer(Func<object> answer) => AnswerAsync(() => Task.FromResult(answer()));

    /// <summary>An answer as JSON, or a sentence that says what the user can mend.</summary>
    public static Task<IResult> AnswerAsync(Func<Task<object>> answer) => Guard(async () => Results.Json(await answer().WaitAsync(Patience).ConfigureAwait(false), Json));

    private static Task<IResult> Read<T>(HttpRequest request, Func<T, object> answer) => ReadAsync<T>(request, asked => Task.FromResult(answer(asked)));

    private static Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, Task<object>> answer) => AnswerAsync(async () =>
    {
        var asked = await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return await answer(asked ?? throw new JsonException("it is null")).ConfigureAwait(false);
    });

    // What the user can mend is told in a sentence.
    private static async Task<IResult> Guard(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfUser(e))
        {
            return Refusal(e);
        }
    }

    private static bool IsOfUser(Exception e) => e is HomeostatException or JsonException or IOException or UnauthorizedAccessException or TimeoutException or ArgumentException;

    private static IResult Refusal(Exception e) => Results.Json(
        new { error = e is JsonException ? $"The request could not be read: {e.Message}" : e is TimeoutException ? "The run has not answered for 20 s." : e.Message },
        Json, statusCode: e is FileNotFoundException ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);

    /// <summary>A run that a page begins.</summary>
    private sealed record NewSession(
        string? Life = null, string? Network = null, string? Body = null, string? Niche = null, ulong Seed = 1,
        long? Lives = null, IReadOnlyList<string>? Against = null, IReadOnlyList<Ablation>? Ablate = null,
        string? Learner = null, string? Data = null, int? Train = null, int? Test = null, int Epochs = LearnerApi.UsualEpochs);
}
