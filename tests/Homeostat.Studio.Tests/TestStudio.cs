using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Homeostat.Studio.Tests;

/// <summary>A studio with a runs folder of its own, and a client that has its token.</summary>
internal sealed class TestStudio : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private readonly StudioOptions _options;

    private TestStudio(DirectoryInfo folder, StudioOptions options, StudioServer server)
    {
        (_folder, _options, Server) = (folder, options, server);
        Client = new HttpClient { BaseAddress = Root };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public StudioServer Server { get; private set; }

    public HttpClient Client { get; }

    public string Runs => Path.Combine(_folder.FullName, "runs");

    public Uri Root => new(Server.Address.GetLeftPart(UriPartial.Authority));

    public string Token => Server.Address.Query["?token=".Length..];

    public static async Task<TestStudio> StartAsync(bool isReadOnly = false, int port = 0, bool keepsToken = false)
    {
        var folder = Directory.CreateTempSubdirectory("homeostat-studio-");
        var options = new StudioOptions
        {
            Runs = Path.Combine(folder.FullName, "runs"), IsReadOnly = isReadOnly, Port = port, TokenFile = keepsToken ? Path.Combine(folder.FullName, "kept", "token") : null,
        };
        return new TestStudio(folder, options, await StudioServer.StartAsync(options));
    }

    /// <summary>Starts the studio again after its server has stopped, at the same port.</summary>
    public async Task StartAgainAsync() => Server = await StudioServer.StartAsync(_options with { Port = Root.Port });

    public async Task<JsonElement> Get(string path) => await Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public async Task<(int Status, JsonElement Answer)> Post(string path, object body)
    {
        using var response = await Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Waits until something holds of what the server answers.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds, string what, int seconds = 30)
    {
        for (var n = 0; n < 20 * seconds; n++)
        {
            if (await look() is { } seen && holds(seen))
            {
                return seen;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"This did not come: {what}.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
