using System.Globalization;

namespace Homeostat;

/// <summary>
/// The energy a mortal has, with an exact account: <c>level = initial + income − Σ costs</c> at any time. Sums are compensated, so the
/// account closes to rounding after any number of steps.
/// </summary>
public sealed class EnergyStore
{
    private static readonly int Uses = Enum.GetValues<EnergyUse>().Length;

    // Each a sum and what rounding has taken from it (Neumaier 1974): income, then the uses, then the level.
    private readonly (double Sum, double Lost)[] _sums = new (double, double)[Uses + 2];

    /// <summary>A store with energy in it.</summary>
    /// <param name="initial">How much, in J; more than 0.</param>
    /// <param name="capacity">How much it holds, in J; what comes in beyond is not taken.</param>
    /// <exception cref="HomeostatException">No energy, or more than it holds.</exception>
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

    /// <summary>What it began with, in J.</summary>
    public double Initial { get; }

    /// <summary>What it holds at most, in J.</summary>
    public double Capacity { get; }

    /// <summary>What is there, in J. The last cost of a life may take it below 0.</summary>
    public double Level => _sums[^1].Sum + _sums[^1].Lost;

    /// <summary>What was taken in so far, in J.</summary>
    public double Income => _sums[0].Sum + _sums[0].Lost;

    /// <summary>What was spent so far, in J.</summary>
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

    /// <summary>What was spent on one thing so far, in J.</summary>
    public double this[EnergyUse use] => _sums[1 + (int)use].Sum + _sums[1 + (int)use].Lost;

    /// <summary>Takes energy in, up to the capacity.</summary>
    /// <param name="energy">In J; 0 or more.</param>
    /// <returns>How much was taken.</returns>
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
    /// <param name="use">On what.</param>
    /// <param name="energy">In J; 0 or more.</param>
    public void Spend(EnergyUse use, double energy)
    {
        if (!IsEnergy(energy))
        {
            throw Refusal(energy, $"spent on {use.ToString().ToLowerInvariant()}");
        }

        Add(1 + (int)use, energy);
        Add(_sums.Length - 1, -energy);
    }

    /// <summary>All sums, for saving.</summary>
    internal double[] Save() => [.. _sums.SelectMany(s => new[] { s.Sum, s.Lost })];

    /// <exception cref="HomeostatException">It is no account, or does not close.</exception>
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
