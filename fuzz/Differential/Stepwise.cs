namespace Homeostat.Fuzz;

/// <summary>
/// The experiment in which every phase of a schedule is a schedule of its own. The results must be the same, since a plan computes a value again only where
/// it could have changed.
/// </summary>
internal static class Stepwise
{
    /// <summary>The experiment of single phases; null if its phases are not independent: they draw numbers by the run, keep a gradient for each other, or hold what a loop over time has shown last.</summary>
    public static Experiment? Of(Experiment experiment)
    {
        var all = experiment.Stages.OfType<PhaseStage>().SelectMany(s => Schedule.All(s.Phases)).ToArray();
        var acts = all.OfType<Act>().Select(act => act.Action).ToHashSet();
        var carriedOut = experiment.Circuit.Populations
            .SelectMany(p => p.Actions.Where(action => acts.Contains(action.Key)).Select(action => action.Value).Append(p.OnSweep))
            .Concat(experiment.Circuit.Projections.SelectMany(p => new[] { p.OnLearn, p.OnUpdate }));
        var draws = carriedOut.Any(text => text.Contains("rand", StringComparison.Ordinal) || text.Contains("poisson", StringComparison.Ordinal));
        return draws || experiment.Stages.Any(s => s is not PhaseStage) || all.Any(phase => phase is Learn { Update: false } or Over or Settle { Order: UpdateOrder.Random })
            ? null
            : experiment with { Stages = [.. experiment.Stages.Cast<PhaseStage>().SelectMany(Single)] };
    }

    private static IEnumerable<Stage> Single(PhaseStage stage)
    {
        var held = new List<Clamp>();
        foreach (var phase in stage.Phases)
        {
            if (phase is Release release && held.RemoveAll(clamp => clamp.Variable == release.Variable) > 0)
            {
                continue;
            }

            if (phase is Clamp clamp)
            {
                held.Add(clamp);
            }

            yield return new PhaseStage(phase is Clamp ? [.. held] : [.. held, phase]);
        }
    }
}
