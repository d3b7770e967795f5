namespace Homeostat.Semantics;

/// <summary>The names that a synapse's equations can use: its own, those of its two units, and constants.</summary>
internal sealed class ProjectionScope(ProjectionModel model) : IScope
{
    public IEnumerable<string> Names =>
        model.Equations.Equations.Where(e => !e.Has("summed")).Select(e => e.Name)
            .Concat(model.Declaration.Constants.Keys)
            .Concat(["N_pre", "N_post"])
            .Concat(model.Pre.Equations.Equations.Select(e => e.Name + "_pre"))
            .Concat(model.Post.Equations.Equations.Select(e => e.Name + "_post"));

    public bool TryGetDimension(string name, out Dimension dimension)
    {
        if (model.Equations.TryGet(name, out var own) && !own!.Has("summed"))
        {
            dimension = own.Dimension;
            return true;
        }

        if (model.Declaration.Constants.TryGetValue(name, out var constant))
        {
            dimension = constant.Dimension;
            return true;
        }

        if (name is "N_pre" or "N_post")
        {
            dimension = Dimension.None;
            return true;
        }

        dimension = default;
        if (model.EndOf(name) is not var (population, _, inner))
        {
            return false;
        }

        return population.Scope.TryGetDimension(inner, out dimension);
    }
}
