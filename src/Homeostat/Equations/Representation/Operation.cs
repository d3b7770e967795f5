namespace Homeostat.Equations;

/// <summary>
/// The operations of the typed representation. The whole equation language is translated to them, so a substrate that supports them
/// supports the language.
/// </summary>
internal enum Operation
{
    /// <summary>A number known when the circuit is compiled.</summary>
    Constant,

    /// <summary>The value of a <see cref="Symbol"/>.</summary>
    Load,

    /// <summary>−x</summary>
    Negate,

    /// <summary>|x|</summary>
    Abs,

    /// <summary>√x</summary>
    Sqrt,

    /// <summary>The largest integer not above x.</summary>
    Floor,

    /// <summary>The nearest integer, ties to even.</summary>
    Round,

    /// <summary>The nearest integer toward zero.</summary>
    Truncate,

    /// <summary>eˣ</summary>
    Exp,

    /// <summary>eˣ − 1, as exact for small x as for large.</summary>
    Expm1,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>sin x</summary>
    Sin,

    /// <summary>cos x</summary>
    Cos,

    /// <summary>The angle between −π/2 and π/2 whose tangent is x.</summary>
    Arctan,

    /// <summary>tanh x</summary>
    Tanh,

    /// <summary>1/(1 + e⁻ˣ)</summary>
    Sigmoid,

    /// <summary>x + y</summary>
    Add,

    /// <summary>x − y</summary>
    Subtract,

    /// <summary>x·y</summary>
    Multiply,

    /// <summary>x/y</summary>
    Divide,

    /// <summary>The smaller of x and y.</summary>
    Min,

    /// <summary>The larger of x and y.</summary>
    Max,

    /// <summary>xʸ</summary>
    Power,

    /// <summary>x·y + z, rounded once.</summary>
    MultiplyAdd,

    /// <summary>x &lt; y (a condition)</summary>
    Less,

    /// <summary>x ≤ y (a condition)</summary>
    LessOrEqual,

    /// <summary>x = y (a condition)</summary>
    Equal,

    /// <summary>Both conditions.</summary>
    And,

    /// <summary>Either condition.</summary>
    Or,

    /// <summary>The opposite condition.</summary>
    Not,

    /// <summary>condition ? x : y</summary>
    Select,

    /// <summary>condition ? x : y, where y is seldom needed: y is not computed for a vector in which no lane needs it.</summary>
    SelectFallback,

    /// <summary>x·2ⁿ for a whole number n; exponentials are computed with it.</summary>
    Scale,

    /// <summary>The power of two of x as a whole number: x = Mantissa(x)·2^Exponent(x).</summary>
    Exponent,

    /// <summary>The significand of x, in [1, 2).</summary>
    Mantissa,

    /// <summary>|x| with the sign of y; odd functions restore their sign with it.</summary>
    CopySign,

    /// <summary>A sum, mean, largest or k-th largest value along an axis; see <see cref="Reduction"/>.</summary>
    Reduce,
}

/// <summary>The kinds of <see cref="Operation.Reduce"/>.</summary>
internal enum Reduction
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest value.</summary>
    Max,

    /// <summary>
    /// The largest value, used as a reference that is subtracted before exponentials to keep them in range. The result does not depend on it,
    /// so derivatives treat it as a constant.
    /// </summary>
    Reference,

    /// <summary>The k-th largest value; k is the second argument, a constant.</summary>
    KthLargest,
}

/// <summary>
/// The axes along which a value varies. A population's values vary over rows (the samples of the batch) and columns (its
/// units); a projection's over rows (postsynaptic units) and columns (presynaptic units).
/// </summary>
[Flags]
internal enum Axes
{
    /// <summary>The value is the same for all rows and columns.</summary>
    None = 0,

    /// <summary>The value varies over rows.</summary>
    Rows = 1,

    /// <summary>The value varies over columns.</summary>
    Columns = 2,

    /// <summary>The value varies over rows and columns.</summary>
    Both = Rows | Columns,
}

/// <summary>A stored quantity that a kernel reads or writes; the plan binds it to memory.</summary>
/// <param name="Name">The name of the quantity, unique within the circuit, such as <c>hidden.z</c>.</param>
/// <param name="Axes">The axes along which it varies.</param>
internal sealed record Symbol(string Name, Axes Axes)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
