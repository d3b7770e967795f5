
namespace Homeostat;

/// <summary>The catalog of the published networks, each found by its name.</summary>
public static class NetworkCatalog
{
    /// <summary>All networks, each with its published size unless its description names a smaller one.</summary>
    public static Catalog<Network> All { get; } = new("network",
    [
        Cuba.Create(),
        Coba.Create(),
        CobaHodgkinHuxley.Create(),
        Brunel.Create(),
        IzhikevichNetwork.Create(),
        SongStdp.Create(),
        Microcircuit.Create(),
    ]);

    /// <summary>Finds the network with a name.</summary>
    /// <exception cref="HomeostatException">The catalog has no network of that name; the message lists all names.</exception>
    public static Network Find(string name) => All.Find(name);
}
