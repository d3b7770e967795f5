using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>A sequence of random numbers for a unit.</summary>
internal sealed class UniformDraws(SynapseContext context)
{
    // The generator makes this many numbers at a time.
    private readonly double[] _numbers = new double[16];
    private double _scale;
    private ulong _step;
    private ulong _drawn;
    private int _next;

    /// <summary>Starts the sequence of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="scale">If not zero, <see cref="Next"/> returns <c>scale·log(1 − u)</c> rather than u.</param>
    public void Start(int unit, double scale = 0)
    {
        (_step, _drawn, _next, _scale) = (DrawPurpose.Pairs.Step(0, unit), 0, _numbers.Length, scale);
    }

    /// <summary>The next number: uniform in [0, 1), or its scaled logarithm.</summary>
    public double Next()
    {
        if (_next == _numbers.Length)
        {
            Refill();
        }

        return _numbers[_next++];
    }

    /// <summary>A whole number below <paramref name="n"/>, all equally likely to within n/2⁵³.</summary>
    public int NextBelow(int n) => (int)(Next() * n);

    private void Refill()
    {
        Philox.FillUniform(_numbers, context.Seed, context.Stream, _step, _drawn);
        _drawn += (ulong)_numbers.Length;
        _next = 0;
        if (_scale != 0)
        {
            foreach (ref var numbers in MemoryMarshal.Cast<double, Vector512<double>>(_numbers.AsSpan()))
            {
                numbers = Vector512.Log(Vector512<double>.One - numbers) * _scale;
            }
        }
    }
}
