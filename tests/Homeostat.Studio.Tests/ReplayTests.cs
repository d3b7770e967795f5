using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Homeostat.Studio.Tests;

/// <summary>What pages do against the same run without a page: the same bits.</summary>
public class ReplayTests
{
    [Fact]
    public async Task A_life_that_was_clicked_on_comes_out_the_same_when_its_acts_are_repeated()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = (WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 7);
        using var socket = await Watch(studio);
        string[] acts =
        [
            """{"act":"wound","part":"membrane","condition":0.8}""", """{"act":"feed","energy":12.5}""",
            """{"act":"disturb","state":"temperature","by":-1.25}""", """{"act":"take-away","loop":"learning"}""",
            """{"act":"knock-out","part":"coil"}""", """{"act":"take-away","loop":"inference"}""",
        ];
        foreach (var (n, act) in acts.Index())
        {
            // However slow the machine is, the life does not pass by before it is acted on.
            session.HaltAt(25 * (n + 1));
            await Aged(25 * (n + 1));
            using var response = await studio.Client.PostAsync(new Uri("api/sessions/1/acts", UriKind.Relative), new StringContent(act));
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        session.HaltAt(180);
        await Aged(180);
        var folder = session.Folder;
        studio.Server.Sessions.Close("1");
        var (clicked, steps) = (File.ReadAllBytes(Path.Combine(folder, LifeSession.LifeName)), Biography(folder).Count);
        Assert.True(steps > 50);

        // The same settings and acts in a new folder, without a studio.
        var again = Path.Combine(studio.Runs, "again");
        using (var first = (RunFolder<LiveSettings>)RunFolder.Open(folder))
        using (var second = RunFolder.Create(again, first.Settings with { Steps = steps }))
        {
            second.Save();
            foreach (var acted in first.Events().OfType<Acted>())
            {
                second.Append(acted);
            }

            using var control = new Control<LifeSession>();
            Assert.Equal(ExitCode.Success, new LifeSession(second, new SilentReport(), control, default).Run());
            Assert.Equal(acts.Length, second.Events().OfType<Acted>().Count());
        }

        var (one, two) = (Biography(folder), Biography(again));
        Assert.Equal(one.Columns, two.Columns);
        Assert.All(one.Columns, column => Assert.Equal(one[column], two[column]));
        Assert.Equal(one.Events, two.Events);
        Assert.NotEmpty(clicked);

        Task Aged(int steps) => TestStudio.Until(() => studio.Get("api/sessions/1/past?points=5000"), past => past.GetProperty("ages").GetArrayLength() >= steps, $"{steps} steps");
    }

