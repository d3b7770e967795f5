using Homeostat.Studio.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Homeostat.Studio.Web;

/// <summary>The requests of the page of a colony.</summary>
internal static class ColonyApi
{
    /// <summary>The settings of a colony that a page begins.</summary>
    /// <exception cref="HomeostatException">There is no such life, or the number of lives is out of range.</exception>
    public static LiveSettings SettingsOf(
        string life, long lives, string? body, string? niche, ulong seed, IReadOnlyList<string>? against = null, IReadOnlyList<Ablation>? ablate = null)
    {
        var habitat = HabitatCatalog.Find(life);
        return new()
        {
            Habitat = habitat.Name,
            Body = body,
            Against = against,
            Niche = niche,
            Steps = habitat.Steps,
            Seed = seed,
            Seeds = lives is >= 1 and <= WatchedColony.MostLives ? (int)lives
                : throw new HomeostatException(FormattableString.Invariant($"{lives} lives were asked for; give 1 to {WatchedColony.MostLives}.")),
            Ablate = ablate ?? [],
        };
    }

    public static void Map(IEndpointRouteBuilder one, SessionList sessions)
    {
        one.MapGet("/survival", (string id) => Api.AnswerAsync(async () => await Colony(id).Survival().ConfigureAwait(false)));
        one.MapPost("/individual", (string id, int life) => Api.AnswerAsync(async () => Api.Brief(await sessions.Single(Colony(id), life).ConfigureAwait(false))));

        WatchedColony Colony(string id) => Api.Running(sessions, id) as WatchedColony ?? throw new HomeostatException("Only a colony has survival curves and individuals.");
    }
}
