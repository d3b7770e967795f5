namespace Homeostat;

/// <summary>The constants of a <see cref="Room"/>. Times are in steps of life of ten minutes each, temperatures in °C.</summary>
public sealed record RoomOptions
{
    /// <summary>The initial temperature of the room, in °C.</summary>
    public double Start { get; init; } = 21;

    /// <summary>The mean temperature outside, in °C.</summary>
    public double Outside { get; init; } = 11;

    /// <summary>The amplitude of the daily change of the temperature outside, in °C.</summary>
    public double Swing { get; init; } = 4;

    /// <summary>The length of a day, in steps.</summary>
    public int Day { get; init; } = 144;

    /// <summary>The fraction of the temperature difference to the outside that is lost in a step.</summary>
    public double Loss { get; init; } = 0.02;

    /// <summary>The temperature that full heating adds in a step, in °C. Full cooling removes the same amount.</summary>
    public double Heater { get; init; } = 0.6;

    /// <summary>The standard deviation of the random change of temperature in a step, in °C.</summary>
    public double Turbulence { get; init; } = 0.05;

    /// <summary>The standard deviation of the thermometer's error, in °C.</summary>
    public double ThermometerNoise { get; init; } = 0.3;

    /// <summary>The number of cues. One announces cold shocks, one announces hot shocks, and the others announce nothing.</summary>
    public int Cues { get; init; } = 16;

    /// <summary>The mean interval between shocks, in steps.</summary>
    public double ShockInterval { get; init; } = 150;

    /// <summary>The mean temperature that a shock adds or removes in a step at the start of life, in °C.</summary>
    public double Shock { get; init; } = 0.55;

    /// <summary>The growth of shocks per thousand steps, as a fraction of <see cref="Shock"/>.</summary>
    public double Roughening { get; init; } = 0.08;

    /// <summary>The standard deviation of the temperature that a shock adds or removes in a step, in °C.</summary>
    public double ShockSpread { get; init; } = 0.22;

    /// <summary>The duration of a shock, in steps.</summary>
    public int ShockLength { get; init; } = 10;

    /// <summary>The time for which a cue is on before its shock, in steps.</summary>
    public int Warning { get; init; } = 15;

    /// <summary>The fraction of shocks that no cue announces.</summary>
    public double Unannounced { get; init; } = 0.05;

    /// <summary>The mean interval between two times that a cue without meaning turns on, in steps.</summary>
    public double IdleInterval { get; init; } = 300;

    /// <summary>The mean interval between changes of the cues' meaning, in steps.</summary>
    public double MeaningInterval { get; init; } = 5000;

    /// <summary>
    /// The relative drift of the loss and the heater: the standard deviation of the random change of their logarithms in a thousand steps. Both are
    /// pulled back to their initial values by a thousandth in each step, so that their standard deviation in the long run is about 0.7 of this value.
    /// </summary>
    public double Drift { get; init; } = 0.1;

    /// <summary>The mean energy income per step over a day, in J.</summary>
    public double Income { get; init; } = 1;

    internal void Check()
    {
        const string Room = "A room";
        RequireOption.That(Cues >= 2, Room, nameof(Cues), Cues, "at least two cues, one for cold and one for heat");
        RequireOption.Finite(Room, (nameof(Start), Start), (nameof(Outside), Outside), (nameof(Swing), Swing));
        RequireOption.NotNegative(
            Room, (nameof(Turbulence), Turbulence), (nameof(ThermometerNoise), ThermometerNoise), (nameof(Shock), Shock), (nameof(Roughening), Roughening),
            (nameof(ShockSpread), ShockSpread), (nameof(Drift), Drift), (nameof(Income), Income));
        foreach (var (name, value) in new[] { (nameof(ShockInterval), ShockInterval), (nameof(IdleInterval), IdleInterval), (nameof(MeaningInterval), MeaningInterval) })
        {
            RequireOption.That(value > 0, Room, name, value, "a positive number of steps, infinite for never");
        }

        foreach (var (name, value) in new[] { (nameof(Day), Day), (nameof(ShockLength), ShockLength), (nameof(Warning), Warning) })
        {
            RequireOption.That(value >= 1, Room, name, value, "one step or more");
        }

        RequireOption.That(Loss is > 0 and < 1, Room, nameof(Loss), Loss, "a fraction between 0 and 1");
        RequireOption.Positive(Room, (nameof(Heater), Heater));
        RequireOption.That(Unannounced is >= 0 and <= 1, Room, nameof(Unannounced), Unannounced, "a fraction from 0 to 1");
    }
}
