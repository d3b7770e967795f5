using System.Globalization;
using Homeostat.Benchmarks;

// A compilation is measured in a process of its own, in which nothing ran before.
if (args is [CompileBenchmark.Child])
{
    CompileBenchmark.CompileOnce();
    return 0;
}

// Every class of this project that is a benchmark can be run by its name; a new benchmark only needs a new file.
var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToArray();

string? name = null;
var (json, largest, threads) = (false, false, Environment.ProcessorCount);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--json":
            json = true;
            break;
        case "--largest":
            largest = true;
            break;
        case "--threads" when i + 1 < args.Length
            && int.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out threads) && threads > 0:
            break;
        case var word when name is null && !word.StartsWith('-'):
            name = word;
            break;
        default:
            return Usage($"Not understood: {args[i]}.");
    }
}

if (name is null)
{
    return Usage("Which benchmark?");
}

if (benchmarks.FirstOrDefault(benchmark => benchmark.Name == name) is not { } chosen)
{
    return Usage($"There is no benchmark {name}.");
}

var report = new Report(chosen, threads);
chosen.Run(new Settings(threads, largest), report);
report.Print(json);
return 0;

int Usage(string problem)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine("usage: dotnet run -c Release --project benchmarks -- NAME [--json] [--threads N] [--largest]");
    foreach (var benchmark in benchmarks)
    {
        Console.Error.WriteLine($"  {benchmark.Name,-18} {benchmark.Summary}");
    }

    return 2;
}
