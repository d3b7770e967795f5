namespace Homeostat;

/// <summary>
/// The common part of all leaky integrate-and-fire neurons, whatever their synapses are: a fixed threshold <c>Vt</c>, a reset to
/// <c>Vr</c> and a refractory period <c>tref</c>. They start at their resting potential.
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
