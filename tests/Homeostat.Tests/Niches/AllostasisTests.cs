namespace Homeostat.Tests.Niches;

/// <summary>What a thermostat has learned of cues makes it act before anything deviates, and it deviates less.</summary>
public class AllostasisTests
{
    private const int Seeds = 5, Steps = 4000, Learned = 1000;

    // Shocks are stronger than the heater: what is not prepared for is suffered. Preparing costs drive too, so that half of what is to come
    // is best. All live on, whatever happens, so that all can be compared.
    private static readonly RoomOptions Rough = new() { Shock = 1, ShockSpread = 0.1, ShockInterval = 100, ShockLength = 12, Income = 3, Roughening = 0, Unannounced = 0, MeaningInterval = double.PositiveInfinity };

    [Fact]
    public void It_acts_before_the_disturbance_and_has_the_lower_drive_over_time()
    {
        var (lead, drive, without) = (0.0, 0.0, 0.0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            using var allostatic = Lived(seed, Ablation.None);
            using var homeostatic = Lived(seed, Ablation.Anticipation);
            var (more, less) = (Lead(allostatic) - Lead(homeostatic), Drive(homeostatic) - Drive(allostatic));
            Assert.True(more > 0 && less > 0, $"seed {seed}: heats {more} more ahead, with a drive {less} lower");
            (lead, drive, without) = (lead + (more / Seeds), drive + Drive(allostatic), without + Drive(homeostatic));
        }

        Assert.True(lead > 0.1, $"it heats {lead} more ahead of cold than of heat");
        Assert.True(drive < 0.85 * without, $"drive {drive} against {without}");
    }

    private static Mortal Lived(ulong seed, Ablation ablate)
    {
        var room = new Room(Rough);
        var mortal = new Mortal(Thermostat.Create(room, new ThermostatOptions { Low = 0, High = 45, Shift = 2.2 }), room, new MortalOptions { Seed = seed, Ablate = ablate });
        Assert.Equal(Steps, mortal.Live(Steps));
        return mortal;
    }

    // ∫D dt once it has had time to learn.
    private static double Drive(Mortal mortal) => HomeostaticDrive.Of(mortal.Body).Along(mortal)[Learned..].Sum();

    // How much more it heats in the last steps before a cold shock begins than before a hot one.
    private static double Lead(Mortal mortal)
    {
        var (countdown, strength, heating) = (mortal.Biography["countdown"], mortal.Biography["shock strength"], mortal.Biography["done heating"]);
        var before = Enumerable.Range(Learned, mortal.Biography.Count - Learned).Where(n => countdown[n] is >= 1 and <= 6).ToLookup(n => strength[n] < 0, n => heating[n]);
        return before[true].Average() - before[false].Average();
    }
}
