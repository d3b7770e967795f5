using Homeostat.Fuzz;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Fuzzing;

/// <summary>A short part of what <c>dotnet run --project fuzz</c> tries: the same inputs each time.</summary>
public class FuzzTests
{
    public static TheoryData<string> Parsers => [.. Fuzz.Program.Parsers.Select(parser => parser.Name)];

    [Theory]
    [InlineData("rates", 25)]
    [InlineData("spikes", 20)]
    [InlineData("statements", 400)]
    [InlineData("learners", 25)]
    [InlineData("trainings", 25)]
    public void Random_inputs_give_the_same_on_every_machine(string name, int count) => Nothing(name, count);

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Changed_inputs_are_read_or_refused(string name) => Nothing(name, 4000);

    [Theory]
    [MemberData(nameof(Parsers))]
    public void What_once_failed_is_read_or_refused(string name)
    {
        var parser = Fuzz.Program.Parsers.Single(p => p.Name == name);
        var folder = new DirectoryInfo(Path.Combine(Repository.Root, "tests/Homeostat.Tests/Corpus", name));
        foreach (var file in folder.Exists ? folder.GetFiles().Select(f => f.FullName) : [])
        {
            Assert.True(parser.Fault(File.ReadAllBytes(file)) is not { } fault, $"{file}: {parser.Fault(File.ReadAllBytes(file))}");
        }
    }

    [Fact]
    public void A_wrong_result_is_found_made_small_and_found_again_by_its_seed()
    {
        var fuzz = new CircuitFuzz("wrong", "", RandomRates.Experiment, (experiment, _) => experiment.Circuit.Projections.Any(p => p.OnLearn.Length > 0) ? "it learns" : null);
        var tally = new Tally();
        fuzz.Try(3, tally);
        var fault = Assert.Single(tally.Faults);
        Assert.Equal(3, fault.Seed);
        Assert.Equal(2, fault.Text.Split("population ").Length - 1);
        Assert.Equal(1, fault.Text.Split("projection ").Length - 1);
    }

    private static void Nothing(string name, int count)
    {
        var output = new StringWriter();
        var session = new Session(new Options { Fuzzed = [Fuzz.Program.All.Single(f => f.Name == name)], Count = count, Minutes = double.MaxValue }, output);
        session.Run();
        Assert.True(session.Faults == 0, output.ToString());
    }
}
