using System.Net;
using System.Net.WebSockets;
using CsCheck;
using Homeostat.Studio.Web;

namespace Homeostat.Studio.Tests;

public class GateTests
{
    [Fact]
    public async Task Without_the_token_nothing_is_shown()
    {
        await using var studio = await TestStudio.StartAsync();
        using var stranger = new HttpClient { BaseAddress = studio.Root };
        foreach (var path in new[] { "", "app.js", "api/runs", "api/sessions/1/socket", "api/gallery?token=guess" })
        {
            using var response = await stranger.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public void A_kept_token_is_read_by_its_user_alone_and_made_anew_if_it_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("homeostat-token-");
        try
        {
            var file = Path.Combine(folder.FullName, "new", "token");
            var token = StudioToken.Of(file);
            Assert.Equal(token, StudioToken.Of(file));
            Assert.NotEqual(token, StudioToken.Of(null));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
                Assert.Contains("other users can read the token", Assert.Throws<HomeostatException>(() => StudioToken.Of(file)).Message, StringComparison.Ordinal);
            }

            File.WriteAllText(file, "short");
            Assert.Matches("^[0-9a-f]{32}$", StudioToken.Of(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_token_in_the_address_becomes_a_cookie_that_other_sites_cannot_send()
    {
        await using var studio = await TestStudio.StartAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = studio.Root };
        using var response = await browser.GetAsync(new Uri($"?token={studio.Token}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        using var next = await browser.GetAsync(response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Contains("default-src 'self'", Assert.Single(next.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_host_or_origin_is_refused_in_spite_of_the_token(string header, string value)
    {
        await using var studio = await TestStudio.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/gallery");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await studio.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_socket_is_refused_to_another_origin()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {studio.Token}");
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://localhost:{studio.Root.Port}/api/sessions/1/socket"), CancellationToken.None));
    }

    [Fact]
    public async Task A_socket_that_sends_nonsense_is_answered_and_a_long_message_ends_it()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {studio.Token}");
        await socket.ConnectAsync(new Uri($"ws://localhost:{studio.Root.Port}/api/sessions/1/socket"), CancellationToken.None);
        await socket.SendAsync("\0{nonsense"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[65536];
        var said = "";
        for (var n = 0; n < 100 && !said.Contains("only sends", StringComparison.Ordinal); n++)
        {
            said = System.Text.Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, CancellationToken.None)).Count);
        }

        Assert.Contains("only sends", said, StringComparison.Ordinal);
        await socket.SendAsync(new byte[100_000], WebSocketMessageType.Binary, true, CancellationToken.None);
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        }
        while (received.MessageType != WebSocketMessageType.Close);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, received.CloseStatus);
        Assert.Equal(1, (await studio.Get("api/sessions")).GetArrayLength());
    }

    [Fact]
    public async Task A_studio_for_reading_only_changes_nothing()
    {
        await using var studio = await TestStudio.StartAsync(isReadOnly: true);
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        using var acted = await studio.Client.PostAsync(new Uri("api/sessions/1/acts", UriKind.Relative), new StringContent("{\"act\":\"feed\",\"energy\":1}"));
        using var begun = await studio.Client.PostAsync(new Uri("api/sessions", UriKind.Relative), new StringContent("{\"life\":\"thermostat\"}"));
        using var closed = await studio.Client.DeleteAsync(new Uri("api/sessions/1", UriKind.Relative));
        Assert.All(new[] { acted, begun, closed }, response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
        Assert.Equal(1, (await studio.Get("api/sessions")).GetArrayLength());
    }

    [Fact]
    public async Task No_path_leads_out_of_the_folder_of_runs()
    {
        await using var studio = await TestStudio.StartAsync();
        Directory.CreateDirectory(studio.Runs);
        var outside = Directory.CreateDirectory(Path.Combine(studio.Runs, "..", "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "settings.json"), "{}");
        File.WriteAllBytes(Path.Combine(outside, "secret.png"), [1, 2, 3]);
        Directory.CreateSymbolicLink(Path.Combine(studio.Runs, "link"), outside);
        var inside = Directory.CreateDirectory(Path.Combine(studio.Runs, "inside")).FullName;
        File.WriteAllText(Path.Combine(inside, "settings.json"), "{}");
        File.CreateSymbolicLink(Path.Combine(inside, "link.png"), Path.Combine(outside, "secret.png"));
        string[] pieces = ["..", "../outside", "link", "inside", "%2e%2e", "..%2foutside", "%5c..%5coutside", outside, "/", "\\", ".", "~", "%00", "secret.png", "link.png", "settings.json", new string('a', 5000)];
        var piece = Gen.Int[0, pieces.Length - 1].Select(n => pieces[n]);
        var paths = new List<(string Name, string File)>();
        Gen.Select(piece.List[1, 4], piece).Sample((names, file) => paths.Add((string.Join('/', names), file)), iter: 300, threads: 1);
        foreach (var (name, file) in paths)
        {
            foreach (var path in new[]
            {
                $"api/run/picture?name={name}&file={file}", $"api/run/picture?name={Uri.EscapeDataString(name)}&file={Uri.EscapeDataString(file)}",
                $"api/compare?name=inside&name={Uri.EscapeDataString($"{name}/{file}")}",
            })
            {
                using var response = await studio.Client.GetAsync(new Uri(studio.Root, path));
                Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.RequestUriTooLong });
            }
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        await using var first = await TestStudio.StartAsync();
        var taken = await Assert.ThrowsAsync<HomeostatException>(() => TestStudio.StartAsync(port: first.Root.Port));
        Assert.Contains("--port", taken.Message, StringComparison.Ordinal);
    }
}
