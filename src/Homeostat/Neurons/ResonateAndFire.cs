namespace Homeostat;

/// <summary>
/// The resonate-and-fire neuron: a damped oscillator that answers best to input at its own frequency (Izhikevich 2001, Neural
/// Networks 14:883). <c>x</c> is like a current and <c>y</c> like a potential; it fires as y reaches 1 and is reset to the
/// paper's z = i. The damping is a tenth of the angular frequency, as there, on a scale of milliseconds. Spikes arrive in
/// <c>x</c>: two of them help each other a whole period apart, and cancel half of one apart.
/// </summary>
public static class ResonateAndFire
{
    /// <summary>The model of the catalog.</summary>
    public static NeuronModel Model { get; } = new(
        "resonate-and-fire", "a damped oscillator that answers to input at its own frequency", "Izhikevich 2001, Neural Networks 14", Create);

    /// <summary>The model.</summary>
    public static string Equations => """
        dx/dt = b*x - omega*y + I : 1   # like a current
        dy/dt = omega*x + b*y : 1       # like a potential
        I : hertz                       # input
        """;

    /// <summary>The parameters.</summary>
    public static string Defaults => """
        b = -0.1/ms     # damping
        omega = 1/ms    # angular frequency
        """;

    /// <summary>A population with these parameters, the others at their defaults.</summary>
    /// <exception cref="HomeostatException">There is no such parameter, or it has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "y > 1",
            Reset = "x = 0; y = 1",
        }.With(Defaults, parameters);
}
