namespace Homeostat;

/// <summary>The learners that can be asked for by name.</summary>
public static class ModelCatalog
{
    /// <summary>All models.</summary>
    public static Catalog<Model> All { get; } = new("model",
    [
        PredictiveCoding.Model,
        IncrementalPredictiveCoding.Model,
        ZeroDivergenceInference.Model,
        GenerativePredictiveCoding.Model,
        Backpropagation.Model,
    ]);

    /// <summary>The model of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static Model Find(string name) => All.Find(name);
}