    [Fact]
    public async Task A_life_that_goes_on_from_its_folder_has_its_acts_once()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = (WatchedLife)studio.Server.Sessions.Live("thermostat", null, null, 7);
        session.Steer(new Steering(Play: false));
        await session.Do(new Nourish(10));
        session.Steer(new Steering(Step: 20));
        await TestStudio.Until(() => session.ActsBefore(20), acts => acts.Count == 1, "the act is past");
        await session.Do(new Wound("coil", 0.5));
        studio.Server.Sessions.Close("1");
        var opened = (WatchedLife)studio.Server.Sessions.Open(session.Folder);
        opened.Steer(new Steering(Play: false));
        await opened.Do(new Nourish(1));
        using var folder = RunFolder.Open(session.Folder);
        Assert.Equal(["Nourish", "Wound", "Nourish"], folder.Events().OfType<Acted>().Select(a => a.Act.GetType().Name));
        studio.Server.Sessions.Close("2");
        Assert.Equal(3, Biography(session.Folder).Events.Count(e => e.Kind == "experiment"));
    }

    [Fact]
    public async Task A_network_that_was_clicked_on_comes_out_the_same_when_its_acts_are_repeated()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = (WatchedNetwork)studio.Server.Sessions.Simulate("cuba", 4);
        session.Steer(new Steering(Speed: 0.5));
        await session.Trace(new TraceRequest("cells.v", [1, 5]));
        using var socket = await Watch(studio);
        var step = 0L;
        foreach (var act in new Intervention[]
        {
            new SetConstant("cells", "taum", 0.018), new Stimulate("cells.v", [0, 9, 77], 0.004), new Silence("cells", [3, 4, 5], true), new SetConstant("cells", "El", -0.0485),
            new Cut("inhibitory", true), new Stimulate("cells.v", [200], 0.004), new Cut("inhibitory", false),
        })
        {
            step = await StepAfter(socket, step + 400);
            await session.Do(act);
        }

        await StepAfter(socket, step + 400);
        studio.Server.Sessions.Close("1");
        var state = SimulationFile.Read(Path.Combine(session.Folder, SimulationRecords.StateName));
        var again = Path.Combine(studio.Runs, "again");
        using (var first = (RunFolder<SimulateSettings>)RunFolder.Open(session.Folder))
        using (var second = RunFolder.Create(again, first.Settings with { Seconds = state.Step * state.TimeStep }))
        {
            second.Save();
            foreach (var acted in first.Events().OfType<Acted>())
            {
                second.Append(acted);
            }

            using var control = new Control<SimulationSession>();
            Assert.Equal(ExitCode.Success, new SimulationSession(second, new SilentReport(), control, default).Run());
        }

        var repeated = SimulationFile.Read(Path.Combine(again, SimulationRecords.StateName));
        Assert.Equal(state.Step, repeated.Step);
        Assert.All(state.Variables, v => Assert.True(v.Value.As<float>().SequenceEqual(repeated.Variables[v.Key].As<float>()), v.Key));
        var (spikes, others) = (SpikeFile.Read(Path.Combine(session.Folder, "cells.spikes")), SpikeFile.Read(Path.Combine(again, "cells.spikes")));
        Assert.True(spikes.Count > 100);
        Assert.Equal(spikes.Count, others.Count);

        // And it goes on: the circuit that acts have made is the one of the saved state.
        var opened = (WatchedNetwork)studio.Server.Sessions.Open(session.Folder);
        await opened.Do(new SetConstant("cells", "taum", 0.02));
    }

    [Fact]
    public async Task A_run_that_was_done_and_goes_on_in_the_studio_is_not_done_any_more()
    {
        await using var studio = await TestStudio.StartAsync();
        var path = Path.Combine(studio.Runs, "short");
        using (var folder = RunFolder.Create(path, new SimulateSettings { Network = "izhikevich", Seconds = 0.05, Seed = 1 }))
        {
            using var control = new Control<SimulationSession>();
            new SimulationSession(folder, new SilentReport(), control, default).Run();
            Assert.IsType<Finished>(folder.Events()[^1]);
        }

        var session = (WatchedNetwork)studio.Server.Sessions.Open(path);
        await session.Do(new Silence("cells", [1], true));
        studio.Server.Sessions.Close(session.Id);
        using var stopped = RunFolder.Open(path);
        Assert.DoesNotContain(stopped.Events(), e => e is Finished or Found);
        Assert.Equal(1, stopped.Events().OfType<Saved>().Last().Acts);
    }

    [Theory]
    [InlineData("api/sessions/9/happenings")]
    [InlineData("api/sessions/9/socket")]
    [InlineData("api/sessions/1/socket")]
    [InlineData("api/sessions/9")]
    public async Task What_is_not_there_is_said_and_is_no_error_of_the_studio(string path)
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Sessions.Live("thermostat", null, null, 1);
        using var response = await studio.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Pages_that_watch_change_no_bit()
    {
        await using var studio = await TestStudio.StartAsync();
        var session = (WatchedNetwork)studio.Server.Sessions.Simulate("izhikevich", 9);
        session.Steer(new Steering(Speed: 1));
        var sockets = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Watch(studio)));
        foreach (var socket in sockets)
        {
            await StepAfter(socket, 100);
        }

        Array.ForEach(sockets, socket => socket.Dispose());
        studio.Server.Sessions.Close("1");
        var state = SimulationFile.Read(Path.Combine(session.Folder, SimulationRecords.StateName));
        using var alone = new Simulation(NetworkCatalog.Find("izhikevich").Circuit, 1, new SimulationOptions { Seed = 9 });
        alone.Run(state.Step * state.TimeStep * Units.Second);
        Assert.True(state.Step > 100);
        Assert.All(alone.Snapshot().Variables, v => Assert.True(v.Value.As<float>().SequenceEqual(state.Variables[v.Key].As<float>()), v.Key));
    }

    [Theory]
    [InlineData("""{"act":"wound","part":"tail","condition":0.5}""", "no part 'tail'")]
    [InlineData("""{"act":"wound","part":"coil","condition":7}""", "0 to 1")]
    [InlineData("""{"act":"feed","energy":-1}""", "0 or more")]
    [InlineData("""{"act":"disturb","state":"mood","by":1}""", "no state 'mood'")]
    [InlineData("""{"act":"set-constant","part":"cells","name":"taum","value":1}""", "for networks")]
    [InlineData("""{"act":"dance"}""", "no act")]
    [InlineData("""{"act":"feed"}""", "no act")]
    [InlineData("[1, 2", "could not be read")]
    public async Task An_act_that_is_not_possible_is_explained_and_not_noted(string act, string said)
    {
        await using var studio = await TestStudio.StartAsync();
        var session = studio.Server.Sessions.Live("thermostat", null, null, 1);
        await session.Describe();
        using var response = await studio.Client.PostAsync(new Uri("api/sessions/1/acts", UriKind.Relative), new StringContent(act));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(said, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString(), StringComparison.Ordinal);
        using var folder = RunFolder.Open(session.Folder);
        Assert.Empty(folder.Events().OfType<Acted>());
    }

    private static Biography Biography(string folder) => MortalFile.ReadBiography(Path.Combine(folder, LifeSession.LifeName));

    private static async Task<ClientWebSocket> Watch(TestStudio studio)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {studio.Token}");
        await socket.ConnectAsync(new Uri($"ws://localhost:{studio.Root.Port}/api/sessions/1/socket"), CancellationToken.None);
        return socket;
    }

    // The first step after the given one that a page is told of.
    private static async Task<long> StepAfter(ClientWebSocket socket, long step)
    {
        var buffer = new byte[1 << 20];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var length = 0;
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), patience.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType is WebSocketMessageType.Text && JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length)) is var told
                && told.TryGetProperty("step", out var now) && now.GetInt64() > step)
            {
                return now.GetInt64();
            }
        }
    }
}
