namespace Homeostat.Tests.Evaluation;

public class ReceptiveFieldsTests
{
    [Fact]
    public void Weights_stand_where_their_inputs_do()
    {
        var fields = ReceptiveFields.Of([0, 2, 2, 1, 2], [1, 0, 1, 1, 0], [.5, 1, 2, 3, .25], inputs: 3, units: 3);
        Assert.Equal([0, 0, 1.25f], fields[0]);
        Assert.Equal([.5f, 3, 2], fields[1]);
        Assert.Equal([0, 0, 0], fields[2]);
    }

    [Fact]
    public void Synapses_of_elsewhere_are_refused()
    {
        Assert.Contains("Synapse 1 goes from 3 to 0", Assert.Throws<HomeostatException>(() => ReceptiveFields.Of([0, 3], [0, 0], [1, 1], 3, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 sources, 1 targets", Assert.Throws<HomeostatException>(() => ReceptiveFields.Of([0, 1], [0], [1, 1], 3, 1)).Message, StringComparison.Ordinal);
    }
}
