namespace Homeostat;

/// <summary>
/// What leaky integrate-and-fire neurons have in common, whatever their synapses: a fixed threshold <c>Vt</c>, a reset to
/// <c>Vr</c> and a refractory period <c>tref</c>; they start at rest.
/// </summary>
internal static class IntegrateAndFire
{
    public static Population Create(
        string name, int size, string equations, string defaults, ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, equations)
        {
            Threshold = "v > Vt",
            Reset = "v = Vr",
            Refractory = "tref",
            Initial = new Dictionary<string, string> { ["v"] = "El" },
        }.With(defaults, parameters);
}
