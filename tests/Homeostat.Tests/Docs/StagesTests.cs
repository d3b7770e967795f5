namespace Homeostat.Tests.Docs;

/// <summary>The folders of the library are stages in the order data flow: the code of each uses only those before it.</summary>
public class StagesTests
{
    private static readonly string[] Stages =
    [
        "Equations", "Circuits", "Neurons", "Synapses", "Networks", "Semantics", "Planning", "Substrates", "Simulation",
        "Data", "Evaluation", "Exchange", "Ledger", "Theory", "Structure", "Learners", "Chips", "Mortal", "Niches", "Runs",
    ];

    private static readonly IReadOnlySet<SourceReference> References =
        SourceReferences.Read(typeof(Circuit).Assembly.Location, "/src/Homeostat/", Stage);

    [Fact]
    public void Every_folder_is_a_stage()
    {
        var folders = Repository.Code("src/Homeostat").Select(path => path["src/Homeostat/".Length..].Split('/')).Where(p => p.Length > 1);
        Assert.Empty(folders.Select(p => p[0]).Distinct().Except(Stages));
    }

    [Fact]
    public void No_folder_uses_a_later_one()
    {
        var arrows = References.Where(r => Stage(r.From) < Stage(r.To))
            .GroupBy(r => $"{r.From} → {r.To}", r => $"{r.User} uses {r.Used}")
            .Select(a => $"{a.Key} ({string.Join(", ", a.Distinct())})")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(arrows.Length == 0, $"{arrows.Length} arrows back. Move what is used to an earlier folder, or its user to a later one:\n{string.Join('\n', arrows)}");
    }

    /// <summary>Theory is mathematics without a circuit: of other folders it uses no more than random numbers and how linear systems are solved.</summary>
    [Fact]
    public void Theory_knows_no_circuit()
    {
        string[] mathematics = ["Theory/", "Substrates/Random/", "Equations/Integrators/"];
        var used = References.Where(r => Folder(r.From) == "Theory" && r.To.Contains('/') && !mathematics.Any(r.To.StartsWith));
        Assert.Empty(used.Select(r => $"{r.From} → {r.To}").Distinct());
    }

    [Fact]
    public void The_reader_sees_signatures_bodies_and_the_parts_of_a_type()
    {
        Assert.Contains(References, r => r is { From: "Simulation/Simulation.cs", To: "Circuits/Circuit.cs" });
        Assert.Contains(References, r => r is { From: "Learners/Inspection.Learner.cs", To: "Learners/Learner.cs", User: "Inspection" });
        Assert.Contains(References, r => r is { From: "Substrates/Connect/Partners.cs", To: "Substrates/Connect/AllPartners.cs" });
        Assert.DoesNotContain(References, r => r is { From: "Simulation/Inspection.cs", To: "Learners/Learner.cs" });
    }

    // Files of no folder stand before all stages.
    private static int Stage(string file) => Array.IndexOf(Stages, Folder(file));

    private static string Folder(string file) => file.Contains('/') ? file.Split('/')[0] : "";
}
