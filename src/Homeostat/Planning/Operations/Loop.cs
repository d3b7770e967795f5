namespace Homeostat.Planning;

/// <summary>The kind of a loop: what a round of it stands for.</summary>
internal enum LoopKind
{
    /// <summary>A time step.</summary>
    Steps,

    /// <summary>A time step, in which the bodies, one a population, are carried out in an order drawn anew.</summary>
    StepsInRandomOrder,

    /// <summary>Nothing but the round: a repetition.</summary>
    Rounds,

    /// <summary>A time point of the data.</summary>
    Times,

    /// <summary>A candidate that is tried.</summary>
    Candidates,
}

/// <summary>The position of a run within the loops of its plan that pass without time steps.</summary>
/// <param name="Round">The number of rounds since the run began.</param>
/// <param name="Time">The index of the time point in the loop over time points around.</param>
/// <param name="Candidate">The index of the candidate in the loop over candidates around.</param>
internal readonly record struct LoopPosition(int Round, int Time, int Candidate)
{
    /// <summary>The position once a round of a loop has begun.</summary>
    public LoopPosition Enter(LoopKind kind, int round) =>
        new(Round + 1, kind == LoopKind.Times ? round : Time, kind == LoopKind.Candidates ? round : Candidate);
}

/// <summary>
/// Operations repeated. The first time round some values are known from before and some are computed that then stay, so there is
/// a body for each of the first few rounds, of which the last serves all further ones.
/// </summary>
/// <param name="Kind">What passes with each round.</param>
/// <param name="Count">The number of rounds.</param>
/// <param name="Bodies">The operations of the first, second, ... round; or of each population.</param>
internal sealed record Loop(LoopKind Kind, int Count, IReadOnlyList<IReadOnlyList<PlanOperation>> Bodies) : PlanOperation
{
    /// <summary>The mean square change of a sample's states in a step, below whose tolerance it is dropped; null where none is dropped.</summary>
    public Symbol? Criterion { get; init; }

    /// <summary>The root mean square change of a sample's states in a step below which it is dropped.</summary>
    public double Tolerance { get; init; }

    /// <summary>The stream from which the order of populations is drawn.</summary>
    public uint Stream { get; init; }

    /// <summary>The operations of all bodies.</summary>
    public IEnumerable<PlanOperation> Operations => Bodies.SelectMany(body => body);

    public override IEnumerable<Symbol> Reads => Operations.SelectMany(operation => operation.Reads).Concat(Criterion is null ? [] : [Criterion]);

    public override IEnumerable<Symbol> Writes => Operations.SelectMany(operation => operation.Writes);

    /// <summary>The time steps that pass.</summary>
    public int Steps => AreSteps ? Count : checked(Count * Bodies[^1].OfType<Loop>().Sum(loop => loop.Steps));

    /// <summary>Whether each round is a time step.</summary>
    public bool AreSteps => Kind is LoopKind.Steps or LoopKind.StepsInRandomOrder;

    /// <summary>The number of rounds in which a body is carried out.</summary>
    public int TimesOf(int body) => Kind == LoopKind.StepsInRandomOrder ? Count : body < Bodies.Count - 1 ? 1 : Count - Bodies.Count + 1;

    public override IEnumerable<string> Lines
    {
        get
        {
            for (var body = 0; body < Bodies.Count; body++)
            {
                yield return Title(body);
                foreach (var line in Bodies[body].SelectMany(operation => operation.Lines))
                {
                    yield return $"  {line}";
                }
            }
        }
    }

    public override string ToString() => string.Join('\n', Lines);

    private string Title(int body)
    {
        var round = Kind switch
        {
            LoopKind.Rounds => "round",
            LoopKind.Times => "time point",
            LoopKind.Candidates => "candidate",
            _ => "step",
        };
        return Kind == LoopKind.StepsInRandomOrder ? $"each of {Count} steps, in random order:"
            : body < Bodies.Count - 1 ? $"{round} {body + 1}:"
            : Count == 1 ? $"a {round}:"
            : body == Count - 1 ? $"{round} {Count}:"
            : $"{round}s {body + 1} to {Count}:";
    }
}
