namespace Homeostat.Tests.Mortals;

/// <summary>Each individual is on a device of its own, and what it has learned means something there only.</summary>
public class DeviceTests
{
    [Fact]
    public void Devices_vary_as_said_and_are_the_same_for_a_seed()
    {
        var circuit = new Circuit("chip", 1 * Units.Second)
        {
            new Population("cells", 400, "warp : 1 (gain)\nbias : 1 (offset)\nhiss : 1 (noise)\nx : 1 (input)"),
            new Projection("cells", "cells", "w : 1 (weight)\ngain : 1 (gain)\nx_post = w*gain*bias_pre : 1 (summed)") { Name = "wires" },
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        var device = new DeviceVariation { Mismatch = 0.3, Offset = 2, Noise = 0.7, SynapticMismatch = 0.1 };
        device.Imprint(simulation, 5);
        var (gains, offsets) = (simulation["cells.warp"].ToArray(), simulation["cells.bias"].ToArray());
        var wires = simulation["wires.gain"].ToArray();

        // Four standard errors of the mean and deviation of 400, or 160,000, normal numbers.
        RequireNormal(Array.ConvertAll(gains, Math.Log), 0.3);
        RequireNormal(offsets, 2);
        RequireNormal(Array.ConvertAll(wires, Math.Log), 0.1);
        Assert.All(simulation["cells.hiss"].ToArray(), noise => Assert.Equal(0.7, noise));
        device.Imprint(simulation, 6);
        Assert.NotEqual(gains, simulation["cells.warp"].ToArray());
        device.Imprint(simulation, 5);
        Assert.Equal(gains, simulation["cells.warp"].ToArray());
        Assert.Equal(wires, simulation["wires.gain"].ToArray());
        new DeviceVariation().Imprint(simulation, 5);
        Assert.All(simulation["wires.gain"].ToArray(), gain => Assert.Equal(1, gain));

        static void RequireNormal(double[] x, double deviation)
        {
            var error = deviation / Math.Sqrt(x.Length);
            Assert.InRange(x.Average(), -4 * error, 4 * error);
            Assert.InRange(Math.Sqrt(x.Average(v => v * v)), deviation - (4 * error), deviation + (4 * error));
        }
    }

    [Fact]
    public void A_variable_is_the_devices_by_its_flag_and_not_by_its_name()
    {
        var circuit = new Circuit("chip") { new Population("cells", 4, "gain : 1\nnoise : 1") };
        using var simulation = new Simulation(circuit, 1);
        var error = Assert.Throws<HomeostatException>(() => new DeviceVariation { Mismatch = 0.3 }.Imprint(simulation, 5));
        Assert.Contains("no variable of the circuit is flagged (gain), (offset) or (noise)", error.Message);
        new DeviceVariation().Imprint(simulation, 5);
        Assert.All(simulation["cells.gain"].ToArray(), gain => Assert.Equal(0, gain));
    }

    [Fact]
    public void Weights_of_one_do_worse_on_the_device_of_another_and_learning_brings_them_back()
    {
        const int Copies = 16, Early = 500, Steps = 1500;
        using var teacher = Born(1);
        teacher.Live(2500);
        Assert.True(teacher.IsAlive, teacher.CauseOfDeath);
        var (early, late) = (new double[Copies], new double[Copies]);
        for (var n = 0; n < Copies; n++)
        {
            // The same weights in the same room with the same chances, once on a device of its own and once on that of the one they were learned on.
            var seed = 100 + (ulong)n;
            using var other = teacher.Copy(Room(), seed, endowment: 1);
            using var same = teacher.Copy(Room(), seed, endowment: 1);
            teacher.Body.Device.Imprint(same.Simulation, teacher.Seed);
            other.Live(Steps);
            same.Live(Steps);
            Assert.True(other.IsAlive && same.IsAlive);
            early[n] = Mean(other, 0, Early) - Mean(same, 0, Early);
            late[n] = Mean(other, Steps - 250, Steps) - Mean(same, Steps - 250, Steps);
        }

        var error = Math.Sqrt(early.Average(d => d * d) / Copies);
        Assert.True(early.Average() > 3 * error, $"free energy is higher by {early.Average():F4} ± {error:F4} nats a step on another's device");
        Assert.True(
            Math.Abs(late.Average()) < 0.25 * early.Average(), $"after learning it is higher by {late.Average():F4} nats a step, and was by {early.Average():F4} before");

        static double Mean(Mortal mortal, int from, int to) => mortal.Biography["free energy"].Skip(from).Take(to - from).Average();
    }

    // Shocks of one strength, always announced, and a body that needs no food and cannot freeze.
    private static Room Room() => new(new RoomOptions
    {
        ShockSpread = 0, Shock = 0.4, Roughening = 0, Unannounced = 0, MeaningInterval = double.PositiveInfinity, Drift = 0, ShockInterval = 60, Cues = 4,
    });

    private static Mortal Born(ulong seed)
    {
        var room = Room();
        var body = Thermostat.Create(room, new ThermostatOptions { Low = -50, High = 100, Rate = 0.02 });
        var device = new DeviceVariation { SynapticMismatch = 0.8 };
        return new Mortal(body with { Device = device, Costs = new EnergyCosts(), Parts = [.. body.Parts.Select(p => p with { Cost = 0 })] }, room, new MortalOptions { Seed = seed });
    }
}
