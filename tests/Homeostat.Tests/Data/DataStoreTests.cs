using System.Security.Cryptography;

namespace Homeostat.Tests.Data;

public sealed class DataStoreTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["train-images.gz"] = IdxBytes.Gzip(IdxBytes.Images(3, 2, 2, i => (byte)i)),
        ["train-labels.gz"] = IdxBytes.Gzip(IdxBytes.Labels(0, 1, 2)),
        ["test-images.gz"] = IdxBytes.Gzip(IdxBytes.Images(1, 2, 2, i => (byte)(50 + i))),
        ["test-labels.gz"] = IdxBytes.Gzip(IdxBytes.Labels(2)),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly LoopbackServer _server = new(r => Answer.Whole(Files[r.Path.TrimStart('/')], r));
    private readonly PublishedData _source;
    private readonly DataStore _store;

    public DataStoreTests()
    {
        DataFile Described(string name) => new(name, Files[name].Length, Convert.ToHexStringLower(SHA256.HashData(Files[name])));
        _source = new(
            "tiny",
            "Tiny",
            "CC0",
            3,
            [_server.Address],
            [Described("train-images.gz"), Described("train-labels.gz"), Described("test-images.gz"), Described("test-labels.gz")]);
        _store = new(_folder["own"], _folder["cache"], new Download(_client, TimeSpan.FromSeconds(20)));
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Downloads_what_is_missing_then_never_again()
    {
        Assert.All(_store.Status(_source).Files, f => Assert.Equal(DataFileState.Missing, f.State));
        var set = await _store.LoadAsync(_source, null, default);
        Assert.Equal((3, 1, 3), (set.Train.Count, set.Test.Count, set.Classes));
        Assert.Equal([50, 51, 52, 53], set.Test.Image(0).ToArray());
        Assert.Equal(4, _server.Requests.Count);
        await _store.LoadAsync(_source, null, default);
        Assert.Equal(4, _server.Requests.Count);
        Assert.True(_store.Status(_source).IsComplete);
    }

    [Fact]
    public async Task Takes_the_users_own_files_first_and_downloads_only_the_others()
    {
        var own = _folder.Write("own/tiny/train-images.gz", Files["train-images.gz"]);
        await _store.LoadAsync(_source, null, default);
        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal(own, _store.Status(_source).Files[0].Path);
        Assert.Single(Directory.GetFiles(_folder["own/tiny"]));
    }

    [Fact]
    public async Task A_changed_byte_is_noticed_and_both_sums_named()
    {
        var bytes = (byte[])Files["test-images.gz"].Clone();
        bytes[^1] ^= 1;
        var path = _folder.Write("own/tiny/test-images.gz", bytes);
        var e = await Assert.ThrowsAsync<HomeostatException>(() => _store.LoadAsync(_source, null, default));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), e.Message, StringComparison.Ordinal);
        Assert.Contains(_source.Files[2].Sha256, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_size_is_named_and_not_replaced()
    {
        var path = _folder.Write("own/tiny/test-images.gz", [1, 2, 3]);
        Assert.Equal(DataFileState.WrongSize, _store.Status(_source).Files[2].State);
        var e = await Assert.ThrowsAsync<HomeostatException>(() => _store.LoadAsync(_source, null, default));
        Assert.StartsWith($"{path}: the file is damaged or another one: 3 bytes", e.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_started_download_shows_as_partial()
    {
        _folder.Write("cache/tiny/train-images.gz.part", [1]);
        var status = _store.Status(_source);
        Assert.Equal(DataFileState.Partial, status.Files[0].State);
        Assert.Equal(4, status.Missing.Count);
        Assert.False(status.IsComplete);
    }

    [Fact]
    public async Task Data_sets_that_share_a_folder_share_its_files()
    {
        await _store.LoadAsync(_source, null, default);
        var part = _source with { Name = "tiny-test", Folder = "tiny", Files = [.. _source.Files.Skip(2)], Reader = PublishedIdx.TestPart(train: 0) };
        var set = await _store.LoadAsync(part, null, default);
        Assert.Equal(("tiny-test", 0, 1), (set.Name, set.Train.Count, set.Test.Count));
        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal(DataFileState.Missing, _store.Status(part with { Folder = "another" }).Files[0].State);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var e = Assert.Throws<HomeostatException>(() => DataCatalog.Load("minst"));
        Assert.Contains("digits, mnist, fashion-mnist, kmnist", e.Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => DataCatalog.Get("digits"));
    }

    [Fact]
    public void The_catalog_is_whole()
    {
        Assert.Equal(["mnist", "fashion-mnist", "kmnist", "kmnist-test", "notmnist", "silhouettes", "omniglot"], DataCatalog.List().Select(s => s.Source.Name));
        Assert.All(DataCatalog.All, source =>
        {
            Assert.All(source.Mirrors, m => Assert.EndsWith("/", m.AbsoluteUri, StringComparison.Ordinal));
            Assert.All(source.Files, f => Assert.Matches("^[0-9a-f]{64}$", f.Sha256));
            Assert.Equal(source.Files.Count, source.Files.Select(f => f.Sha256).Distinct().Count());
        });
    }
}
