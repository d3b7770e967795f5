namespace Homeostat.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replaces_a_file_and_makes_its_folder()
    {
        var path = Path.Combine(_folder.Path, "new", "file");
        AtomicFile.Write(path, stream => stream.Write("one"u8));
        AtomicFile.Write(path, stream => stream.Write("2"u8));
        Assert.Equal("2", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_the_old_file_and_no_other()
    {
        var path = _folder["file"];
        File.WriteAllText(path, "old");
        var error = Assert.Throws<HomeostatException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half of the n"u8);
            throw new IOException("No space left on device");
        }));
        Assert.StartsWith($"{path}: could not be written: No space left on device.", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public void A_mistake_of_the_writer_passes_through_and_leaves_the_old_file()
    {
        var path = _folder["file"];
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidCastException>(() => AtomicFile.Write(path, _ => throw new InvalidCastException()));
        Assert.Equal(["file"], _folder.Files);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_named()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<HomeostatException>(() => AtomicFile.Write(Path.Combine(_folder["file"], "x"), _ => { }));
        Assert.Contains(Path.Combine(_folder["file"], "x"), error.Message, StringComparison.Ordinal);
    }
}
