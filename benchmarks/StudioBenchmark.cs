using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Homeostat.Runs;
using Homeostat.Studio;
using Homeostat.Studio.Sessions;
using Homeostat.Studio.Streams;

namespace Homeostat.Benchmarks;

/// <summary>What it costs a network to be watched, by the same network in turn without the studio, and how many frames of 20,000 spikes reach a page.</summary>
internal sealed class StudioBenchmark : IBenchmark
{
    private const double Seconds = 100;
    private const int Rounds = 12;
    private static readonly TimeSpan FrameTest = TimeSpan.FromSeconds(5);

    public string Name => "studio";

    public string Summary => "CUBA on one thread, watched by 0, 1 and 50 pages, against CUBA without the studio; frames of 20,000 spikes a second";

    public void Run(Settings settings, Report report)
    {
        int?[] watchers = [null, 0, 1, 50];
        var (times, ratios) = (watchers.Select(_ => new Samples()).ToArray(), watchers.Select(_ => new Samples()).ToArray());
        for (var round = 0; round <= Rounds; round++)
        {
            // The order changes from round to round, as what comes first may find the machine in another state.
            var now = new double[watchers.Length];
            for (var n = 0; n < watchers.Length; n++)
            {
                var turn = (n + round) % watchers.Length;
                now[turn] = Simulate(watchers[turn]).GetAwaiter().GetResult();
            }

            for (var n = 0; n < watchers.Length && round > 0; n++)
            {
                times[n].Add(now[n]);
                ratios[n].Add(now[n] / now[0]);
            }
        }

        for (var n = 0; n < watchers.Length; n++)
        {
            report.Add(watchers[n] is { } pages ? $"with the studio, {pages} pages" : "without the studio", $"{Seconds.ToString(CultureInfo.InvariantCulture)} s of CUBA", "s", times[n]);
        }

        foreach (var (pages, ratio) in watchers.Zip(ratios).Skip(1))
        {
            report.AddRatio($"time of the engine with {pages} pages, over that without the studio in the same round (median)", ratio.Median);
        }

        var frames = Frames().GetAwaiter().GetResult();
        report.AddCheck("25 frames of 20,000 spikes a second reach a page", frames >= 25, string.Create(CultureInfo.InvariantCulture, $"{frames:F1} frames a second"));
    }

    private static async Task<double> Simulate(int? pages)
    {
        var root = Directory.CreateTempSubdirectory("homeostat-studio-benchmark-");
        try
        {
            var settings = new SimulateSettings { Network = "cuba", Seconds = Seconds, Seed = 1, Threads = 1 };
            using var folder = RunFolder.Create(Path.Combine(root.FullName, "run"), settings);
            if (pages is null)
            {
                using var control = new Control<SimulationSession>();
                return Time(root, () => new SimulationSession(folder, new SilentReport(), control, default).Run());
            }

            await using var studio = await StudioServer.StartAsync(new StudioOptions { Runs = root.FullName });
            using var stop = new CancellationTokenSource();
            var watched = studio.Sessions.Add(id => new WatchedNetwork(folder, null, stop.Token) { Id = id, LingersAtEnd = false });
            watched.Steer(new Steering(Speed: 0));
            var sockets = await Task.WhenAll(Enumerable.Range(0, pages.Value).Select(_ => Watch(studio)));
            var reading = sockets.Select(socket => Read(socket, stop.Token)).ToArray();
            var time = Time(root, () => watched.Simulate(goOn: false));
            await stop.CancelAsync();
            await Task.WhenAll(reading);
            Array.ForEach(sockets, socket => socket.Dispose());
            return time;
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    // The time of the simulation itself, as the run has noted it.
    private static double Time(DirectoryInfo root, Func<int> run)
    {
        _ = run();
        using var folder = RunFolder.Open(Path.Combine(root.FullName, "run"));
        return folder.Events().OfType<Found>().Single().Seconds;
    }

    private static async Task<ClientWebSocket> Watch(StudioServer studio)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {studio.Address.Query["?token=".Length..]}");
        await socket.ConnectAsync(new Uri($"ws://localhost:{studio.Address.Port}/api/sessions/1/socket"), CancellationToken.None);
        return socket;
    }

    private static async Task<int> Read(ClientWebSocket socket, CancellationToken stop)
    {
        var (buffer, frames) = (new byte[1 << 17], 0);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var received = await socket.ReceiveAsync(buffer, stop);
                frames += received is { EndOfMessage: true, MessageType: WebSocketMessageType.Binary } ? 1 : 0;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The test is over.
        }

        return frames;
    }

    private static async Task<double> Frames()
    {
        await using var studio = await StudioServer.StartAsync(new StudioOptions());
        studio.Sessions.Add(id => new ManySpikes { Id = id });
        using var socket = await Watch(studio);
        using var stop = new CancellationTokenSource(FrameTest);
        var start = Stopwatch.GetTimestamp();
        return await Read(socket, stop.Token) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A run that has 20,000 new spikes whenever it is asked.</summary>
    private sealed class ManySpikes() : WatchedSession(RunFolder.Create("none", new SimulateSettings { Network = "cuba", Seconds = Seconds, Seed = 1 }))
    {
        private readonly long[] _steps = [.. Enumerable.Range(0, Frame.MostSpikes).Select(n => n / 100L)];
        private readonly int[] _units = [.. Enumerable.Range(0, Frame.MostSpikes).Select(n => n * 7919 % 60_000)];

        public override string Kind => "spikes";

        public override Task<object> Describe() => Task.FromResult<object>(new { Id });

        public override Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Frame>>([Frame.Of(_steps, _units, 0)]);

        public override Task<long> Do(Intervention act) => Task.FromResult(0L);

        public override void Steer(Steering steering)
        {
        }
    }
}
