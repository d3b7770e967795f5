using CsCheck;

namespace Homeostat.Tests.Chips;

/// <summary>Random networks of Loihi's neurons against 64-bit integers: all potentials, currents and spikes, on each substrate and any number of threads.</summary>
public class LoihiRandomTests
{
    private const int Steps = 120;

    private static readonly Gen<LoihiNeuron> Neurons =
        from du in Gen.OneOf(Gen.Int[0, 4095], Gen.Const(0), Gen.Const(4095))
        from dv in Gen.OneOf(Gen.Int[0, 4095], Gen.Const(0), Gen.Const(4095))
        from mantissa in Gen.Int[-4096, 4095]
        from exponent in Gen.Int[0, 7]
        from threshold in Gen.OneOf(Gen.Int[1, 2000], Gen.Int[0, 131071])
        from refractory in Gen.Int[1, 5]
        from lowest in Gen.Int[10, 23]
        from highest in Gen.Int[4, 7]
        select new LoihiNeuron
        {
            DecayU = du, DecayV = dv, BiasMantissa = mantissa, BiasExponent = exponent, Threshold = threshold, Refractory = refractory, LowestExponent = lowest, HighestExponent = highest,
        };

    /// <summary>Sums of weights up to the size at which the current leaves its register.</summary>
    private static readonly Gen<int[]> Inputs = Gen.OneOf(Gen.Int[-300, 300], Gen.Int[-32768, 32767], Gen.Const(32767), Gen.Const(-32768)).Array[Steps];

    [Fact]
    public void A_neuron_does_what_integers_do_up_to_its_limits() => Gen.Select(Neurons, Inputs).Sample(
        (neuron, input) =>
        {
            var reference = new LoihiReference(1, neuron, []);
            var (u, v, spikes) = (new int[Steps], new int[Steps], new int[Steps]);
            for (var t = 0; t < Steps; t++)
            {
                reference.Step(t, [input[t]]);
                (u[t], v[t], spikes[t]) = ((int)reference.U[0], (int)reference.V[0], reference.Spikes[0] ? 1 : 0);
            }

            foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
            {
                var run = Driven.Run(type, neuron.Create("cells", 1), "a", input, Steps, "u", "v", "spikes");
                Assert.Equal(u, run["u"]);
                Assert.Equal(v, run["v"]);
                Assert.Equal(spikes, run["spikes"]);
            }
        },
        iter: 40);

    [Fact]
    public void Networks_with_delays_do_what_integers_do_on_each_substrate_and_any_number_of_threads() => Gen.Select(Neurons, Gen.Int[0, 1000]).Sample(
        (neuron, seed) =>
        {
            const int Units = 300;
            var random = new Random(seed);
            var synapses = Enumerable.Range(0, 900).Select(_ => (random.Next(Units), random.Next(Units), random.Next(-255, 256), random.Next(0, 3))).Distinct().ToArray();
            var reference = new LoihiReference(Units, neuron, synapses);
            var fired = new List<(long, int)>();
            for (var t = 0; t < Steps; t++)
            {
                reference.Step(t, new int[Units]);
                fired.AddRange(Enumerable.Range(0, Units).Where(i => reference.Spikes[i]).Select(i => ((long)t, i)));
            }

            var circuit = new Circuit("random") { neuron.Create("cells", Units) };
            foreach (var delay in synapses.GroupBy(s => s.Item4))
            {
                circuit.Add(new Projection("cells", "cells", "w : 1")
                {
                    Name = $"delay{delay.Key}", Connectivity = Connectivity.Pairs([.. delay.Select(s => s.Item1)], [.. delay.Select(s => s.Item2)]), OnPre = "a += w", Delay = delay.Key == 0 ? "" : $"{delay.Key}*dt",
                });
            }

            Check(new SimulationOptions { Workers = new Workers(1) });
            Check(new SimulationOptions { Workers = new Workers(2) });
            Check(new SimulationOptions { Substrate = Substrate.Interpreter });
            Check(new SimulationOptions { Substrate = Substrate.Interpreter, Type = ElementType.Float64 });
            Check(new SimulationOptions { Type = ElementType.Float64 });

            void Check(SimulationOptions options)
            {
                using var simulation = new Simulation(circuit, 1, options with { StopsExplosions = false });
                foreach (var delay in synapses.GroupBy(s => s.Item4))
                {
                    simulation.Synapses($"delay{delay.Key}").Set("w", [.. delay.OrderBy(s => s.Item1).ThenBy(s => s.Item2).Select(s => (double)s.Item3)]);
                }

                var probe = simulation.RecordSpikes("cells");
                simulation.Run(Steps * Homeostat.Units.Millisecond);
                Assert.Equal(fired, probe.Steps.Zip(probe.Units));
                Assert.Equal(reference.U, simulation["cells.u"].ToArray().Select(x => (long)x));
                Assert.Equal(reference.V, simulation["cells.v"].ToArray().Select(x => (long)x));
            }
        },
        iter: 6);
}
