using System.Net;
using Homeostat.Studio.Sessions;
using Homeostat.Studio.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homeostat.Studio;

/// <summary>The web server of the studio: pages, requests, and the runs that they watch.</summary>
internal sealed class StudioServer : IAsyncDisposable
{
    private const int LargestBody = 64 * 1024, MostConnections = 256;

    private readonly WebApplication _app;
    private readonly RunList _runs;

    private StudioServer(WebApplication app, SessionList sessions, RunList runs, Uri address) => (_app, Sessions, _runs, Address) = (app, sessions, runs, address);

    /// <summary>The runs that pages can watch.</summary>
    public SessionList Sessions { get; }

    /// <summary>The address with the token, as a browser has to open it once.</summary>
    public Uri Address { get; }

    /// <summary>Starts the server.</summary>
    /// <exception cref="HomeostatException">The port is taken, or the host is no address of this machine.</exception>
    public static async Task<StudioServer> StartAsync(StudioOptions options)
    {
        if (!IPAddress.TryParse(options.Host, out var host))
        {
            throw new HomeostatException($"'{options.Host}' is no address, such as 127.0.0.1 or 0.0.0.0.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostConnections;
            kestrel.Listen(host, options.Port);
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        var token = StudioToken.Of(options.TokenFile);
        var (gate, sessions, runs) = (new Gate(token, options.IsReadOnly), new SessionList(options), new RunList(options.Runs));
        app.Use(next => context => gate.Pass(context, next));
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20) });
        app.MapPages();
        app.MapApi(sessions, runs, options);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new HomeostatException($"The studio cannot listen on port {options.Port}: {e.Message.TrimEnd('.')}. Give another by --port, or none for any that is free.", e);
        }

        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        gate.Open(bound.Port, options.Host);
        return new StudioServer(app, sessions, runs, new Uri($"http://{(IPAddress.IsLoopback(host) ? "localhost" : options.Host)}:{bound.Port}/?token={token}"));
    }

    /// <summary>Ends all runs, saves their states, and stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _runs.Dispose();
    }
}
