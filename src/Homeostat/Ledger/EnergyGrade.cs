namespace Homeostat;

/// <summary>The way in which an energy of a table was found.</summary>
public enum EnergyGrade
{
    /// <summary>The energy was measured on the device.</summary>
    Measured,

    /// <summary>The energy was simulated from the design of a chip before it was made.</summary>
    PreSilicon,

    /// <summary>The energy is from a model of a technology.</summary>
    Modelled,

    /// <summary>The energy was calculated from other figures; the source or the note says how.</summary>
    Derived,
}
