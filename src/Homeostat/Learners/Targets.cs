namespace Homeostat;

/// <summary>The right answers of data, with which those of a learner are compared.</summary>
internal static class Targets
{
    /// <summary>The right answers of a part of data.</summary>
    /// <exception cref="HomeostatException">The data name no target, or the part has no samples.</exception>
    public static DataArray Of(DataSource data, DataPart part) => data.Target is not { } target
        ? throw new HomeostatException($"The data '{data.Name}' names no Target, so there is nothing to compare answers with. It has {part.Describe()}.")
        : part.Count == 0 ? throw new HomeostatException($"The data '{data.Name}' has no samples to be tested on. Give its Test part a stream, or name a part.")
        : part[target];

    /// <summary>The classes of a part of data.</summary>
    /// <exception cref="HomeostatException">The targets are no classes.</exception>
    public static DataArray ClassesOf(DataSource data, DataPart part) => Of(data, part) is { Classes: not null } classes ? classes : throw new HomeostatException(
        $"The targets of '{data.Name}' are {Of(data, part).Describe()} and no classes, so there is no accuracy. Ask for SquaredError or FreeEnergy.");

    /// <summary>Checks that the answer has as many units as the right answers.</summary>
    /// <exception cref="HomeostatException">It has more or fewer.</exception>
    public static void RequireUnits(DataSource data, string learner, string readout, int units, DataArray truth)
    {
        if (units != truth.Size)
        {
            throw new HomeostatException(
                $"The model '{learner}' answers by the {units} units of '{readout}', but the targets of '{data.Name}' are {truth.Describe()}. "
                + $"Make the population {truth.Size} units.");
        }
    }
}
