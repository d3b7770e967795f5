namespace Homeostat.Chips;

/// <summary>A synaptic current of a population, as the change of the potential that it makes in a step.</summary>
/// <param name="Name">The name of the state of the circuit; <c>direct</c> for what acts on the potential at once.</param>
/// <param name="Keep">The share of the current that a step keeps, for each unit.</param>
/// <param name="Start">The current before the first step.</param>
/// <param name="Gain">The current that one unit of each target variable brings, for each unit.</param>
internal sealed record CoreCurrent(string Name, double[] Keep, double[] Start, Dictionary<Symbol, double[]> Gain);

/// <summary>
/// A population of integrate-and-fire neurons in real numbers: <c>u_k = keep_k·u_k + weights</c>, <c>v = keep·v + Σ u_k + bias</c>, a spike where v exceeds
/// the threshold, and then v = 0. Potentials are counted from the reset.
/// </summary>
/// <param name="Population">The population of the circuit.</param>
/// <param name="Potential">The name of the state that fires.</param>
/// <param name="Keep">The share of the potential that a step keeps.</param>
/// <param name="Bias">The constant change of the potential in a step.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Reset">The potential after a spike, from which the others are counted.</param>
/// <param name="Start">The potential before the first step.</param>
/// <param name="Hold">The number of steps from a spike until the potential moves again.</param>
/// <param name="Currents">The currents.</param>
internal sealed record CoreUnits(
    Population Population, string Potential, double[] Keep, double[] Bias, double[] Threshold, double[] Reset, double[] Start, int[] Hold, IReadOnlyList<CoreCurrent> Currents);
