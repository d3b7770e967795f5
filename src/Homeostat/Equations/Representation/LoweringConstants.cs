namespace Homeostat.Equations;

/// <summary>
/// The constants that the expansions of functions need for an element type: the limits of overflow and underflow, the constants of argument
/// reduction, and the polynomials.
/// </summary>
internal sealed record LoweringConstants
{
    /// <summary>Whether the element type is float32.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Adding and subtracting 1.5·2^(significand bits − 1) rounds to the nearest whole number.</summary>
    public required double RoundingMagic { get; init; }

    /// <summary>The limits of the exponential: below the first eˣ rounds to 0, above the second it overflows.</summary>
    public required (double Zero, double Infinity) ExpRange { get; init; }

    /// <summary>The value from which on tanh rounds to 1.</summary>
    public required double TanhOne { get; init; }

    /// <summary>An exponent so large that any base except 1 gives 0 or infinity.</summary>
    public required double PowerLimit { get; init; }

    /// <summary>ln 2 in two parts, the first with enough trailing zeros that whole multiples of it are exact.</summary>
    public required (double High, double Low) LogTwo { get; init; }

    /// <summary>The smallest normal number, and the exponent of a power of two that makes subnormal numbers normal.</summary>
    public required (double Smallest, int Bits) Normal { get; init; }

    /// <summary>The polynomial for (eˣ − 1 − x)/x² on |x| ≤ ½ln 2.</summary>
    public required double[] Exp { get; init; }

    /// <summary>The polynomial for (½(e²ˣ − 1) − x)/x² on |x| ≤ ¼ln 2.</summary>
    public required double[] HalfExpMinusOne { get; init; }

    /// <summary>The polynomial in s² for (ln((1+s)/(1−s)) − 2s)/s³, with (1+s)/(1−s) between √½ and √2.</summary>
    public required double[] Log { get; init; }

    /// <summary>π/2 in three parts; a fused multiply-add subtracts each exactly, so they may be full words.</summary>
    public required double[] HalfPi { get; init; }

    /// <summary>The limit beyond which the argument reduction of sin and cos is not accurate; they give NaN there.</summary>
    public required double AngleLimit { get; init; }

    /// <summary>The polynomial in x² for (sin x/x − 1)/x², on |x| ≤ π/4.</summary>
    public required double[] Sin { get; init; }

    /// <summary>The polynomial in x² for (cos x − 1 + ½x²)/x⁴, on |x| ≤ π/4.</summary>
    public required double[] Cos { get; init; }

    /// <summary>The polynomial in x² for (1 − arctan x/x)/x², on |x| ≤ 7/16.</summary>
    public required double[] Arctan { get; init; }

    /// <summary>
    /// The constants for float32. Exp and HalfExpMinusOne: minimax by Remez exchange in 200-bit arithmetic, total relative error 2⁻²⁸ and
    /// 2⁻²⁶. Log: FreeBSD msun e_logf.c (Sun Microsystems 1993), error 2⁻³⁴. Sin, Cos: Moshier, Cephes sinf.c. Arctan: msun s_atanf.c.
    /// The parts of ln 2: Cephes expf.c, whose first part has only 9 bits.
    /// </summary>
    public static LoweringConstants Single { get; } = new()
    {
        IsSingle = true,
        RoundingMagic = 12582912,
        ExpRange = (-104, 89),
        TanhOne = 10,
        PowerLimit = 3e9,
        LogTwo = (0.693359375, -2.12194440e-4),
        Normal = (1.17549435082228750797e-38, 24),
        Exp =
        [
            0.49999993432231024305, 0.16666520399806436558, 0.041668390769789971808, 0.0083687450379434391476,
            0.0013814540545540087995,
        ],
        HalfExpMinusOne =
        [
            0.99999996301495200023, 0.66666173803738968885, 0.33333760475533180203, 0.13386471316434716767,
            0.044424053540931011077,
        ],
        Log = [0.66666662693023681640625, 0.400009721517562866, 0.284987866878509521, 0.242790788412094116],
        HalfPi = [1.5707963705062866, -4.371138828673793e-08, -1.7151245100058819e-15],
        AngleLimit = 4194304,
        Sin = [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4],
        Cos = [4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5],
        Arctan = [3.3333328366e-01, -1.9999158382e-01, 1.4253635705e-01, -1.0648017377e-01, 6.1687607318e-02],
    };

    /// <summary>
    /// The constants for float64. Exp and HalfExpMinusOne: minimax by Remez exchange in 200-bit arithmetic, total relative error 2⁻⁵⁷ and
    /// 2⁻⁵⁵. The parts of ln 2, Log, Sin, Cos, Arctan: FreeBSD msun e_log.c, k_sin.c, k_cos.c, s_atan.c (Sun Microsystems 1993), errors
    /// 2⁻⁵⁸ and less.
    /// </summary>
    public static LoweringConstants Double { get; } = new()
    {
        RoundingMagic = 6755399441055744,
        ExpRange = (-746, 710),
        TanhOne = 22,
        PowerLimit = 1e19,
        LogTwo = (6.93147180369123816490e-01, 1.90821492927058770002e-10),
        Normal = (2.2250738585072014e-308, 54),
        Exp =
        [
            0.5000000000000010668, 0.16666666666666411513, 0.041666666666529733557, 0.0083333333334949758855,
            0.0013888888943758742385, 0.0001984126950577392599, 0.000024801492950768787677, 2.7557586805567875029e-6,
            2.7630305881155758865e-7, 2.500001787567949693e-8,
        ],
        HalfExpMinusOne =
        [
            1.0000000000000010379, 0.66666666666666356124, 0.33333333333261246922, 0.13333333333423534738,
            0.044444444581258732696, 0.01269841261998972918, 0.0031745926613584484315, 0.00070546963677476132069,
            0.00014144555225541684124, 0.000025655060542279572263,
        ],
        Log =
        [
            6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
            1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
        ],
        HalfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33],
        AngleLimit = 1099511627776,
        Sin =
        [
            -1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
            2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10,
        ],
        Cos =
        [
            4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
            -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11,
        ],
        Arctan =
        [
            3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01,
            -1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02,
            6.66107313738753120669e-02, -5.83357013379057348645e-02, 4.97687799461593236017e-02,
            -3.65315727442169155270e-02, 1.62858201153657823623e-02,
        ],
    };
}
