using System.Globalization;

namespace Homeostat;

/// <summary>
/// The rule by which a synapse turns the gradient <c>g</c> into a change of its weight <c>w</c>. The rule is written as synapse
/// equations; the learning rate is a variable flagged <c>(shared, learning rate)</c>, which a training may change.
/// </summary>
/// <param name="Name">The name of the optimizer.</param>
/// <param name="Equations">The equations of the variables that the optimizer adds to each synapse.</param>
/// <param name="OnLearn">The statements that change <c>w</c>, given <c>g</c>.</param>
/// <param name="Rate">The initial learning rate, zero or more.</param>
public sealed record Optimizer(string Name, string Equations, string OnLearn, double Rate)
{
    /// <summary>The initial learning rate, zero or more.</summary>
    public double Rate { get; init => field = RequireRate(value); } = RequireRate(Rate);

    /// <summary>The statements that are carried out after the weight has changed, such as bounds.</summary>
    public string Constraints { get; init; } = "";

    /// <summary>The names of the ready-made optimizers.</summary>
    public static IReadOnlyList<string> Names { get; } = ["adam", "momentum", "sgd"];

    /// <summary>Creates a ready-made optimizer with its usual settings.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="HomeostatException">There is no optimizer of that name.</exception>
    public static Optimizer Named(string name) => name switch
    {
        "adam" => Adam(),
        "momentum" => Momentum(),
        "sgd" => Sgd(),
        _ => throw new HomeostatException($"There is no optimizer '{name}'. The optimizers are {string.Join(", ", Names)}."),
    };

    /// <summary>Stochastic gradient descent: w ← w − η·g.</summary>
    public static Optimizer Sgd(double rate = 0.1) => new("sgd", "eta : 1 (shared, learning rate)", "w -= eta*g", rate);

    /// <summary>Momentum (Polyak 1964): u ← β·u + g, w ← w − η·u.</summary>
    public static Optimizer Momentum(double rate = 0.01, double beta = 0.9) => new(
        "momentum",
        """
        eta : 1 (shared, learning rate)
        u : 1
        """,
        Text($"""
        u = {Fraction(beta)}*u + g
        w -= eta*u
        """),
        rate);

    /// <summary>Adam (Kingma &amp; Ba 2015, algorithm 1), with both moments kept by each synapse.</summary>
    public static Optimizer Adam(double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new(
        "adam",
        """
        eta : 1 (shared, learning rate)
        k : 1 (shared)   # updates so far
        m : 1            # running mean of g
        v : 1            # running mean of g squared
        """,
        Text($"""
        k += 1
        m += (1 - {Fraction(beta1)})*(g - m)
        v += (1 - {Fraction(beta2)})*(g**2 - v)
        w -= eta/(1 - {beta1}**k)*m/(sqrt(v/(1 - {beta2}**k)) + {Require(epsilon, epsilon > 0, "An epsilon", "a small number above 0, such as 1e-8")})
        """),
        rate);

    /// <summary>
    /// Creates a copy of this optimizer in which weights also shrink toward zero at each update: w ← w − η·(s + λ·w), where s is the
    /// step of the optimizer (decoupled weight decay, Loshchilov &amp; Hutter 2019).
    /// </summary>
    /// <param name="decay">The decay λ, zero or more.</param>
    public Optimizer WithDecay(double decay) => this with { OnLearn = Text($"w *= 1 - {Require(decay, decay >= 0, "A weight decay", "a number from 0 on")}*{RateName}\n{OnLearn}") };

    /// <summary>Creates a copy of this optimizer that keeps weights between two bounds.</summary>
    /// <exception cref="HomeostatException">The lower bound is not below the upper one.</exception>
    public Optimizer WithBounds(double low, double high) => low < high
        ? Constrained(Text($"w = clip(w, {low}, {high})"))
        : throw new HomeostatException(Text($"Weights cannot be kept between {low} and {high}; give the lower bound first."));

    /// <summary>Creates a copy of this optimizer that keeps the Euclidean norm of all weights onto one unit at or below a length.</summary>
    public Optimizer WithNorm(double length) =>
        Constrained(Text($"w *= minimum(1, {Require(length, length > 0, "A largest norm", "a number above 0")}/sqrt(sum_pre(w**2) + 1e-12))"));

    /// <summary>The name of the learning rate in <see cref="Equations"/>.</summary>
    /// <exception cref="HomeostatException">No line of the equations, or more than one, has the flag (learning rate).</exception>
    internal string RateName
    {
        get
        {
            var rates = EquationSet.Parse(Equations, $"optimizer '{Name}'").Equations.Where(e => e.Role == Role.LearningRate).ToArray();
            return rates is [var rate]
                ? rate.Name
                : throw new HomeostatException(
                    $"The optimizer '{Name}' declares {(rates.Length == 0 ? "no learning rate" : $"{rates.Length} learning rates")}; one is needed. "
                    + $"Put the flags on the line that declares it, as in 'eta : 1 (shared, learning rate)'.");
        }
    }

    private static double RequireRate(double rate) => Require(rate, rate >= 0, "A learning rate", "a number from 0 on, usually 1e-4 to 1e-1");

    private static double Fraction(double beta) => Require(beta, beta is >= 0 and < 1, "A running mean's share", "a number from 0 to below 1");

    private static double Require(double value, bool isRight, string what, string expected) => isRight && double.IsFinite(value)
        ? value
        : throw new HomeostatException(Text($"{what} of {value} makes no optimizer; give {expected}."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private Optimizer Constrained(string statement) => this with { Constraints = $"{Constraints}\n{statement}".Trim() };
}
