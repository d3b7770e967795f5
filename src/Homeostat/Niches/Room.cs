namespace Homeostat;

/// <summary>
/// A room whose temperature has to be kept within limits. The room loses heat to the outside, whose temperature follows the time of day. Cold and hot
/// shocks, as from an open door or an oven, disturb it. Two cues announce shocks and the other cues announce nothing. The constants of the room
/// drift. Most of the energy is available by day.
/// </summary>
public sealed class Room : Niche
{
    private const int Temperature = 0, Loss = 1, Heater = 2, Shock = 3, Left = 4, Strength = 5, Countdown = 6, ColdCue = 7, HotCue = 8, FirstCue = 9;

    private readonly RoomOptions _options;
    private string? _event;

    /// <summary>Creates a room.</summary>
    /// <param name="options">The constants of the room.</param>
    /// <exception cref="HomeostatException">A constant is out of range.</exception>
    public Room(RoomOptions? options = null)
    {
        _options = options ?? new RoomOptions();
        _options.Check();
        Cues = [.. Enumerable.Range(1, _options.Cues).Select(n => $"cue{n}")];
        Sensors = ["thermometer", .. Cues];
        States = ["temperature", "loss", "heater", "shock", "shock left", "shock strength", "countdown", "cold cue", "hot cue", .. Cues.Select(c => $"{c} left")];
        Values = new double[States.Count];
        (Values[Temperature], Values[Loss], Values[Heater]) = (_options.Start, _options.Loss, _options.Heater);
        (Values[ColdCue], Values[HotCue]) = (0, 1);
    }

    /// <summary>The names of the cues.</summary>
    public IReadOnlyList<string> Cues { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sensors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Effectors { get; } = ["heating"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> States { get; }

    /// <inheritdoc/>
    public override double[] Values { get; }

    /// <inheritdoc/>
    public override string? Event => _event;

    /// <inheritdoc/>
    public override void Sense(Moment now, Span<double> sensors)
    {
        sensors[0] = Values[Temperature] + (_options.ThermometerNoise * now.Normal(0));
        for (var cue = 0; cue < Cues.Count; cue++)
        {
            sensors[1 + cue] = Values[FirstCue + cue] > 0 ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        _event = null;
        Drift(now);
        Cue(now);
        Strike(now);
        var day = Math.Sin(2 * Math.PI * now.Step / _options.Day);
        Values[Temperature] += (Values[Loss] * (_options.Outside + (_options.Swing * day) - Values[Temperature]))
            + (Values[Heater] * Math.Clamp(effectors[0], -1, 1)) + Values[Shock] + (_options.Turbulence * now.Normal(1));
        return _options.Income * Math.Max(0, 1 + (1.5 * day)) / MeanOfDay;
    }

    // The mean of max(0, 1 + 1.5 sin) over a day.
    private static double MeanOfDay { get; } = Enumerable.Range(0, 1000).Average(n => Math.Max(0, 1 + (1.5 * Math.Sin(2 * Math.PI * n / 1000))));

    private static bool Happens(Moment now, uint which, double interval) => now.Uniform(which) * interval < 1;

    private void Drift(Moment now)
    {
        var step = _options.Drift / Math.Sqrt(1000);

        // The constants are pulled back to their initial values, so that the body can go on living in the room.
        Values[Loss] *= Math.Exp((step * now.Normal(2)) - (0.001 * Math.Log(Values[Loss] / _options.Loss)));
        Values[Heater] *= Math.Exp((step * now.Normal(3)) - (0.001 * Math.Log(Values[Heater] / _options.Heater)));
        if (Happens(now, 0, _options.MeaningInterval))
        {
            Values[ColdCue] = Math.Floor(now.Uniform(1) * Cues.Count);
            Values[HotCue] = (Values[ColdCue] + 1 + Math.Floor(now.Uniform(2) * (Cues.Count - 1))) % Cues.Count;
            _event = "the cues change their meaning";
        }
    }

    private void Cue(Moment now)
    {
        for (var cue = 0; cue < Cues.Count; cue++)
        {
            ref var left = ref Values[FirstCue + cue];
            left = Math.Max(0, left - 1);
            if (left == 0 && cue != (int)Values[ColdCue] && cue != (int)Values[HotCue] && Happens(now, 16 + (uint)cue, _options.IdleInterval))
            {
                left = _options.Warning;
            }
        }
    }

    private void Strike(Moment now)
    {
        if (Values[Left] > 0)
        {
            Values[Left]--;
            Values[Shock] = Values[Left] > 0 ? Values[Strength] : 0;
        }
        else if (Values[Countdown] > 0)
        {
            if (--Values[Countdown] == 0)
            {
                (Values[Left], Values[Shock]) = (_options.ShockLength, Values[Strength]);
                _event = Values[Strength] < 0 ? "a cold shock" : "a hot shock";
            }
        }
        else if (Happens(now, 3, _options.ShockInterval))
        {
            var mean = _options.Shock * (1 + (_options.Roughening * now.Step / 1000));
            var size = Math.Max(0.2 * mean, mean + (_options.ShockSpread * now.Normal(4)));
            var isCold = now.Uniform(4) < 0.5;
            Values[Strength] = isCold ? -size : size;
            Values[Countdown] = _options.Warning;
            if (now.Uniform(5) >= _options.Unannounced)
            {
                Values[FirstCue + (int)Values[isCold ? ColdCue : HotCue]] = _options.Warning;
            }
        }
    }
}
