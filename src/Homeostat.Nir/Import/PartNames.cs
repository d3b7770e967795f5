namespace Homeostat.Nir;

/// <summary>Names of populations and projections: those of nodes, with an underscore for what a name cannot have, each given once.</summary>
internal sealed class PartNames
{
    private readonly HashSet<string> _taken = [];

    public string Take(string path)
    {
        var name = string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            name = $"n{name}";
        }

        var unique = name;
        for (var k = 2; !_taken.Add(unique); k++)
        {
            unique = $"{name}_{k}";
        }

        return unique;
    }
}
