using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>The training of one learner to the end of its epochs, with its reports and events.</summary>
internal sealed class Stage(Report report, Action<RunEvent> note, CancellationToken stop)
{
    // Lines an epoch in the metrics: enough for a smooth curve, few enough to read.
    private const int LinesPerEpoch = 20;

    /// <summary>The time spent on training before, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The number of multiply-accumulates of the training before; null to compute it from the plan.</summary>
    public double? MultiplyAccumulates { get; init; }

    /// <summary>The function that is called before each batch, may wait there, and answers whether the training goes on; if not, a stop was asked for.</summary>
    public Func<bool> Turn { get; init; } = () => true;

    /// <summary>The last test before the training was resumed; null if there is none.</summary>
    public Tested? LastTest { get; init; }

    /// <summary>The action that saves: called at the end of each epoch, and before a stop.</summary>
    public Action Save { get; init; } = () => { };

    /// <summary>The action that is told of the end of each epoch after it was saved, and may ask for a stop; not of the last one.</summary>
    public Action<int> EpochEnded { get; init; } = _ => { };

    /// <summary>The rule by which training ends early; null to train to the end.</summary>
    public Patience? Patience { get; init; }

    /// <summary>The action that saves the best epoch so far.</summary>
    public Action SaveBest { get; init; } = () => { };

    /// <returns>The result of the last test, or of the best one where training may end early.</returns>
    /// <exception cref="OperationCanceledException">A stop was asked for; what was learned has been saved.</exception>
    public Tested Run(string name, Training training)
    {
        Tested? last = null;
        report.Stage(name, training.Options.Epochs, training.BatchesPerEpoch, training.BatchesDone, () => last = Learn(name, training));
        return last!;
    }

    private Tested Learn(string name, Training training)
    {
        var every = Math.Max(1, training.BatchesPerEpoch / LinesPerEpoch);
        var (begun, seconds, energy, samples) = (training.SamplesDone, Seconds, 0.0, 0L);
        var (spent, cost) = (MultiplyAccumulates ?? training.CostOf(training.BatchesDone).MultiplyAccumulates, new BatchCost());
        var last = LastTest;
        BatchLearned? unnoted = null;
        if (training.BatchesDone == 0)
        {
            NoteAngles(0);
        }

        while (!training.IsDone && Patience?.IsOver != true)
        {
            if (!Turn())
            {
                SaveHalted();
                stop.ThrowIfCancellationRequested();
            }

            var (start, plan) = (Stopwatch.GetTimestamp(), training.TrainPlan);
            var result = training.Next();
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            (energy, samples) = (energy + (result.FreeEnergy * result.Samples), samples + result.Samples);
            spent += cost.Of(plan, result, training.Options.Batch);
            var learned = new BatchLearned(
                name, result.Epoch, result.Batch, training.BatchesDone, result.FreeEnergy, result.Steps, Speed(), seconds)
            { MultiplyAccumulates = spent, Energies = result.Energies.Count > 1 ? result.Energies : null };
            unnoted = learned;
            report.Tell(learned);
            if (result.Warning is { } warning)
            {
                var warned = new Warned(name, training.BatchesDone, result.Unreached, warning);
                note(warned);
                report.Tell(warned);
                report.Say($"Note: {warning}");
            }

            var stopping = stop.IsCancellationRequested;
            if (result.Batch % every == 0 || stopping)
            {
                note(learned);
                unnoted = null;
            }

            if (result.Batch == training.BatchesPerEpoch)
            {
                last = Test(result.Epoch, energy / samples);
                NoteAngles(result.Epoch);
                (energy, samples) = (0, 0);
                if (Patience?.Note(last) == true)
                {
                    SaveBest();
                }

                Save();
                if (!training.IsDone)
                {
                    EpochEnded(result.Epoch);
                    stopping = stop.IsCancellationRequested;
                }
            }
            else if (stopping)
            {
                Save();
            }

            if (stopping)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        if (Patience?.Best is { } best)
        {
            return best;
        }

        if (last?.BatchesDone == training.BatchesDone)
        {
            return last;
        }

        // A training may end within an epoch.
        Save();
        return Test((int)(training.BatchesDone / training.BatchesPerEpoch), samples > 0 ? energy / samples : null);

        void SaveHalted()
        {
            if (training.BatchesDone == 0)
            {
                return;
            }

            if (unnoted is not null)
            {
                note(unnoted);
            }

            Save();
        }

        void NoteAngles(int epoch)
        {
            if (FeedbackAngles.Of(training) is { Count: > 0 } angles)
            {
                note(new Aligned(name, epoch, training.BatchesDone, angles));
            }
        }

        double Speed() => (training.SamplesDone - begun) / Math.Max(1e-9, seconds - Seconds);

        Tested Test(int epoch, double? freeEnergy)
        {
            var isTested = training.Learner.Readout is not null && training.Data.Test.Count > 0;
            double? explained = isTested && training.Data.PredictsNumbers ? training.Explained() : null;
            var found = isTested && explained is null ? training.Test() : null;
            var tested = new Tested(
                name, epoch, training.BatchesDone, freeEnergy, found?.Accuracy, found?.NegativeLogLikelihood, Speed(), seconds)
            {
                Explained = explained,
                MultiplyAccumulates = spent,
                HeldOutLoss = Patience is null ? null : explained is { } part ? 1 - part : found is null ? training.FreeEnergy() : 1 - found.Accuracy,
            };
            report.Tell(tested);
            note(tested);
            return tested;
        }
    }
}
