using System.Globalization;

namespace Homeostat;

/// <summary>
/// Continuous active inference by a reflex, in generalized coordinates. The circuit expects its preferred sensation, the set point at rest, and
/// acts so that the sensation becomes the expected one: da/dt = −κ ∂F/∂a = −κ Σᵢ πᵢ (yᵢ − μᵢ) ∂y/∂a, summed over the sensation, its velocity and its
/// acceleration. The action is the integral of this, so the three precisions are the integral, proportional and derivative gains of a controller
/// (Baltieri and Buckley 2019, Entropy 21(3):257).
/// </summary>
/// <remarks>
/// With only the precision of the sensation, the reflex is an integral controller: no error remains, but the sensation oscillates. With that of
/// velocity it is a PI controller, and with that of acceleration a PID controller. With only the precision of velocity it is a proportional
/// controller, and an error remains.
/// </remarks>
public sealed record ReflexArc
{
    /// <summary>The set point: the preferred value of the sensation.</summary>
    public double SetPoint { get; init; }

    /// <summary>The precisions π of the sensation, its velocity and its acceleration: one to three numbers.</summary>
    public IReadOnlyList<double> Precisions { get; init; } = [1, 1];

    /// <summary>The rate κ at which the action follows the gradient, per second.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>The believed effect ∂y/∂a of the action on the sensation; its sign is the direction of the effect.</summary>
    public double Response { get; init; } = 1;

    /// <summary>The time in seconds over which velocity and acceleration are measured.</summary>
    public double Window { get; init; } = 1;

    /// <summary>
    /// The precision of the belief that the sensation returns to the set point, dμ/dt = (set point − μ)/return. If it is infinite, no sensation
    /// changes the belief. If it is finite, the belief first follows the sensation, and the action is slower.
    /// </summary>
    public double Conviction { get; init; } = double.PositiveInfinity;

    /// <summary>The time constant in seconds with which the sensation is believed to return to the set point.</summary>
    public double Return { get; init; } = 1;

    /// <summary>The limit of the action in both directions. The integral stops growing when the action has reached the limit.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Creates a population of reflexes. The sensation arrives in the input <c>y</c>; the action is the variable <c>action</c>.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of reflexes.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public Population Create(string name, int size = 1)
    {
        Check();
        List<string> lines =
        [
            "y : 1 (input)",
            "y_0 = y : 1",
            $"wish = {Text(-Rate * Response)}*({string.Join(" + ", Orders.Select(i => $"{Text(Precisions[i])}*(y_{i} - mu_{i})"))}) : 1",
            double.IsPositiveInfinity(Limit)
                ? "daction/dt = wish/second : 1"
                : $"daction/dt = where(abs(action) < {Text(Limit)} or action*wish < 0, wish, 0)/second : 1",
            $"F = {string.Join(" + ", Orders.Select(i => $"{Text(Precisions[i])}*(y_{i} - mu_{i})**2/2").Concat(Motion))} : 1 (energy)",
        ];
        for (var i = 1; i < Precisions.Count; i++)
        {
            // A slow variable follows the sensation with a delay; the difference between the two is proportional to the velocity.
            lines.Add($"dslow_{i}/dt = y_{i}/second : 1");
            lines.Add($"y_{i} = (y_{i - 1} - slow_{i})/{Text(Window)} : 1");
        }

        var isFirm = double.IsPositiveInfinity(Conviction);
        lines.AddRange(isFirm
            ? Orders.Select(i => $"mu_{i} = {(i == 0 ? Text(SetPoint) : "0")} : 1")
            : Orders.Append(Precisions.Count).Select(i =>
                $"dmu_{i}/dt = ({(i < Precisions.Count ? $"mu_{i + 1}" : "0")} - {Text(Rate)}*diff(F, mu_{i}))/second : 1"));
        return new Population(name, size, string.Join('\n', lines))
        {
            Initial = Remembered(isFirm).ToDictionary(x => x, _ => Text(SetPoint)),
        };
    }

    // Initially the sensation is at the set point.
    private IEnumerable<string> Remembered(bool isFirm) => (Precisions.Count > 1 ? (string[])["slow_1"] : []).Concat(isFirm ? [] : ["mu_0"]);

    private IEnumerable<int> Orders => Enumerable.Range(0, Precisions.Count);

    // The believed motion of the sensation.
    private IEnumerable<string> Motion => double.IsPositiveInfinity(Conviction)
        ? []
        : Orders.Select(i => $"{Text(Conviction)}*(mu_{i + 1} - {(i == 0 ? $"({Text(SetPoint)} - mu_0)" : $"(-mu_{i})")}/{Text(Return)})**2/2");

    private static string Text(double value) => $"({value.ToString("R", CultureInfo.InvariantCulture)})";

    private void Check()
    {
        if (Precisions.Count is < 1 or > 3 || Precisions.Any(p => !(p >= 0) || !double.IsFinite(p)) || Precisions.All(p => p == 0))
        {
            throw new HomeostatException(
                $"A reflex with the precisions {string.Join(", ", Precisions.Select(Text))} is none; give one to three, of 0 or more and not all 0: of position, velocity, acceleration.");
        }

        foreach (var (what, value) in new[] { ("rate", Rate), ("window", Window), ("conviction", Conviction), ("return", Return), ("limit", Limit) })
        {
            if (!(value > 0) || (!double.IsFinite(value) && what is "rate" or "window" or "return"))
            {
                throw new HomeostatException($"The {what} of a reflex is {value.ToString(CultureInfo.InvariantCulture)}; give a number above 0.");
            }
        }

        if (!double.IsFinite(SetPoint) || !double.IsFinite(Response) || Response == 0)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"A reflex with set point {SetPoint} and response {Response} cannot act; give finite numbers, the response not 0."));
        }
    }
}
