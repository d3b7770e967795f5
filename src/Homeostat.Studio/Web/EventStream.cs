using System.Globalization;
using System.Text.Json;
using Homeostat.Studio.Sessions;
using Microsoft.AspNetCore.Http;

namespace Homeostat.Studio.Web;

/// <summary>The events of a run as server-sent events, each with its number: a page that comes back says the last that it has seen.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static async Task Send(HttpContext context, Happenings happenings)
    {
        var (response, gone) = (context.Response, context.RequestAborted);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        var next = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last + 1 : 0;
        try
        {
            while (!gone.IsCancellationRequested)
            {
                var (first, events, more) = happenings.From(next);
                foreach (var (happened, n) in events.Select((e, n) => (e, first + n)))
                {
                    await response.WriteAsync(
                        string.Create(CultureInfo.InvariantCulture, $"id: {n}\ndata: {JsonSerializer.Serialize(happened, RunJson.Default.RunEvent)}\n\n"), gone).ConfigureAwait(false);
                }

                next = first + events.Count;
                await response.Body.FlushAsync(gone).ConfigureAwait(false);
                if (await Task.WhenAny(more, Task.Delay(Silence, gone)).ConfigureAwait(false) != more)
                {
                    await response.WriteAsync(": alive\n\n", gone).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The page is gone.
        }
    }
}
