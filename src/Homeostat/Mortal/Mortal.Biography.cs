namespace Homeostat;

/// <content>The row of numbers that a mortal adds to its biography at each step.</content>
public sealed partial class Mortal
{
    private List<string> Columns()
    {
        List<string> names = ["energy", "free energy", "structure cost", "income", "spent", "synapses"];
        names.AddRange(Niche.States);
        names.AddRange(Body.Senses.SelectMany(p => p.Channels).Select(channel => $"sensed {channel}"));
        names.AddRange(Niche.Effectors.Select(effector => $"done {effector}"));
        names.AddRange(Body.Parts.Select(part => part.Name));
        names.AddRange(Body.Watch.SelectMany(
            (variable, n) => _living.Plans.Watched[n].Columns == 1
                ? [variable]
                : Enumerable.Range(0, _living.Plans.Watched[n].Columns).Select(unit => $"{variable}[{unit}]")));
        return names.FirstOrDefault(name => names.Count(n => n == name) > 1) is { } twice
            ? throw new HomeostatException($"Two columns of the biography of body '{Body.Name}' in this niche are called '{twice}'; rename one.")
            : names;
    }

    private void WriteDown()
    {
        if (!Biography.KeepsSteps)
        {
            return;
        }

        var n = 0;
        Put(Energy.Level);
        Put(FreeEnergy);
        Put(StructureCost);
        Put(Energy.Income);
        Put(Energy.Spent);
        Put(_synapses);
        PutAll(Niche.Values);
        PutAll(_living.Sensed);
        PutAll(_living.Done);
        for (var part = 0; part < Body.Parts.Count; part++)
        {
            Put(Condition(part));
        }

        foreach (var matrix in _living.Plans.Watched)
        {
            for (var unit = 0; unit < matrix.Columns; unit++)
            {
                Put(matrix[0, unit]);
            }
        }

        Biography.Add(_row);

        void Put(double value) => _row[n++] = value;

        void PutAll(ReadOnlySpan<double> values)
        {
            values.CopyTo(_row.AsSpan(n));
            n += values.Length;
        }
    }
}
