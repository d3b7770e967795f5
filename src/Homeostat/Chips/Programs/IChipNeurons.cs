namespace Homeostat.Chips;

/// <summary>A population of neurons of a chip, with the weights of the synapses that arrive at it.</summary>
internal interface IChipNeurons
{
    /// <summary>The potential, here and in the original circuit.</summary>
    ChipPotential Potential { get; }

    /// <summary>The blocks of synapses.</summary>
    IReadOnlyList<RealBlock> Blocks { get; }

    /// <summary>The variable that a block adds its weights to.</summary>
    string Input(int block);

    /// <summary>The number by which each weight of a block is multiplied as it arrives.</summary>
    double Factor(int block);

    /// <summary>The weights of a block as whole numbers.</summary>
    double[] Stored(int block);

    /// <summary>True if float32 holds all numbers of the population exactly.</summary>
    /// <param name="stored">The weights of each block.</param>
    bool FitsSingle(IReadOnlyList<double[]> stored);

    /// <summary>The population of the chip.</summary>
    /// <param name="values">The values that the circuit comes with, which are added to.</param>
    Population Build(Dictionary<string, double[]> values);
}

/// <summary>The state of a population that fires, in the original circuit and on the chip.</summary>
/// <param name="Original">The name of the state of the original circuit.</param>
/// <param name="Register">The name of the register.</param>
/// <param name="Scale">The units of the register for one unit of the original.</param>
/// <param name="Reset">The value of the original after a spike, for each unit.</param>
/// <param name="Zero">The value of the original for which the register is 0, for each unit.</param>
/// <param name="Threshold">The distance from reset to threshold in the original, for each unit.</param>
internal sealed record ChipPotential(string Original, string Register, double Scale, double[] Reset, double[] Zero, double[] Threshold);
