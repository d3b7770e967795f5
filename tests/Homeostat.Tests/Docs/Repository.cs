namespace Homeostat.Tests.Docs;

/// <summary>The files the tests are about.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The pages people read, relative to the root.</summary>
    public static IEnumerable<string> Pages =>
        ["README.md", "CONTRIBUTING.md", .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(Relative)];

    /// <summary>The C# files below a folder, without what the build leaves there.</summary>
    public static IEnumerable<string> Code(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(Relative)
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Homeostat.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException("Homeostat.slnx is in none of the folders above the tests.");
    }
}
