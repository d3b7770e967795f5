
namespace Homeostat;

/// <summary>The published networks that can be asked for by name.</summary>
public static class NetworkCatalog
{
    /// <summary>All networks, at the size they were published at or, where that says so, at a part of it.</summary>
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

    /// <summary>The network of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static Network Find(string name) => All.Find(name);
}
