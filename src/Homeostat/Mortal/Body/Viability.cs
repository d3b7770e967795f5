namespace Homeostat;

/// <summary>The state of a life (Aubin 1991, Viability Theory; the names are those of Barandiaran and Egbert 2014).</summary>
public enum Viability
{
    /// <summary>The mortal is alive, all essential variables are far enough from their limits, and the energy is above the reserve.</summary>
    Viable,

    /// <summary>The mortal is alive, but an essential variable is near a limit or the energy is below the reserve.</summary>
    Precarious,

    /// <summary>The mortal is dead: an essential variable left its range, a vital part failed, or the energy is used up. This state is final.</summary>
    Terminal,
}
