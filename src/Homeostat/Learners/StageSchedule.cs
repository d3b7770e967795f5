namespace Homeostat;

/// <summary>
/// The batches of a training, divided into the stages of its learner; the last stage is <see cref="Learner.Train"/>, with which
/// <see cref="Learner.Alternation"/> takes turns.
/// </summary>
internal sealed class StageSchedule
{
    private readonly int _turn;
    private readonly (long First, long Count, double FinalRate)[] _stages;

    /// <param name="learner">The learner, whose stages come one after the other.</param>
    /// <param name="options">The settings of the training.</param>
    /// <param name="batchesPerEpoch">The number of batches in an epoch.</param>
    /// <exception cref="HomeostatException">The stages leave no batch for the last one.</exception>
    public StageSchedule(Learner learner, TrainingOptions options, int batchesPerEpoch)
    {
        _turn = learner.Alternation?.Batches ?? int.MaxValue;
        if (_turn < 1)
        {
            throw new HomeostatException($"The two schedules of the model '{learner.Name}' take turns after {_turn} batches; give one or more.");
        }

        BatchesInAll = options.Batches ?? (long)options.Epochs * batchesPerEpoch;
        if (learner.Stages.FirstOrDefault(stage => stage.Epochs < 1) is { } none)
        {
            throw new HomeostatException($"A stage of the model '{learner.Name}' lasts {none.Epochs} epochs; give one or more, or leave the stage out.");
        }

        var first = learner.Stages.Sum(stage => (long)stage.Epochs) * batchesPerEpoch;
        if (first > 0 && first >= BatchesInAll)
        {
            throw new HomeostatException(
                $"The model '{learner.Name}' has stages of {first / batchesPerEpoch} epochs in all before its last one, but the training lasts "
                + $"{(options.Batches is { } batches ? $"{batches} batches, of which an epoch has {batchesPerEpoch}" : $"{options.Epochs} epochs")}. Train for longer, or shorten the stages.");
        }

        var stages = new List<(long First, long Count, double FinalRate)>();
        foreach (var stage in learner.Stages)
        {
            var before = stages.Sum(s => s.Count);
            stages.Add((before, (long)stage.Epochs * batchesPerEpoch, stage.FinalRate ?? options.FinalRate));
        }

        stages.Add((first, Math.Max(1, options.RateBatches ?? BatchesInAll - first), options.FinalRate));
        _stages = [.. stages];
    }

    /// <summary>The number of batches of all stages.</summary>
    public long BatchesInAll { get; }

    /// <summary>The schedules of a learner: those of its stages, then <see cref="Learner.Train"/>, then the one that takes turns with it.</summary>
    public static IEnumerable<IReadOnlyList<Phase>> SchedulesOf(Learner learner)
    {
        var all = learner.Stages.Select(stage => stage.Train).Append(learner.Train);
        return learner.Alternation is { } other ? all.Append(other.Phases) : all;
    }

    /// <summary>The index of the schedule by which a batch is trained, among <see cref="SchedulesOf"/>.</summary>
    /// <param name="batch">The number of batches before it.</param>
    public int IndexAt(long batch)
    {
        var stage = StageAt(batch);
        var isTurnOfOther = stage == _stages.Length - 1 && (batch - _stages[stage].First) / _turn % 2 == 1;
        return isTurnOfOther ? stage + 1 : stage;
    }

    /// <summary>The number of batches of a stage among the first ones of the training.</summary>
    /// <param name="stage">The index of the stage.</param>
    /// <param name="batches">The number of the first batches.</param>
    public long BatchesIn(int stage, long batches)
    {
        if (stage < _stages.Length - 1)
        {
            return Math.Clamp(batches - _stages[stage].First, 0, _stages[stage].Count);
        }

        // Of two turns, the second is that of the other schedule.
        var (pairs, left) = Math.DivRem(Math.Max(0, batches - _stages[^1].First), 2L * _turn);
        var other = (pairs * _turn) + Math.Max(0, left - _turn);
        return stage == _stages.Length ? other : (pairs * 2 * _turn) + left - other;
    }

    /// <summary>The learning rate of a batch as a fraction of the initial rate, which falls linearly within each stage.</summary>
    /// <param name="batch">The number of batches before it.</param>
    public double RateLeft(long batch)
    {
        var (first, count, final) = _stages[StageAt(batch)];
        return 1 - ((1 - final) * Math.Min(batch - first, count) / count);
    }

    // A loop, because a run allocates nothing.
    private int StageAt(long batch)
    {
        var stage = 0;
        while (stage + 1 < _stages.Length && _stages[stage + 1].First <= batch)
        {
            stage++;
        }

        return stage;
    }
}
