namespace Homeostat;

/// <summary>How it stands with a life (Aubin 1991, Viability Theory; the words after Barandiaran and Egbert 2014).</summary>
public enum Viability
{
    /// <summary>All essential variables are within their ranges with room to spare, and the energy lasts.</summary>
    Viable,

    /// <summary>Alive, but a limit is near or the energy is running out.</summary>
    Precarious,

    /// <summary>Dead: an essential variable left its range, a vital part failed, or the energy is used up. Nothing leads back.</summary>
    Terminal,
}
