namespace Homeostat.Tests.Learners;

/// <summary>The families of credit assignment that are computed from plans, held against those of Ororbia 2023 (arXiv 2312.09257).</summary>
public sealed class TaxonomyTests
{
    private static readonly int[] Layers = [784, 24, 16, 10];

    /// <summary>The learners that can have two hidden layers. Of the others the family is that of the survey, and cannot be computed.</summary>
    public static TheoryData<string> Deep => [.. ModelCatalog.All.Where(model => model.Classifies && model.LayersOf(Layers).Count == Layers.Length).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Deep))]
    public void The_family_that_follows_from_what_teaches_hidden_layers_is_the_one_the_model_is_listed_under(string model)
    {
        var found = ModelCatalog.Find(model);
        Assert.Equal(found.Family, Taxonomy.Of(found.Create(Layers)).Family);
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
    public void Every_family_is_among_them() =>
        Assert.Equal(Enum.GetValues<CreditAssignment>(), ModelCatalog.All.Where(model => model.Classifies).Select(model => model.Family).Distinct().Order());

    [Fact]
    public void Of_one_hidden_layer_the_family_cannot_be_told() => Assert.Null(Taxonomy.Of(FeedbackAlignment.Create([784, 24, 10])).Family);
}
