using System.Globalization;

namespace Homeostat.Chips;

/// <summary>A synaptic current of a neuron.</summary>
/// <param name="Suffix">The ending of the names of its variables; empty where there is one current.</param>
/// <param name="Decay">The name of its decay.</param>
/// <param name="Inputs">
/// The variables to which spikes add integer weights, each with the exponent by which its sum is shifted. Where there are none, spikes add to the current itself.
/// </param>
internal sealed record LoihiCurrent(string Suffix, string Decay, IReadOnlyList<(string Name, int Exponent)> Inputs)
{
    /// <summary>The name of the register.</summary>
    public string Register => $"u{Suffix}";

    /// <summary>The name of the current that acts in a step.</summary>
    public string Acting => Inputs.Count > 0 ? $"u{Suffix}_next" : $"u{Suffix}_now";
}

/// <summary>
/// Loihi's arithmetic as equations over whole numbers, which the circuit is run, saved and inspected with like any other. Euler's method makes
/// <c>dx/dt = (x_next - x)/dt</c> the assignment of the next value. A register of 24 bits is multiplied in two parts of 12 bits, so that no value needs
/// more than 24 bits: with sums of up to 2¹⁷ in each of up to two currents, float32 holds all of them exactly, and float64 holds any.
/// </summary>
/// <param name="currents">The currents; Loihi has one, a program of Loihi 2 may have more.</param>
internal sealed class LoihiText(IReadOnlyList<LoihiCurrent> currents)
{
    public LoihiOverflow Overflow { get; init; }

    public bool IsRefractory { get; init; }

    /// <summary>Whether the registers are rounded and limited; where they are not, the equations are those of a chip with real numbers.</summary>
    public bool Rounds { get; init; } = true;

    public Population Population(string name, int size, string parameters = "") => new(name, size, Equations + parameters)
    {
        Threshold = "v > 64*vth",
        Reset = "v = 0",
        Refractory = IsRefractory ? "hold*dt" : "",
        Method = "euler",
    };

    private string Equations => string.Concat(currents.Select(Current)) + $"""
        dv/dt = (v_next - v)/dt : 1{(IsRefractory ? " (unless refractory)" : "")}   # membrane potential
        v_next = {Clipped($"v_kept{string.Concat(currents.Select(c => $" + {c.Acting}"))} + bias")} : 1
        {Kept("v", "(4096 - decay_v)")}
        """;

    private string Current(LoihiCurrent current)
    {
        var u = current.Register;

        // What arrives after a step acts in the next one in either case; without a variable for it there is less to read and write.
        return current.Inputs.Count == 0 ? $"""
            d{u}/dt = ({current.Acting}_kept - {u})/dt : 1   # synaptic current of the next step, to which weights are added as they arrive
            {current.Acting} = {Wrapped(u)} : 1
            {Kept(current.Acting, $"(4095 - {current.Decay})")}
            """ : $"""
            d{u}/dt = ({u}_next - {u})/dt : 1   # synaptic current
            {u}_next = {Wrapped($"{u}_sum")} : 1
            {u}_sum = {u}_kept{string.Concat(current.Inputs.Select(Shifted))} : 1
            {Kept(u, $"(4095 - {current.Decay})")}
            """ + string.Concat(current.Inputs.Select(input => $"d{input.Name}/dt = -{input.Name}/dt : 1   # weights that arrive in this step\n"));
    }

    // x·k/4096, rounded toward zero: both parts of x have its sign, so that each may be rounded by itself.
    private string Kept(string x, string k) => !Rounds ? $"{x}_kept = {x}*{k}/4096 : 1\n" : $"""
        {x}_kept = {x}_high*{k} + int(({x} - 4096*{x}_high)*({k}/4096)) : 1   # what a step keeps, rounded toward zero
        {x}_high = int({x}/4096) : 1

        """;

    private string Shifted((string Name, int Exponent) input) => !Rounds || input.Exponent >= 0
        ? $" + {Number(Math.ScaleB(64, input.Exponent))}*{input.Name}"
        : $" + 64*floor({input.Name}*{Number(Math.ScaleB(1, input.Exponent))})";

    private string Clipped(string value) => Rounds ? $"clip({value}, v_lowest, v_highest)" : value;

    private string Wrapped(string value) => !Rounds ? value : Overflow == LoihiOverflow.Lava
        ? $"{value} + 16777216*floor((8388608 - {value})/16777216)"
        : $"{value} - 16777216*floor(({value} + 8388608)/16777216)";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
