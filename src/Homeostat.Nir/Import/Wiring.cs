namespace Homeostat.Nir;

/// <summary>
/// What becomes of each node of a flat graph: neurons, inputs and nodes that have to hold a value become populations; a linear map between two
/// of these becomes a projection; gates of subgraphs, Flatten and Output only hand on.
/// </summary>
internal sealed class Wiring
{
    private readonly FlatGraph _graph;
    private readonly Faults _faults;
    private readonly List<int>[] _sources;
    private readonly int[] _users;
    private readonly bool[] _isMerged;

    public Wiring(FlatGraph graph, Faults faults)
    {
        (_graph, _faults) = (graph, faults);
        _sources = [.. graph.Nodes.Select((_, k) => Real(k, 0))];
        var targets = graph.Nodes.Select(_ => new List<int>()).ToArray();
        for (var k = 0; k < targets.Length; k++)
        {
            if (!Passes(k) || IsOutput(k))
            {
                foreach (var source in _sources[k])
                {
                    targets[source].Add(k);
                }
            }
        }

        _users = [.. targets.Select(t => t.Count)];
        _isMerged = [.. graph.Nodes.Select((node, k) => IsMap(node) && targets[k] is [var only] && (NirPrimitive.IsNeuron(Type(only)) || Type(only) == "Threshold"))];
        RequireNoAlgebraicLoop();
        Order = [.. Walk(targets).Where(k => !Passes(k) && !_isMerged[k])];
    }

    /// <summary>The nodes that become populations, from the inputs on.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>The nodes whose outputs a node adds up, past the nodes that only hand on.</summary>
    public IReadOnlyList<int> Sources(int node) => _sources[node];

    /// <summary>Whether a linear map becomes a projection rather than a population.</summary>
    public bool IsMerged(int node) => _isMerged[node];

    /// <summary>Whether any node uses the output.</summary>
    public bool IsUsed(int node) => _users[node] > 0;

    /// <summary>Whether the node is an output of the circuit.</summary>
    public bool IsOutput(int node) => _graph.Nodes[node] is { IsOutermost: true, Node.Type: "Output" };

    /// <summary>Whether nodes of the type multiply by weights and keep no state.</summary>
    public static bool IsMap(FlatNode node) => node.Node.Type is "Affine" or "Linear" or "Scale" or "Conv1d" or "Conv2d" or "SumPool2d" or "AvgPool2d";

    private string Type(int node) => _graph.Nodes[node].Node.Type;

    private bool Passes(int node) => _graph.Nodes[node].IsGate || Type(node) == "Flatten" || IsOutput(node);

    private List<int> Real(int node, int depth)
    {
        if (depth > _graph.Nodes.Count)
        {
            throw _faults.Error(_graph.Nodes[node].Place, "it is in a cycle of nodes that only hand on what they get", "Remove one of the edges of the cycle.");
        }

        return [.. _graph.Sources[node].SelectMany(s => Passes(s) ? Real(s, depth + 1) : [s])];
    }

    // Nodes from the inputs along the edges, then those that no input reaches.
    private IEnumerable<int> Walk(List<int>[] targets)
    {
        var seen = new HashSet<int>();
        var queue = new Queue<int>();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < targets.Length; k++)
            {
                if ((pass == 1 || Type(k) == "Input") && !Passes(k) && seen.Add(k))
                {
                    queue.Enqueue(k);
                    while (queue.TryDequeue(out var next))
                    {
                        yield return next;
                        targets[next].Where(seen.Add).ToList().ForEach(queue.Enqueue);
                    }
                }
            }
        }
    }

    // Neurons hand on what they were at the end of the last step; in a cycle without them a value would depend on itself.
    private void RequireNoAlgebraicLoop()
    {
        var state = new int[_graph.Nodes.Count];
        var stack = new Stack<(int Node, int Next)>();
        for (var k = 0; k < state.Length; k++)
        {
            if (state[k] == 0 && IsImmediate(k))
            {
                stack.Push((k, 0));
                state[k] = 1;
            }

            while (stack.TryPop(out var at))
            {
                if (at.Next >= _sources[at.Node].Count)
                {
                    state[at.Node] = 2;
                    continue;
                }

                stack.Push((at.Node, at.Next + 1));
                var source = _sources[at.Node][at.Next];
                if (state[source] == 1)
                {
                    throw _faults.Error(_graph.Nodes[source].Place, "it is in a cycle without a neuron or delay, so its value would depend on itself", "Put a neuron or a Delay into the cycle.");
                }

                if (state[source] == 0 && IsImmediate(source))
                {
                    state[source] = 1;
                    stack.Push((source, 0));
                }
            }
        }
    }

    private bool IsImmediate(int node) => !Passes(node) && !NirPrimitive.IsNeuron(Type(node)) && Type(node) is not ("Input" or "Delay");
}
