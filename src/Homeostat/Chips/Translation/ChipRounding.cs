namespace Homeostat;

/// <summary>What was rounded when a circuit was translated, and by how much.</summary>
/// <param name="Part">The population or projection.</param>
/// <param name="What">The quantity, such as <c>weights</c> or <c>decay of ge</c>.</param>
/// <param name="Wanted">The value of the circuit; of several values, that of the largest error.</param>
/// <param name="Stored">The value that the chip has, in the same unit.</param>
/// <param name="Registers">The whole numbers of the chip.</param>
/// <param name="Error">The root mean square of the errors, relative to that of the values.</param>
public sealed record ChipRounding(string Part, string What, double Wanted, double Stored, string Registers, double Error);

/// <summary>Roundings that are undone to find the one that matters.</summary>
[Flags]
internal enum Undone
{
    None = 0,
    Weights = 1,
    Decays = 2,
    Threshold = 4,
    Bias = 8,
    Registers = 16,
}
