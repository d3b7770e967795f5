namespace Homeostat.Tests.Simulations;

/// <summary>
/// Models of Brian 2's tutorials and examples run with their text unchanged, and give Brian's spikes and final states. Randomness
/// has been taken out of them: see benchmarks/peers/brian_documentation.py.
/// </summary>
public class BrianDocumentationTests
{
    public static TheoryData<string> Models => BrianCase.Names("documentation");

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_Brians_documentation_runs_unchanged(string name) =>
        BrianCase.Load("documentation", name).RequireEqual(1e-11);
}
