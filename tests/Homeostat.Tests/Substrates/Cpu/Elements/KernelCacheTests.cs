namespace Homeostat.Tests.Substrates;

public sealed class KernelCacheTests
{
    [Fact]
    public void The_second_simulation_of_a_circuit_compiles_nothing()
    {
        // A constant of its own, so that no other test has compiled these kernels.
        var options = new PredictiveCodingOptions { Rate = 0.0271828, Activation = "0.918*tanh(z)" };
        var (first, firstCount) = Compile(options);
        var (second, secondCount) = Compile(options);
        Assert.True(first > 0);
        Assert.Equal(0, second);
        Assert.Equal(firstCount, secondCount);
    }

    [Fact]
    public void Another_number_type_and_another_constant_are_compiled_anew()
    {
        var options = new PredictiveCodingOptions { Rate = 0.0314159, Activation = "0.817*tanh(z)" };
        Compile(options);
        Assert.True(Compile(options, ElementType.Float64).New > 0);
        Assert.True(Compile(options with { Activation = "0.816*tanh(z)" }).New > 0);
    }

    [Fact]
    public void Many_threads_that_ask_for_one_program_get_one_kernel()
    {
        var x = new Symbol("x", Axes.Both);
        var caches = Enumerable.Range(0, 16).Select(_ => new KernelCache(ElementType.Float32, interpret: false)).ToArray();
        var kernels = new ElementKernel[caches.Length];
        Parallel.For(0, caches.Length, i =>
        {
            var factory = new NodeFactory();
            var value = factory.Multiply(factory.Load(x), factory.Constant(1.0000618));
            kernels[i] = caches[i].Compile(new ElementProgram([new Store(x, value)])).Result;
        });
        Assert.All(kernels, kernel => Assert.Same(kernels[0], kernel));
        Assert.Equal(1, caches.Sum(cache => cache.Compiled));
    }

    private static (int New, int All) Compile(PredictiveCodingOptions options, ElementType type = ElementType.Float32)
    {
        var learner = PredictiveCoding.Create([7, 5, 3], options);
        using var simulation = new Simulation(learner.Circuit, 4, new SimulationOptions { Type = type });
        simulation.Compile(learner.Train);
        return (simulation.NewKernels, simulation.CompiledKernels);
    }
}
