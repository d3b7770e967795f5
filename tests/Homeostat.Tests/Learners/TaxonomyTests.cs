namespace Homeostat.Tests.Learners;

/// <summary>The families of credit assignment that are computed from plans, held against those of Ororbia 2023 (arXiv 2312.09257).</summary>
public sealed class TaxonomyTests
{
    private static readonly int[] Layers = [784, 24, 16, 10];

    [Theory]
    [InlineData("hebb", CreditAssignment.Implicit)]
    [InlineData("oja", CreditAssignment.Implicit)]
    [InlineData("softhebb", CreditAssignment.Implicit)]
    [InlineData("fa", CreditAssignment.Global)]
    [InlineData("dfa", CreditAssignment.Global)]
    [InlineData("drtp", CreditAssignment.Global)]
    [InlineData("usf", CreditAssignment.Global)]
    [InlineData("kp", CreditAssignment.Global)]
    [InlineData("np", CreditAssignment.Global)]
    [InlineData("reinforce", CreditAssignment.Global)]
    [InlineData("mono-forward", CreditAssignment.Local)]
    [InlineData("predsim", CreditAssignment.Local)]
    [InlineData("dni", CreditAssignment.Local)]
    [InlineData("tp", CreditAssignment.Discrepancy)]
    [InlineData("dtp", CreditAssignment.Discrepancy)]
    [InlineData("lra-e", CreditAssignment.Discrepancy)]
    [InlineData("pc", CreditAssignment.Discrepancy)]
    [InlineData("ipc", CreditAssignment.Discrepancy)]
    [InlineData("epc", CreditAssignment.Discrepancy)]
    [InlineData("generec", CreditAssignment.Energy)]
    [InlineData("chl", CreditAssignment.Energy)]
    [InlineData("ep", CreditAssignment.Energy)]
    [InlineData("coupled", CreditAssignment.Energy)]
    [InlineData("ff", CreditAssignment.ForwardOnly)]
    [InlineData("pff", CreditAssignment.ForwardOnly)]
    [InlineData("sigprop", CreditAssignment.ForwardOnly)]
    [InlineData("pepita", CreditAssignment.ForwardOnly)]
    [InlineData("bp", CreditAssignment.Backpropagation)]
    public void The_family_follows_from_what_teaches_hidden_layers(string model, CreditAssignment family)
    {
        var found = ModelCatalog.Find(model);
        Assert.Equal(family, Taxonomy.Of(found.Create(Layers)).Family);
        Assert.Equal(family, found.Family);
    }

    [Fact]
    public void Known_properties_of_known_rules()
    {
        Assert.True(Of("bp") is { WeightTransport: true, UpdateLocked: true, ForwardLocked: true, ActivationDerivative: true, LocalInSpace: Locality.None });
        Assert.True(Of("fa") is { WeightTransport: false, UpdateLocked: true, ExplicitTargets: true });
        Assert.True(Of("drtp") is { WeightTransport: false, UpdateLocked: false });
        Assert.True(Of("mono-forward") is { UpdateLocked: false, NegativeSamples: false, LocalInTime: true });
        Assert.True(Of("chl") is { TwoPhases: true, ActivationDerivative: false, WeightTransport: true, NegativeSamples: false });
        Assert.True(Of("ff") is { TwoPhases: true, NegativeSamples: true, WeightTransport: false });
        Assert.True(Of("hebb") is { ExplicitTargets: false, TwoPhases: false, WeightTransport: false, LocalInSpace: not Locality.None });
        Assert.True(Of("np") is { ActivationDerivative: false, WeightTransport: false });

        static Taxonomy Of(string model) => Taxonomy.Of(ModelCatalog.Find(model).Create(Layers));
    }

    [Fact]
    public void Of_one_hidden_layer_the_family_cannot_be_told() => Assert.Null(Taxonomy.Of(FeedbackAlignment.Create([784, 24, 10])).Family);
}
