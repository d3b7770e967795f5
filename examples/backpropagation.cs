#:project ../src/Homeostat/Homeostat.csproj
// Back-propagation is derived from the equations of a predictive-coding circuit and can itself be read as equations. This example prints
// it for a given activation, as in: dotnet run examples/backpropagation.cs -- "z*sigmoid(z)"
using Homeostat;

var options = new PredictiveCodingOptions { Activation = args.FirstOrDefault() ?? "tanh(z)", Bias = false };
var local = PredictiveCoding.Create([784, 64, 10], options);
var global = Backpropagation.Of(local, Optimizer.Sgd(0.1));
foreach (var population in global.Circuit.Populations)
{
    Console.WriteLine($"population {population.Name}, {population.Size} units\n{Indented(population.Equations)}");
}

foreach (var projection in global.Circuit.Projections)
{
    Console.WriteLine($"projection {projection.Name}\n{Indented(projection.Equations)}");
    Console.WriteLine($"  when it learns\n{Indented($"{projection.OnLearn}\n{projection.OnUpdate}")}");
}

using var simulation = new Simulation(global.Circuit, batch: 100);
var plan = simulation.Compile(global.Train);
Console.WriteLine($"What a training batch of 100 does, {plan.CostOf(100).MultiplyAccumulates:N0} multiply-accumulates:\n{plan}");
foreach (var ((property, ofLocal), (_, ofGlobal)) in Taxonomy.Of(local).Lines().Zip(Taxonomy.Of(global).Lines()))
{
    Console.WriteLine($"{property,-24}{local.Name} {ofLocal,-8}{global.Name} {ofGlobal}");
}

static string Indented(string text) =>
    string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => $"    {line}"));
