namespace Homeostat.Studio;

/// <summary>The settings of the studio.</summary>
internal sealed record StudioOptions
{
    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on. Other machines reach the studio only at another address than that of the loopback.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Whether pages may only look.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The file that keeps the token, so that pages come back after the studio was started again at the same port; null for a new token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The folder of the runs.</summary>
    public string Runs { get; init; } = "runs";
}
