namespace Homeostat;

/// <summary>Constants of a <see cref="Room"/>. Times are in steps of life, ten minutes each; temperatures in °C.</summary>
public sealed record RoomOptions
{
    /// <summary>Temperature at the beginning.</summary>
    public double Start { get; init; } = 21;

    /// <summary>Mean temperature outside.</summary>
    public double Outside { get; init; } = 11;

    /// <summary>By how much it is warmer outside in the afternoon than on average.</summary>
    public double Swing { get; init; } = 4;

    /// <summary>Steps of a day.</summary>
    public int Day { get; init; } = 144;

    /// <summary>The fraction of the difference to the outside that is lost in a step.</summary>
    public double Loss { get; init; } = 0.02;

    /// <summary>What full heating adds in a step; full cooling takes as much.</summary>
    public double Heater { get; init; } = 0.6;

    /// <summary>Standard deviation of the room's own fluctuations in a step.</summary>
    public double Turbulence { get; init; } = 0.05;

    /// <summary>Standard deviation of what the thermometer shows around the truth.</summary>
    public double ThermometerNoise { get; init; } = 0.3;

    /// <summary>How many cues there are; one announces cold shocks, one hot ones, the others nothing.</summary>
    public int Cues { get; init; } = 16;

    /// <summary>Steps from one shock to the next, on average.</summary>
    public double ShockInterval { get; init; } = 150;

    /// <summary>What a shock adds or takes in a step, on average, in the beginning.</summary>
    public double Shock { get; init; } = 0.55;

    /// <summary>By what fraction of that shocks grow in a thousand steps: the climate gets rougher.</summary>
    public double Roughening { get; init; } = 0.08;

    /// <summary>Standard deviation of what a shock adds or takes.</summary>
    public double ShockSpread { get; init; } = 0.22;

    /// <summary>Steps that a shock lasts.</summary>
    public int ShockLength { get; init; } = 10;

    /// <summary>Steps for which its cue is on before a shock.</summary>
    public int Warning { get; init; } = 15;

    /// <summary>The fraction of shocks that no cue announces.</summary>
    public double Unannounced { get; init; } = 0.05;

    /// <summary>Steps from one time that an idle cue is on to the next, on average.</summary>
    public double IdleInterval { get; init; } = 300;

    /// <summary>Steps from one change of the cues' meaning to the next, on average.</summary>
    public double MeaningInterval { get; init; } = 5000;

    /// <summary>
    /// Relative drift of the loss and the heater: the standard deviation of what a thousand steps add to their logarithms. They are drawn back to where
    /// they began, by a thousandth in a step, and vary by about 0.7 of this in the long run.
    /// </summary>
    public double Drift { get; init; } = 0.1;

    /// <summary>Energy to be had in a step, in J, on average over a day.</summary>
    public double Income { get; init; } = 1;

    internal void Check()
    {
        const string Room = "A room";
        RequireOption.That(Cues >= 2, Room, nameof(Cues), Cues, "two cues at least, one for cold and one for heat");
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
