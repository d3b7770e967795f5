using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Homeostat.Studio.Sessions;

namespace Homeostat.Studio.Streams;

/// <summary>
/// The frames of a run for all pages that watch it. As long as there is a page, the run is asked for its state 30 times in a second, once for all pages. A page
/// that is too slow misses whole frames and is told how many; the run never waits.
/// </summary>
internal sealed class FrameBroadcast : IDisposable
{
    private const int MostClients = 64, LongestMessage = 4096;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1.0 / 30);

    private readonly ConcurrentDictionary<Client, bool> _clients = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private Task? _sampling;

    /// <summary>Sends frames over a socket until the page or the run closes it.</summary>
    public async Task Serve(WebSocket socket, WatchedSession session, CancellationToken cancellation)
    {
        if (_clients.Count >= MostClients)
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, $"{MostClients} pages watch this run already.", cancellation).ConfigureAwait(false);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _over.Token);
        var client = new Client();
        _clients[client] = true;
        lock (_lock)
        {
            if (_sampling?.IsCompleted != false)
            {
                _sampling = Task.Run(() => SampleAsync(session), CancellationToken.None);
            }
        }

        try
        {
            var listening = ListenAsync(socket, client, ended);
            await foreach (var frames in client.Frames.Reader.ReadAllAsync(ended.Token).ConfigureAwait(false))
            {
                foreach (var frame in frames)
                {
                    await SendAsync(frame).ConfigureAwait(false);
                }

                if (client.TakeMissed() is > 0 and var missed)
                {
                    await SendAsync(Frame.Of(new { missed })).ConfigureAwait(false);
                }
            }

            await listening.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
            // The page is gone, or the studio ends.
        }
        finally
        {
            _clients.TryRemove(client, out _);
        }

        async Task SendAsync(Frame frame) => await socket.SendAsync(
            frame.Bytes, frame.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, ended.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    // Pages ask by HTTP and only listen here; whatever one sends is answered by a sentence, and something long ends the connection.
    private static async Task ListenAsync(WebSocket socket, Client client, CancellationTokenSource ended)
    {
        var buffer = new byte[LongestMessage];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, ended.Token).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
                await ended.CancelAsync().ConfigureAwait(false);
                return;
            }

            if (!received.EndOfMessage)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "The studio reads no long messages here.", CancellationToken.None).ConfigureAwait(false);
                await ended.CancelAsync().ConfigureAwait(false);
                return;
            }

            client.Offer([Frame.Of(new { error = "This socket only sends. Acts are POST requests: see docs/studio.md." })]);
        }
    }

    private async Task SampleAsync(WatchedSession session)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (!_clients.IsEmpty && await timer.WaitForNextTickAsync(_over.Token).ConfigureAwait(false))
            {
                var frames = await session.Sample(_over.Token).ConfigureAwait(false);
                foreach (var client in _clients.Keys)
                {
                    client.Offer(frames);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The run is closed.
        }
    }

    private sealed class Client
    {
        private int _missed;

        public Client() => Frames = Channel.CreateBounded<IReadOnlyList<Frame>>(
            new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Interlocked.Increment(ref _missed));

        public Channel<IReadOnlyList<Frame>> Frames { get; }

        public void Offer(IReadOnlyList<Frame> frames) => Frames.Writer.TryWrite(frames);

        public int TakeMissed() => Interlocked.Exchange(ref _missed, 0);
    }
}
