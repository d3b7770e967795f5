namespace Homeostat.Semantics;

/// <summary>The names a population's equations can use without defining them.</summary>
internal sealed class PopulationScope(PopulationModel model) : IScope
{
    private static readonly Dictionary<string, Dimension> BuiltIn = new(StringComparer.Ordinal)
    {
        ["t"] = Dimension.Second,
        ["dt"] = Dimension.Second,
        ["i"] = Dimension.None,
        ["N"] = Dimension.None,
        ["not_refractory"] = Dimension.None,
        [PopulationModel.NoiseName] = Dimension.Second.Pow(-0.5),
    };

    private Population Declaration => model.Declaration;

    public IEnumerable<string> Names => Declaration.Constants.Keys.Concat(BuiltIn.Keys).Concat(Declaration.Signals.Keys);

    public bool TryGetDimension(string name, out Dimension dimension)
    {
        if (Declaration.Constants.TryGetValue(name, out var constant))
        {
            dimension = constant.Dimension;
            return true;
        }

        if (name == PopulationModel.SpikesName)
        {
            dimension = Dimension.None;
            return model.Find(name) is not null;
        }

        return BuiltIn.TryGetValue(PopulationModel.IsNoise(name) ? PopulationModel.NoiseName : name, out dimension);
    }

    public TimedArray? Signal(string name) => Declaration.Signals.GetValueOrDefault(name);
}
