using Homeostat.Nir;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Nir;

/// <summary>Files are read strictly with the place and the remedy in each message, or leniently with their repairs.</summary>
public sealed class NirFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static string Stored(string name) => Path.Combine(Repository.Root, "tests/Homeostat.Tests/Nir/Files", name);

    [Fact]
    public void A_file_of_h5py_with_compression_metadata_and_truth_values_is_read_written_and_read_again()
    {
        var graph = NirFile.Read(Stored("modern.nir"));
        Assert.Equal(("float64 [3, 3]", 0.75, "1.0"), (graph.Nodes["fc"]["weight"].ToString(), graph.Nodes["fc"]["weight"][6], graph.Version));
        var metadata = graph.Nodes["lif"].Metadata;
        Assert.Equal(("bool", 1.0, "somebody", "int32", 7.0), (metadata["trained"].Type, metadata["trained"][0], metadata["by"].Text, metadata["more/epochs"].Type, metadata["more/epochs"][0]));
        NirFile.Write(_folder["again.nir"], graph);
        NirGraphs.AssertSame(graph, NirFile.Read(_folder["again.nir"]));
        Assert.Equal(.001, NirCircuit.Of(graph).Options.TimeStep!.Value.Value);
    }

    [Fact]
    public void Random_graphs_are_written_and_read_again_with_nothing_changed() => CsCheck.Check.Sample(
        NirGraphs.Any,
        graph =>
        {
            var path = _folder[$"{Guid.NewGuid()}.nir"];
            NirFile.Write(path, graph with { Version = "0.2.0" });
            NirGraphs.AssertSame(graph with { Version = "0.2.0" }, NirFile.Read(path));
            File.Delete(path);
        },
        iter: 30, seed: "0003hPqX0v31");

    [Theory]
    [InlineData("half.nir", "at /node/nodes/fc/weight: it has floating-point numbers of 16 bits. Write them as float32 or float64.")]
    [InlineData("huge.nir", "at /node/nodes/w/weight: its shape [1048576, 1048576] stands for 4.4E+12 bytes, more than this file of 13,384 bytes can hold. The file is damaged, or stores a shape without data.")]
    [InlineData("cycle.nir", "groups are nested more than 64 deep, or a group contains itself. Write the graph without such links.")]
    [InlineData("observed.nirdata", "it has no group 'node', so it is no NIR graph. Export it from the other tool by nir.write.")]
    public void What_cannot_be_read_says_why(string file, string expected)
    {
        Assert.Contains(expected, Assert.Throws<HomeostatException>(() => NirFile.Read(Stored(file))).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<HomeostatException>(() => NirFile.Read(Stored(file), out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_HDF5_says_so()
    {
        var path = _folder.Write("x.nir", "not a NIR file, but a text that is long enough"u8.ToArray());
        Assert.Contains($"'{path}' cannot be read as HDF5: at /, ", Assert.Throws<HomeostatException>(() => NirFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read as HDF5", Assert.Throws<HomeostatException>(() => NirFile.Read(_folder.Write("empty.nir", []))).Message, StringComparison.Ordinal);
        Assert.Equal("There is no file 'none.nir'. Check the path.", Assert.Throws<HomeostatException>(() => NirFile.Read("none.nir")).Message);
    }

    public static TheoryData<string, string, string?> Faulty => new()
    {
        { "unknown type", "node 'lif': there is no primitive 'LIFF'. Did you mean 'LIF'?. The primitives are Input, Output,", null },
        { "unknown field", "node 'lif': a LIF has no field 'colour'; its fields are tau, r, v_leak, v_threshold, v_reset. Remove the field, or put it into 'metadata'.", "the field is left out" },
        { "missing tau", "node 'lif': a LIF needs the field 'tau'. Export the file anew with it.", null },
        { "missing leak", "node 'lif': a LIF needs the field 'v_leak'. Export the file anew with it.", "it is taken as 0" },
        { "negative tau", "node 'lif', field 'tau': it has the value -1. A time constant is a positive time, in seconds.", null },
        { "infinite", "node 'lif', field 'r': it has the value ", null },
        { "shapes", "node 'lif', field 'r': its shape [1] differs from [2] of 'tau'. Give all parameters of a node one shape.", "the number is taken for all units" },
        { "output", "node 'out': this Output has the shape [1, 1, 1], but what reaches it has [2]. Store the shape [2] in it.", "its shape is taken as [2]" },
        { "edge", "edge 'fc -> lif1': there is no node 'lif1'; the nodes are 'fc', 'in', 'lif', 'out'.", "'lif' is taken for it" },
        { "stray edge", "edge 'in -> nowhere': there is no node 'nowhere'", "the edge is left out" },
        { "sizes", "edge 'fc -> lif': 'fc' gives the shape [3], but 'lif' takes [2]. Mend the edge, or the shape of one of the two.", null },
        { "weight", "node 'fc': its weight has the shape [4]. Store a matrix, [outputs, inputs].", null },
        { "text", "node 'lif', field 'r': it is the text 'one' and no number. Write numbers.", null },
        { "huge input", "its shape [2000000000, 2000000000] has more units than a population can have", null },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_fault_names_the_node_and_the_remedy(string fault, string expected, string? repair)
    {
        var graph = Broken(fault);
        var e = Assert.Throws<HomeostatException>(() => NirFile.Write(_folder["x.nir"], graph));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        var faults = new Faults("graph", isLenient: true);
        if (repair is null)
        {
            Assert.Throws<HomeostatException>(() => GraphCheck.Checked(graph, faults));
            return;
        }

        var mended = GraphCheck.Checked(graph, faults);
        Assert.Contains(repair, Assert.Single(faults.Repairs), StringComparison.Ordinal);
        if (fault != "shapes")
        {
            // What is repaired is sound.
            NirGraphs.AssertSame(mended, GraphCheck.Checked(mended, new Faults("graph", isLenient: false)));
        }
    }

    private static NirGraph Broken(string fault)
    {
        var lif = NirGraphs.Lif(2);
        var fields = new Dictionary<string, NirValue>(lif.Fields);
        var (type, weight, output) = (fault == "unknown type" ? "LIFF" : "LIF", NirGraphs.Linear(fault == "sizes" ? 3 : 2, 2), NirGraphs.Output(fault == "output" ? [1, 1, 1] : [2]));
        var edges = new List<NirEdge> { new("in", "fc"), new("fc", fault == "edge" ? "lif1" : "lif"), new("lif", "out") };
        switch (fault)
        {
            case "unknown field":
                fields["colour"] = NirValue.Of(1.0);
                break;
            case "missing tau" or "missing leak":
                fields.Remove(fault == "missing tau" ? "tau" : "v_leak");
                break;
            case "negative tau":
                fields["tau"] = NirValue.Of([1.0, -1]);
                break;
            case "infinite":
                fields["r"] = NirValue.Of([1.0, double.PositiveInfinity]);
                break;
            case "shapes":
                fields["r"] = NirValue.Of([1.0]);
                break;
            case "stray edge":
                edges.Add(new("in", "nowhere"));
                break;
            case "weight":
                weight = new NirNode("Linear", ("weight", NirValue.Of([1.0, 2, 3, 4])));
                break;
            case "text":
                fields["r"] = NirValue.Of("one");
                break;
        }

        return new NirGraph(
            [("in", NirGraphs.Input(fault == "huge input" ? [2_000_000_000, 2_000_000_000] : [2])), ("fc", weight), ("lif", new NirNode(type, fields)), ("out", output)], edges);
    }
}
