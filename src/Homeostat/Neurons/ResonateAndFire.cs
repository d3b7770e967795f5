namespace Homeostat;

/// <summary>
/// The resonate-and-fire neuron: a damped oscillator that responds best to input at its own frequency (Izhikevich 2001, Neural
/// Networks 14:883). <c>x</c> is similar to a current and <c>y</c> to a potential. The neuron fires when y reaches 1 and is reset to z = i
/// in the notation of the paper. The damping is a tenth of the angular frequency, as in the paper, with time in milliseconds. Spikes arrive
/// in <c>x</c>: the effects of two spikes add if they are one period apart, and cancel if they are half a period apart.
/// </summary>
public static class ResonateAndFire
{
    /// <summary>The entry of this model in <see cref="NeuronCatalog"/>.</summary>
    public static NeuronModel Model { get; } = new(
        "resonate-and-fire", "a damped oscillator that answers to input at its own frequency", "Izhikevich 2001, Neural Networks 14", Create);

    /// <summary>The equations of a unit.</summary>
    public static string Equations => """
        dx/dt = b*x - omega*y + I : 1   # like a current
        dy/dt = omega*x + b*y : 1       # like a potential
        I : hertz                       # input
        """;

    /// <summary>The default values of the parameters, one in each line.</summary>
    public static string Defaults => """
        b = -0.1/ms     # damping
        omega = 1/ms    # angular frequency
        """;

    /// <summary>Creates a population of this model. Parameters that are not given have their default values.</summary>
    /// <exception cref="HomeostatException">The model has no parameter of a given name, or the value has another unit.</exception>
    public static Population Create(
        string name, int size, params ReadOnlySpan<(string Name, Quantity Value)> parameters) =>
        new Population(name, size, Equations)
        {
            Threshold = "y > 1",
            Reset = "x = 0; y = 1",
        }.With(Defaults, parameters);
}
