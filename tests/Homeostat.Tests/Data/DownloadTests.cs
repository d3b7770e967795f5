using System.Security.Cryptography;

namespace Homeostat.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = Random(200_000, 1);
    private static readonly DataFile Expected = new("digits.gz", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    private string Part => _folder["set/digits.gz.part"];

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Brings_the_file_and_reports_how_far_it_is()
    {
        using var server = new LoopbackServer(r => Answer.Whole(Content, r));
        var reports = new List<DownloadProgress>();
        var path = await Fetch([server.Address], new Listener(reports.Add));
        Assert.Equal(Content, await File.ReadAllBytesAsync(path));
        Assert.Equal([new Request("/digits.gz", null)], server.Requests);
        Assert.Equal(reports.Select(r => r.Received).Order(), reports.Select(r => r.Received));
        Assert.Equal((Expected.Bytes, Expected.Bytes), (reports[^1].Received, reports[^1].Total));
        Assert.Equal(["digits.gz"], Directory.GetFiles(_folder["set"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Goes_on_where_an_earlier_try_stopped()
    {
        _folder.Write("set/digits.gz.part", Content[..150_000]);
        using var server = new LoopbackServer(r => Answer.Whole(Content, r));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
        Assert.Equal([new Request("/digits.gz", 150_000)], server.Requests);
    }

    [Fact]
    public async Task Starts_anew_where_the_server_cannot_go_on()
    {
        _folder.Write("set/digits.gz.part", Content[..150_000]);
        using var server = new LoopbackServer(_ => new Answer(200, Content, Content.Length));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
    }

    [Fact]
    public async Task Starts_anew_where_the_server_refuses_the_range()
    {
        _folder.Write("set/digits.gz.part", Content[..150_000]);
        using var server = new LoopbackServer(r => r.From is null ? Answer.Whole(Content, r) : new Answer(416, [], 0));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
    }

    [Fact]
    public async Task Starts_anew_where_what_was_there_turns_out_wrong()
    {
        _folder.Write("set/digits.gz.part", Random(150_000, 2));
        using var server = new LoopbackServer(r => Answer.Whole(Content, r));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
        Assert.Equal([150_000L, null], server.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task A_connection_that_keeps_breaking_is_taken_up_again()
    {
        using var server = new LoopbackServer(r =>
        {
            var whole = Answer.Whole(Content, r);
            return whole with { Body = whole.Body[..Math.Min(60_000, whole.Body.Length)] };
        });
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_mirror_without_the_file_gives_way_to_the_next()
    {
        using var without = new LoopbackServer(_ => new Answer(404, [], 0));
        using var with = new LoopbackServer(r => Answer.Whole(Content, r));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([without.Address, with.Address])));
    }

    [Fact]
    public async Task A_mirror_with_another_file_gives_way_to_the_next()
    {
        using var other = new LoopbackServer(r => Answer.Whole(Random(Content.Length, 3), r));
        using var with = new LoopbackServer(r => Answer.Whole(Content, r));
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([other.Address, with.Address])));
    }

    [Fact]
    public async Task A_wrong_checksum_names_both_sums_and_leaves_no_file()
    {
        var wrong = Random(Content.Length, 3);
        using var other = new LoopbackServer(r => Answer.Whole(wrong, r));
        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([other.Address]));
        Assert.Contains(Expected.Sha256, e.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(wrong)), e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["set"]));
    }

    [Fact]
    public async Task A_login_page_in_place_of_the_file_is_not_fetched()
    {
        using var portal = new LoopbackServer(_ => new Answer(200, new byte[500], 500));
        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([portal.Address]));
        Assert.Contains("500 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        using var endless = new LoopbackServer(_ => new Answer(200, new byte[8_000_000]));
        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([endless.Address]));
        Assert.Contains("more than the expected 200000 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_body_is_kept_for_the_next_try()
    {
        var broken = true;
        using var server = new LoopbackServer(r =>
            broken && r.From is null ? Answer.Whole(Content, r) with { Body = Content[..90_000] }
            : broken ? new Answer(503, [], 0)
            : Answer.Whole(Content, r));
        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([server.Address]));
        Assert.Contains("503", e.Message, StringComparison.Ordinal);
        Assert.Equal(Content[..90_000], await File.ReadAllBytesAsync(Part));
        broken = false;
        Assert.Equal(Content, await File.ReadAllBytesAsync(await Fetch([server.Address])));
        Assert.Equal(90_000, server.Requests[^1].From);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_after_a_while()
    {
        using var silent = new LoopbackServer(_ => new Answer(200, Content[..1000], Content.Length, Stalls: true));
        using var good = new LoopbackServer(r => Answer.Whole(Content, r));
        var path = await new Download(_client, TimeSpan.FromSeconds(1))
            .FetchAsync(Expected, [silent.Address, good.Address], _folder["set"], null, default);
        Assert.Equal(Content, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Offline_the_message_says_which_file_goes_where()
    {
        Uri closed;
        using (var server = new LoopbackServer(_ => new Answer(200, [])))
        {
            closed = server.Address;
        }

        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([closed, closed]));
        Assert.Contains($"{closed}digits.gz", e.Message, StringComparison.Ordinal);
        Assert.Contains($"into {_folder["set"]}", e.Message, StringComparison.Ordinal);
        Assert.Contains("HOMEOSTAT_DATA", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["set"]));
    }

    [Fact]
    public async Task Cancelled_it_keeps_what_has_come()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LoopbackServer(_ => new Answer(200, Content[..100_000], Content.Length, Stalls: true));
        var listener = new Listener(p =>
        {
            if (p.Received == 100_000)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch([server.Address], listener, stop.Token));
        Assert.Equal(Content[..100_000], await File.ReadAllBytesAsync(Part));
    }

    [Fact]
    public async Task A_full_disk_is_named()
    {
        if (!File.Exists("/dev/full"))
        {
            return; // Only Linux has a disk that is always full.
        }

        Directory.CreateDirectory(_folder["set"]);
        File.CreateSymbolicLink(Part, "/dev/full");
        using var server = new LoopbackServer(r => Answer.Whole(Content, r));
        var e = await Assert.ThrowsAsync<HomeostatException>(() => Fetch([server.Address]));
        Assert.Contains("could not be written", e.Message, StringComparison.Ordinal);
        Assert.Contains(Part, e.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(e.InnerException);
    }

    private Task<string> Fetch(Uri[] mirrors, IProgress<DownloadProgress>? progress = null, CancellationToken stop = default) =>
        new Download(_client, TimeSpan.FromSeconds(20)).FetchAsync(Expected, mirrors, _folder["set"], progress, stop);

    private static byte[] Random(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Hears at once, where <see cref="Progress{T}"/> would post to another thread.</summary>
    private sealed class Listener(Action<DownloadProgress> hear) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => hear(value);
    }
}
