namespace Homeostat.Planning;

/// <summary>Statements about single synapses or units, as their kernel computes them, and what each of its operands stands for.</summary>
/// <param name="Stores">The values and what they are stored to.</param>
/// <param name="Operands">The operands in the order of the kernel.</param>
/// <param name="ByRow">
/// Whether the effect of one presynaptic unit must be complete before that of the next, since what is written at a unit is also read.
/// </param>
internal sealed record EventStatements(IReadOnlyList<Store> Stores, IReadOnlyList<EventOperand> Operands, bool ByRow)
{
    public IEnumerable<Symbol> Reads => Operands.Where(o => o.IsRead).Select(o => o.Variable).OfType<Symbol>();

    public IEnumerable<Symbol> Writes => Operands.Where(o => o.IsWritten).Select(o => o.Variable).OfType<Symbol>();

    public override string ToString() => string.Join("; ", Stores.Select(store => $"{store.Target.Name} = {store.Value}"));
}

/// <summary>An operand of statements about single synapses or units.</summary>
/// <param name="Symbol">The symbol that stands for it in the statements.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Variable">The variable of the plan; null where there is none.</param>
/// <param name="IsRead">Whether it is read.</param>
/// <param name="IsWritten">Whether it is written, or added to.</param>
/// <param name="Number">The stream of a random number, or the first unit of the slice that an index counts from.</param>
internal sealed record EventOperand(Symbol Symbol, OperandKind Kind, Symbol? Variable, bool IsRead, bool IsWritten, int Number);

/// <summary>Carries statements out at every synapse that an event reaches.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Population">The name of the population whose event it is.</param>
/// <param name="Event">The name of the event.</param>
/// <param name="IsPost">Whether the event is one of postsynaptic units, which acts at once; else it arrives after the delay.</param>
/// <param name="Statements">The statements.</param>
internal sealed record Deliver(string Projection, string Population, string Event, bool IsPost, EventStatements Statements) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Statements.Reads;

    public override IEnumerable<Symbol> Writes => Statements.Writes;

    public override string ToString() => $"{Projection} on {(IsPost ? "post" : "pre")}: {Statements}";
}

/// <summary>Carries statements out at every synapse: sums, equations that follow the clock, learning.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Statements">The statements.</param>
/// <param name="PerSample">Whether they are carried out for each sample; else once, whatever the batch.</param>
internal sealed record EverySynapse(string Projection, EventStatements Statements, bool PerSample) : PlanOperation
{
    public override IEnumerable<Symbol> Reads => Statements.Reads;

    public override IEnumerable<Symbol> Writes => Statements.Writes;

    public override string ToString() => $"{Projection}, every synapse: {Statements}";
}
