using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Shows a circuit on a chip: placement, what was rounded, and the difference from the original.</summary>
internal static class TranslationReport
{
    public static void Chips(Terminal terminal)
    {
        foreach (var chip in ChipCatalog.All)
        {
            terminal.Out.WriteLine($"{chip.Name}: {chip.Description} ({chip.Source})");
            terminal.Table(["limit", ">value", "grade", "source"], chip.Limits.Select(l => (string[])[l.Name, Number(l.Limit.Value), l.Limit.Grade, l.Limit.Source]));
        }

        terminal.Out.WriteLine("Take a network to one: homeostat translate cuba --to loihi2. Another chip: --to FILE.json with these entries.");
    }

    public static void Write(Terminal terminal, IntegerCircuit integer)
    {
        var placement = integer.Placement;
        terminal.Out.WriteLine($"On {integer.Chip.Name}: {Number(placement.Cores)} of {Number(integer.Chip.Cores.Value)} cores.");
        terminal.Table(
            ["population", ">units", ">cores", ">units a core", "the fullest core"],
            placement.Populations.Select(p => (string[])[p.Population, Number(p.Units), Number(p.Cores), Number(p.UnitsOfCore), string.Join(", ", p.Uses.Select(Text))]));
        if (placement.Outside.Count > 0)
        {
            terminal.Out.WriteLine($"Outside, sending spikes to the chip: {string.Join(", ", placement.Outside)}.");
        }

        if (integer.Programs.Count > 0)
        {
            terminal.Out.WriteLine($"Programs in fixed point, since they are no integrate-and-fire neurons with currents: {string.Join(", ", integer.Programs.Select(p => $"{p.Key} (solved by the method '{p.Value}')"))}.");
        }

        foreach (var fault in placement.Faults)
        {
            terminal.Out.WriteLine($"Does not fit: {fault}");
        }

        terminal.Out.WriteLine();
        terminal.Table(
            ["part", "rounded", ">wanted", ">stored", ">error", "on the chip"],
            integer.Roundings.Select(r => (string[])[r.Part, r.What, Short(r.Wanted), Short(r.Stored), Percent(r.Error), r.Registers]));
        foreach (var (projection, rule) in integer.Learning)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"'{projection}' learns on the chip; {Short(integer.WeightUnits[projection])} units are a weight of 1:");
            terminal.Out.WriteLine($"  weight: {rule.Weight}");
            if (rule.Tag.Length > 0)
            {
                terminal.Out.WriteLine($"  tag: {rule.Tag}");
            }

            foreach (var (name, trace) in new[] { ("x1", rule.X1), ("x2", rule.X2), ("y1", rule.Y1), ("y2", rule.Y2), ("y3", rule.Y3) }.Where(t => t.Item2 is not null))
            {
                terminal.Out.WriteLine(trace!.IsGiven ? $"  {name} = {trace.Value}" : $"  {name}: a spike adds {Short(trace.Impulse)}, which decays in {Short(trace.TimeConstant)} steps");
            }
        }
    }

    public static void Write(Terminal terminal, DriftReport drift)
    {
        terminal.Out.WriteLine();
        terminal.Table(
            ["population", ">spikes", ">on the chip", ">in common", ">rate", ">on the chip", ">potential apart"],
            drift.Populations.Select(p => (string[])[
                p.Population, Number(p.Spikes), Number(p.IntegerSpikes), Percent(p.Common), $"{Short(p.Rate)} Hz", $"{Short(p.IntegerRate)} Hz", $"{Short(p.Potential)} thresholds"]));
        if (drift.Weights.Count > 0)
        {
            terminal.Out.WriteLine();
            terminal.Table(
                ["projection", ">mean weight", ">on the chip", ">deviation", ">on the chip", ">apart"],
                drift.Weights.Select(w => (string[])[w.Projection, Short(w.Mean), Short(w.IntegerMean), Short(w.Deviation), Short(w.IntegerDeviation), Short(w.Apart)]));
        }

        if (drift.Causes.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        terminal.Table(
            ["undone", ">in common", ">potential apart"],
            drift.Causes.Select(c => (string[])[c.Rounding, Percent(c.Common), $"{Short(c.Potential)} thresholds"])
                .Prepend(["nothing", Percent(drift.Common), $"{Short(drift.Potential)} thresholds"]));
        var cause = drift.LargestCause is { } largest ? $"The largest cause of difference: {largest.Rounding}." : "No rounding by itself makes a difference.";
        terminal.Out.WriteLine(double.IsNaN(drift.Single)
            ? $"{cause} Noise is drawn as other numbers in float32, so that there is no measure of how chaotic the network is."
            : $"{cause} With float32 in place of float64, {Percent(drift.Single)} of the spikes are in common.");
    }

    public static void Write(Terminal terminal, TestResult original, TestResult integer)
    {
        var same = original.Predictions.Zip(integer.Predictions).Count(p => p.First == p.Second) / (double)original.Predictions.Length;
        terminal.Out.WriteLine();
        terminal.Table(
            ["", ">accuracy", ">NLL, nats"],
            [["in floating point", Accuracy(original.Accuracy), Short(original.NegativeLogLikelihood ?? double.NaN)], ["in integers", Accuracy(integer.Accuracy), Short(integer.NegativeLogLikelihood ?? double.NaN)]]);
        terminal.Out.WriteLine($"Both give the same answer to {Accuracy(same)} of {Number(original.Predictions.Length)} samples.");
    }

    private static string Accuracy(double value) => value.ToString("0.00 %", CultureInfo.InvariantCulture);

    private static string Text(ChipUse use) => $"{use.Limit} {Number(use.Need)} of {Number(use.Room)}";

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Percent(double value) => double.IsFinite(value) ? value.ToString(Math.Abs(value) < 0.01 ? "0.#### %" : "0.0 %", CultureInfo.InvariantCulture) : "from 0";
}
