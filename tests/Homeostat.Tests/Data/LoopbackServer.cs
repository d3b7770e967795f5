using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Homeostat.Tests.Data;

/// <summary>What a test server was asked for: the path, and the first byte of a range, or null.</summary>
internal readonly record struct Request(string Path, long? From);

/// <summary>What it answers: status, announced length (null: none), Content-Range, body; then, at times, silence.</summary>
internal sealed record Answer(int Status, byte[] Body, long? Length = null, string? ContentRange = null, bool Stalls = false)
{
    /// <summary>As a good server does: all of the file, or the rest of it where a range is asked for.</summary>
    public static Answer Whole(byte[] file, Request request) => request.From is { } from
        ? new(206, file[(int)from..], file.Length - from, $"bytes {from}-{file.Length - 1}/{file.Length}")
        : new(200, file, file.Length);
}

/// <summary>A server on this machine that answers as a test says, byte for byte: also the way a broken one does.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Answer> _answer;

    public LoopbackServer(Func<Request, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = Task.Run(Serve);
    }

    public Uri Address { get; }

    public List<Request> Requests { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                try
                {
                    await Respond(client.GetStream());
                }
                catch (IOException)
                {
                    // The client has had enough and closed the connection.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Respond(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
        long? from = null;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = long.Parse(header["Range: bytes=".Length..].TrimEnd('-'));
            }
        }

        var request = new Request(path, from);
        lock (Requests)
        {
            Requests.Add(request);
        }

        var answer = _answer(request);
        var head = $"HTTP/1.1 {answer.Status} Test\r\nConnection: close\r\n";
        head += answer.Length is { } length ? $"Content-Length: {length}\r\n" : "";
        head += answer.ContentRange is { } range ? $"Content-Range: {range}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), _stop.Token);
        await stream.WriteAsync(answer.Body, _stop.Token);
        if (answer.Stalls)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }
}
