namespace Homeostat;

/// <summary>
/// The FitzHugh-Nagumo neuron, two variables in place of Hodgkin and Huxley's four (FitzHugh 1961, Biophys J 1:445; Nagumo,
/// Arimoto &amp; Yoshizawa 1962, Proc IRE 50:2061), in its usual form with time scaled to milliseconds. It rests for small
/// <c>I</c>, oscillates for I between .33 and 1.42, and is excitable below. A spike is counted as <c>v</c> rises above 1; spikes
/// arrive in <c>v</c>.
/// </summary>
public static class FitzHughNagumo
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "fitzhugh-nagumo", "an excitable limit cycle in two variables", "FitzHugh 1961, Biophys J 1", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dv/dt = (v - v**3/3 - w + I)/tauv : 1   # fast: potential
        dw/dt = (v + a - b*w)/tauw : 1          # slow: recovery
        I : 1                                   # input
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        a = 0.7
        b = 0.8
        tauv = 1*ms
        tauw = 12.5*ms
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "v > 1",
            Refractory = "v > 1",
            Method = "rk4",
            Initial = new Dictionary<string, string> { ["v"] = "-1.19941", ["w"] = "-0.62426" },
        }.With(Defaults, parameters);
}
