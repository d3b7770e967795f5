using System.Globalization;

namespace Homeostat;

/// <summary>
/// The energy of a mortal with an exact account: <c>level = initial + income − Σ costs</c> at any time. The sums are compensated, so that the
/// account is correct to rounding after any number of steps.
/// </summary>
public sealed class EnergyStore
{
    private static readonly int Uses = Enum.GetValues<EnergyUse>().Length;

    // Each entry is a sum and its rounding error (Neumaier 1974). The order is: income, the uses, the level.
    private readonly (double Sum, double Lost)[] _sums = new (double, double)[Uses + 2];

    /// <summary>Creates a store that holds some energy.</summary>
    /// <param name="initial">The initial energy, in J; more than 0.</param>
    /// <param name="capacity">The largest amount that the store can hold, in J. Energy beyond it is not taken in.</param>
    /// <exception cref="HomeostatException">The initial energy is not above 0, or it is more than the capacity.</exception>
    public EnergyStore(double initial, double capacity = double.PositiveInfinity)
    {
        if (!(initial > 0) || !double.IsFinite(initial) || !(capacity >= initial))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"An energy store cannot begin with {initial} J of at most {capacity} J; give a positive amount that it can hold."));
        }

        (Initial, Capacity) = (initial, capacity);
        _sums[^1] = (initial, 0);
    }

    /// <summary>The initial energy, in J.</summary>
    public double Initial { get; }

    /// <summary>The largest amount that the store can hold, in J.</summary>
    public double Capacity { get; }

    /// <summary>The energy that is left, in J. The last cost of a life can take it below 0.</summary>
    public double Level => _sums[^1].Sum + _sums[^1].Lost;

    /// <summary>The energy taken in so far, in J.</summary>
    public double Income => _sums[0].Sum + _sums[0].Lost;

    /// <summary>The energy spent so far, in J.</summary>
    public double Spent
    {
        get
        {
            var spent = 0.0;
            foreach (var (sum, lost) in _sums.AsSpan(1, Uses))
            {
                spent += sum + lost;
            }

            return spent;
        }
    }

    /// <summary>The energy spent on one use so far, in J.</summary>
    public double this[EnergyUse use] => _sums[1 + (int)use].Sum + _sums[1 + (int)use].Lost;

    /// <summary>Takes energy in, up to the capacity.</summary>
    /// <param name="energy">The amount of energy, in J; 0 or more.</param>
    /// <returns>The amount that was taken in, in J.</returns>
    public double Take(double energy)
    {
        if (!IsEnergy(energy))
        {
            throw Refusal(energy, "taken in");
        }

        energy = Math.Min(energy, Math.Max(0, Capacity - Level));
        Add(0, energy);
        Add(_sums.Length - 1, energy);
        return energy;
    }

    /// <summary>Spends energy.</summary>
    /// <param name="use">The use of the energy.</param>
    /// <param name="energy">The amount of energy, in J; 0 or more.</param>
    public void Spend(EnergyUse use, double energy)
    {
        if (!IsEnergy(energy))
        {
            throw Refusal(energy, $"spent on {use.ToString().ToLowerInvariant()}");
        }

        Add(1 + (int)use, energy);
        Add(_sums.Length - 1, -energy);
    }

    /// <summary>All sums with their rounding errors, for a file.</summary>
    internal double[] Save() => [.. _sums.SelectMany(s => new[] { s.Sum, s.Lost })];

    /// <exception cref="HomeostatException">The saved numbers have the wrong length, or their sums do not agree.</exception>
    internal void Restore(ReadOnlySpan<double> saved, string place)
    {
        if (saved.Length != 2 * _sums.Length)
        {
            throw new HomeostatException($"{place}: the energy account has {saved.Length} numbers; it needs {2 * _sums.Length}. The file is damaged.");
        }

        for (var n = 0; n < _sums.Length; n++)
        {
            _sums[n] = (saved[2 * n], saved[(2 * n) + 1]);
        }

        var error = Math.Abs(Initial + Income - Spent - Level);
        if (!(error <= 1e-9 * (Initial + Income + Spent)))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"{place}: the energy account does not close: {Initial} J and {Income} J taken in, less {Spent} J spent, are not {Level} J. The file is damaged."));
        }
    }

    private static bool IsEnergy(double energy) => energy is >= 0 and < double.PositiveInfinity;

    private static HomeostatException Refusal(double energy, string what) =>
        new($"An energy of {energy.ToString(CultureInfo.InvariantCulture)} J cannot be {what}; give a finite amount of 0 or more.");

    private void Add(int index, double value)
    {
        ref var sum = ref _sums[index];
        var total = sum.Sum + value;
        sum.Lost += Math.Abs(sum.Sum) >= Math.Abs(value) ? sum.Sum - total + value : value - total + sum.Sum;
        sum.Sum = total;
    }
}
