namespace Homeostat.Tests.Nir;

/// <summary>A test that needs the real NIR files in the folder <c>nir</c> of HOMEOSTAT_DATA; it is left out where there are none.</summary>
internal sealed class NirRealFactAttribute : FactAttribute
{
    public NirRealFactAttribute() => Skip = Directory.Exists(Folder) ? null : "There is no folder 'nir' in HOMEOSTAT_DATA.";

    public static string Folder => Path.Combine(Environment.GetEnvironmentVariable("HOMEOSTAT_DATA") ?? "", "nir");

    public static string File(string name) => Path.Combine(Folder, name);
}
