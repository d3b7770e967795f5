namespace Homeostat;

/// <summary>The catalog of the makes of crossbar devices.</summary>
public static class CrossbarDeviceCatalog
{
    // The constant-step device of aihwkit (its default).
    private static readonly PulsedUpdate ConstantStep = new(Step: 0.001, Bound: 0.6, StepSpread: 0.3, CycleSpread: 0.3, BoundSpread: 0.3, Asymmetry: 0.01);

    /// <summary>All makes.</summary>
    public static Catalog<CrossbarDevice> All { get; } = new("crossbar device",
    [
        new("ideal", "cells without noise, drift or limits", ""),
        new("pcm", "phase-change memory: programming noise, drift, 1/f read noise", "Nandakumar et al. 2019, IEEE ICECS; Rasch et al. 2021, IEEE AICAS (aihwkit)")
        {
            ProgrammingNoise = new Cubic(0.26348, 1.965 / 25, -1.1731 / 625),
            Drift = new ConductanceDrift(20, -0.0155, 0.0244, 0.049, 0.1, -0.0125, -0.0059, 0.008, 0.045),
            ReadNoise = new ReadNoise(0.0088, 0.65, 0.2, 250e-9),
            Pulses = ConstantStep,
        },
        new("pcm-joshi", "phase-change memory: programming noise only", "Joshi et al. 2020, Nature Communications 11:2473 (CrossSim)")
        {
            ProgrammingNoise = new Cubic(0.28638599, 0.07585724, -0.00178767),
            Pulses = ConstantStep,
        },
        new("rram-milo", "resistive memory of hafnium oxide, 50 to 225 µS: programming noise", "Milo et al. 2021, IEEE IRPS (CrossSim)")
        {
            LowestConductance = 50,
            HighestConductance = 225,
            ProgrammingNoise = new Cubic(4.782321, -0.009107),
            Pulses = ConstantStep,
        },
        new("rram-wan", "resistive memory of the NeuRRAM chip, up to 39.26 µS: programming noise", "Wan et al. 2022, Nature 608 (CrossSim)")
        {
            HighestConductance = 39.26,
            ProgrammingNoise = new Cubic(1.053, 0.2374, -0.01167, 1.536e-4),
            Pulses = ConstantStep,
        },
    ]);

    /// <summary>Finds a make by its name.</summary>
    /// <exception cref="HomeostatException">There is no such make; the message lists the names.</exception>
    public static CrossbarDevice Find(string name) => All.Find(name);
}
