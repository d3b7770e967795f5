using System.Globalization;

namespace Homeostat;

/// <summary>
/// Generalized filtering (Friston, Stephan, Li and Daunizeau 2010, Mathematical Problems in Engineering 621670). The beliefs about hidden states
/// and their time derivatives, (x, x′, x″, ...), descend the free energy in a frame that moves with them, dμ̃/dt = Dμ̃ − κ ∂F/∂μ̃. The model is
/// given as text: the rates of change of the states, and the values of the sensors as functions of the states. The noise of both is smooth,
/// so the time derivatives of a sensor carry information too.
/// </summary>
/// <remarks>
/// The circuit is a population <c>belief</c> of one unit; each sample of a batch is a separate stream of data. The belief about a state <c>x</c> is
/// <c>x_0</c>, and the beliefs about its time derivatives are <c>x_1</c> to <c>x_n</c>. The values of a sensor <c>y</c> and its derivatives, <c>y_0</c> to
/// <c>y_(n−1)</c>, are set from outside. Derivatives above the first order are computed as if the model were locally linear, as in the paper. F is
/// without its constants. For a linear model the time steps are exact.
/// </remarks>
public sealed record GeneralizedFilter
{
    private const string Belief = "belief";

    /// <summary>The hidden states by name, each with its rate of change per second as an expression of the states and inputs, such as <c>-x/2 + u</c>.</summary>
    public required IReadOnlyDictionary<string, string> Flow { get; init; }

    /// <summary>The sensors by name, each with its predicted value as an expression of the hidden states.</summary>
    public required IReadOnlyDictionary<string, string> Sensors { get; init; }

    /// <summary>The number n of generalized coordinates of a sensor: its value and n − 1 time derivatives. A state has one more.</summary>
    public int Order { get; init; } = 4;

    /// <summary>The smoothness s of the noise: the width in seconds of the Gaussian that smooths it.</summary>
    public double Smoothness { get; init; } = 0.5;

    /// <summary>The precision (1/variance) of the noise of the states' motion.</summary>
    public double FlowPrecision { get; init; } = 1;

    /// <summary>The precision (1/variance) of the noise of the sensors.</summary>
    public double SensoryPrecision { get; init; } = 1;

    /// <summary>The rate κ at which beliefs follow the gradient, per second.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>
    /// The matrix that multiplies the gradient of the states themselves in place of κ, [states × states] in the order of <see cref="Flow"/>; null for κ.
    /// With the steady covariance of a Kalman-Bucy filter, and a large κ, the filter of order 1 is that filter (Baltieri and Isomura 2021, arXiv 2111.10530).
    /// </summary>
    public double[,]? Gain { get; init; }

    /// <summary>The names of known inputs in the expressions, which are set from outside like the sensors.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The values of constants in the expressions, by name.</summary>
    public IReadOnlyDictionary<string, Quantity> Constants { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Creates the circuit of the filter.</summary>
    /// <param name="timeStep">The time step, during which sensor values are constant.</param>
    /// <exception cref="HomeostatException">A setting is out of range. Errors in the expressions are found when the circuit is simulated.</exception>
    public Circuit Create(Quantity timeStep)
    {
        Check();
        string[] states = [.. Flow.Keys];
        var gain = Gain is null ? null : Linear.Matrix(Gain, "The gain", states.Length, states.Length);
        var precision = GeneralizedCoordinates.Precision(Order, Smoothness);
        List<string> lines = [.. Inputs.Select(name => $"{name} : 1"), .. states.Select(x => $"{x} = {x}_0 : 1")];
        foreach (var (state, n) in states.Select((x, n) => (x, n)))
        {
            lines.Add($"{state}_flow_0 = {Flow[state]} : 1");
            Moving($"{state}_flow");
            for (var i = 0; i <= Order; i++)
            {
                var descent = i > 0 || gain is null
                    ? $"{Number(Rate)}*diff(energy, {state}_{i})"
                    : string.Join(" + ", states.Select((x, m) => $"({Number(gain[n, m])})*diff(energy, {x}_0)"));
                lines.Add($"d{state}_{i}/dt = ({(i < Order ? $"{state}_{i + 1}" : "0")} - ({descent}))/second : 1");
                lines.Add(i < Order ? $"{state}_error_{i} = {state}_{i + 1} - {state}_flow_{i} : 1" : "");
            }

            lines.Add($"{state}_energy = {Energy(state, FlowPrecision)} : 1");
        }

        foreach (var (sensor, guess) in Sensors)
        {
            lines.Add($"{sensor}_guess_0 = {guess} : 1");
            Moving($"{sensor}_guess");
            lines.AddRange(Orders.Select(i => $"{sensor}_{i} : 1\n{sensor}_error_{i} = {sensor}_{i} - {sensor}_guess_{i} : 1"));
            lines.Add($"{sensor}_energy = {Energy(sensor, SensoryPrecision)} : 1");
        }

        lines.Add($"energy = {string.Join(" + ", states.Concat(Sensors.Keys).Select(name => $"{name}_energy"))} : 1 (energy)");
        return new Circuit("generalized filter", timeStep) { new Population(Belief, 1, string.Join('\n', lines)) { Constants = Constants } };

        // The time derivative of an expression, by the chain rule over the states.
        void Moving(string name) => lines.AddRange(Orders.Skip(1).Select(i =>
            $"{name}_{i} = {string.Join(" + ", states.Select(x => $"diff({name}_0, {x}_0)*{x}_{i}"))} : 1"));

        string Energy(string name, double weight) => string.Join(" + ", Orders.SelectMany(i => Orders.Where(j => precision[i, j] != 0)
            .Select(j => $"({Number(weight * precision[i, j] / 2)})*{name}_error_{i}*{name}_error_{j}")));
    }

    private IEnumerable<int> Orders => Enumerable.Range(0, Order);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Check()
    {
        if (Flow.Count == 0 || Sensors.Count == 0)
        {
            throw new HomeostatException($"A generalized filter of {Flow.Count} states and {Sensors.Count} sensors infers nothing; give at least one of each.");
        }

        foreach (var (what, value) in new[] { ("flow precision", FlowPrecision), ("sensory precision", SensoryPrecision), ("rate", Rate) })
        {
            if (!(value > 0) || !double.IsFinite(value))
            {
                throw new HomeostatException($"The {what} of a generalized filter is {Number(value)}; give a finite number above 0.");
            }
        }
    }
}
