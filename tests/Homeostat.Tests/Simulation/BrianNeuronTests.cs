namespace Homeostat.Tests.Simulations;

/// <summary>
/// Single neurons and small circuits against Brian 2, step by step in double precision: every integrator, and every thing that
/// happens in a step. What is left is the rounding of another order of operations.
/// </summary>
public class BrianNeuronTests
{
    public static TheoryData<string> Cases => BrianCase.Names("neurons");

    /// <summary>Upstrokes of spikes magnify the rounding, those of Izhikevich's neuron, whose slope grows with its square, most.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_Brian_to_rounding(string name) =>
        BrianCase.Load("neurons", name).RequireEqual(name.StartsWith("Izhikevich", StringComparison.Ordinal) ? 1e-10 : 1e-11);
}
