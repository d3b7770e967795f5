using System.Globalization;

namespace Homeostat;

/// <summary>
/// Continuous active inference by reflex, in generalized coordinates: the circuit expects to feel what it prefers, y = set point and at rest, and
/// acts so that it does, da/dt = −κ ∂F/∂a = −κ Σᵢ πᵢ (yᵢ − μᵢ) ∂y/∂a over a sensation, its velocity and its acceleration. The action is the integral of
/// that: the precisions are the gains of a controller, integral, proportional and derivative (Baltieri and Buckley 2019, Entropy 21(3):257).
/// </summary>
/// <remarks>
/// A precision of position alone integrates only: no error stays, but it rings. With that of velocity it is a PI controller, with that of
/// acceleration a PID controller. A precision of velocity alone makes it a proportional one: it resists, and an error stays.
/// </remarks>
public sealed record ReflexArc
{
    /// <summary>What is preferred.</summary>
    public double SetPoint { get; init; }

    /// <summary>π, the precisions of a sensation, its velocity and its acceleration: one to three.</summary>
    public IReadOnlyList<double> Precisions { get; init; } = [1, 1];

    /// <summary>κ, how fast action follows the gradient, per second.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>∂y/∂a, which way acting changes what is felt, as it is believed.</summary>
    public double Response { get; init; } = 1;

    /// <summary>The time in seconds over which velocity and acceleration are felt.</summary>
    public double Window { get; init; } = 1;

    /// <summary>
    /// The precision of the belief that what is felt returns to the set point, dμ/dt = (set point − μ)/return; infinite for a belief that nothing
    /// felt can change. A finite one yields: it first believes what it feels, and the slower it acts.
    /// </summary>
    public double Conviction { get; init; } = double.PositiveInfinity;

    /// <summary>The time in seconds in which what is felt is believed to return to the set point.</summary>
    public double Return { get; init; } = 1;

    /// <summary>The most that can be done, either way; what can be done no more is not added up either.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>A population of reflexes: what is felt arrives in the input <c>y</c>, what is done is <c>action</c>.</summary>
    /// <param name="name">The population's name.</param>
    /// <param name="size">How many.</param>
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
            // What changes slowly is what was felt a while ago; the difference is motion.
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

    // All is well at first.
    private IEnumerable<string> Remembered(bool isFirm) => (Precisions.Count > 1 ? (string[])["slow_1"] : []).Concat(isFirm ? [] : ["mu_0"]);

    private IEnumerable<int> Orders => Enumerable.Range(0, Precisions.Count);

    // How what is felt is believed to move.
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
