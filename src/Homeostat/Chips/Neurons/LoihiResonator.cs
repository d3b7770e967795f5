namespace Homeostat;

/// <summary>
/// The parameters of an integer resonate-and-fire neuron: a point that turns in the plane by 2π/period in each step and shrinks by 1 − decay. It fires
/// where the imaginary part turns from negative to not negative while the real part is at the threshold or above. Source: Lava (commit b6822fb),
/// with signed factors, as a negative cosine (a period below 4) is wrong there.
/// </summary>
public sealed record LoihiResonator
{
    /// <summary>The period of the oscillation, in steps.</summary>
    public double Period { get; init; } = 10;

    /// <summary>The share of the amplitude that decays in a step.</summary>
    public double Decay { get; init; } = 0.07;

    /// <summary>The threshold; it is multiplied by 2 to the power <see cref="StateExponent"/>.</summary>
    public int Threshold { get; init; } = 10;

    /// <summary>The exponent of the factor of what arrives.</summary>
    public int StateExponent { get; init; } = 6;

    /// <summary>The number of bits of the factors of sine and cosine.</summary>
    public int Bits { get; init; } = 12;

    /// <summary>Creates a population. Spikes add to the real part by <c>re</c> and to the imaginary part by <c>im</c>.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units.</param>
    /// <exception cref="HomeostatException">A parameter is outside its range.</exception>
    public Population Create(string name, int size)
    {
        ArgumentNullException.ThrowIfNull(name);
        LoihiNeuron.Require(name, nameof(Period), Period, 2, 1e6);
        LoihiNeuron.Require(name, nameof(Decay), Decay, 0, 1);
        LoihiNeuron.Require(name, nameof(Threshold), Threshold, 0, 131071);
        LoihiNeuron.Require(name, nameof(StateExponent), StateExponent, 0, 16);
        LoihiNeuron.Require(name, nameof(Bits), Bits, 1, 15);
        var (sine, cosine) = Math.SinCos(2 * Math.PI / Period);
        var one = Math.ScaleB(1, Bits);
        return new Population(name, size, """
            dreal/dt = (real_next - real)/dt : 1
            dimag/dt = (imag_next - imag)/dt : 1
            dbefore/dt = (imag - before)/dt : 1   # imaginary part of the step before
            real_next = clip(int(real*cosine/one) - int(imag*sine/one) + unit*re, -8388607, 8388607) : 1
            imag_next = clip(int(real*sine/one) + int(imag*cosine/one) + unit*im, -8388607, 8388607) : 1
            dre/dt = -re/dt : 1   # weights that arrive in this step
            dim/dt = -im/dt : 1
            """)
        {
            Threshold = "real >= unit*vth and imag >= 0 and before < 0",
            Method = "euler",
            Constants = new Dictionary<string, Quantity>
            {
                ["sine"] = Math.Truncate(sine * (1 - Decay) * one), ["cosine"] = Math.Truncate(cosine * (1 - Decay) * one), ["one"] = one,
                ["unit"] = Math.ScaleB(1, StateExponent), ["vth"] = Threshold,
            },
        };
    }
}
