
namespace Homeostat.Planning;

/// <content>What clamping, sweeping and measuring ask for.</content>
internal sealed partial class PlanBuilder
{
    private void Hold(Clamp clamp)
    {
        var variable = Settable(clamp.Variable, "A clamp");
        var stream = new Symbol($"stream:{clamp.Stream}", Axes.Both);
        var units = _memory[variable.Symbol].Columns;
        if (_memory.Contains(stream) && _memory[stream].Columns != units)
        {
            throw new HomeostatException(
                $"The stream '{clamp.Stream}' is clamped to '{variable}' of {units} units and elsewhere to "
                + $"{_memory[stream].Columns}. Use one stream for each size.");
        }

        var matrix = _memory.AddPopulation(stream, units);
        Streams[clamp.Stream] = stream;
        _clamped.Add(variable.Symbol);
        Emit(new ClampCall(matrix, _memory[variable.Symbol], $"{variable} = {clamp.Stream}"));
        _freshness.Written(variable.Symbol);
    }

    private void Assign(Set reset)
    {
        var variable = Settable(reset.Variable, "A reset");
        Emit(new ResetCall(_memory[variable.Symbol], reset.Value, $"{variable} = {reset.Value}"));
        _freshness.Written(variable.Symbol);
    }

    private Variable Settable(string path, string purpose)
    {
        var variable = _model.Variable(path, purpose);
        if (variable.Kind == VariableKind.Input || variable.Symbol.Axes != Axes.Both
            || !_model.Populations.Any(p => p.Name == variable.Owner))
        {
            throw new HomeostatException(
                $"{purpose} needs a variable of a population that has a value for each sample and unit; '{path}' is "
                + (variable.Kind == VariableKind.Input ? "an input, which projections add up." : "not one."));
        }

        return variable;
    }

    private void SweepOnce()
    {
        foreach (var (population, _) in _model.GraphOrder())
        {
            var units = population.Declaration.Size;
            var stores = population.Sweep
                .Where(store => !_clamped.Contains(store.Target))
                .Select(store => store with { Value = Prepare(store.Value, units) })
                .ToArray();
            if (stores.Length == 0)
            {
                continue;
            }

            Elements(stores, units);
            foreach (var store in stores)
            {
                _freshness.Written(store.Target);
            }
        }
    }

    private void MeasureEnergy()
    {
        foreach (var population in _model.Populations)
        {
            foreach (var (name, value) in population.Energies)
            {
                var symbol = value.Operation == Operation.Reduce
                    ? Reduction(value, population.Declaration.Size, $"sum {population.Name}.{name}")
                    : Keep(value, population, Axes.Rows);
                Ensure(symbol);
                Energies.Add(symbol);
            }
        }
    }

    private void BringUpToDate(Probe probe)
    {
        if (_model.Named(probe.Variable) is var (population, value))
        {
            Ensure(Keep(value, population));
            return;
        }

        // A synapse's variables are stored, so there is nothing to do if it is one.
        _model.Variable(probe.Variable, "A probe");
    }
}
