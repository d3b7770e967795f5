namespace Homeostat;

/// <summary>
/// The state of a simulation as an <c>.npz</c> file: every stored variable by its name, <c>cells.v</c>; the spikes that are still under
/// way, rows of step and unit by the name of their event, <c>cells.spike/0</c>; and the time step reached. A simulation of the same
/// circuit and seed that takes it over goes on to the same bits as one that never stopped.
/// </summary>
public static class SimulationFile
{
    private const string StepName = "step";
    private const string TimeStepName = "time_step";
    private const string SeedName = "seed";
    private const string HowToGoOn = "Go on with the circuit, the seed and the number type it was saved with, or start anew.";

    /// <summary>Writes the state of a simulation, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="simulation">Between two time steps.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
    public static void Save(string path, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(simulation);
        var seed = simulation.Seed;
        Npz.Write(path, [
            KeyValuePair.Create(StepName, NumericArchive.Number((double)simulation.Step)),
            KeyValuePair.Create(TimeStepName, NumericArchive.Number(simulation.Circuit.TimeStep)),
            KeyValuePair.Create(SeedName, NpyArray.Of<double>([(uint)seed, (uint)(seed >> 32)])),
            .. simulation.SpikesUnderWay.Select(s => KeyValuePair.Create(s.Key, NpyArray.Of<double>(s.Value, s.Value.Length / 2, 2))),
            .. simulation.State.Select(s => KeyValuePair.Create(s.Key, NpyArray.Of(s.Value))),
        ]);
    }

    /// <summary>Takes over a state that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="simulation">A simulation of the same circuit, seed and number type; nothing of it is changed if the file does not fit.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or is of another circuit, seed or number type.</exception>
    public static void Restore(string path, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(simulation);
        var arrays = Npz.Read(path);
        var state = simulation.State.ToArray();
        var step = Numbers(StepName, 1)[0];
        var (timeStep, seed) = (Numbers(TimeStepName, 1)[0], Numbers(SeedName, 2));
        RequireSame("the time step", timeStep, simulation.Circuit.TimeStep);
        RequireSame("the seed", (ulong)seed[0] | ((ulong)seed[1] << 32), simulation.Seed);
        var spikes = simulation.SpikesUnderWay.Select(s => s.Key).ToDictionary(name => name, Spikes, StringComparer.Ordinal);
        foreach (var (name, matrix) in state)
        {
            Find(name).RequireFits(matrix, $"{path}, array '{name}'");
        }

        foreach (var (name, matrix) in state)
        {
            arrays[name].CopyTo(matrix, $"{path}, array '{name}'");
        }

        simulation.GoOn((long)step, spikes);

        NpyArray Find(string name) => arrays.GetValueOrDefault(name) ?? throw new HomeostatException(
            $"{path}: the array '{name}' is missing; it holds {string.Join(", ", arrays.Keys)}. {HowToGoOn}");

        double[] Numbers(string name, int count)
        {
            var array = Find(name);
            return array.Type == NpyType.Float64 && NpyArray.Count(array.Shape) == count && Array.TrueForAll(array.As<double>().ToArray(), IsCount)
                ? array.As<double>().ToArray()
                : throw new HomeostatException($"{path}: the array '{name}' is no {(count == 1 ? "number" : "pair of numbers")} from 0 on. The file is damaged or no state.");
        }

        double[] Spikes(string name)
        {
            var (array, size) = (Find(name), simulation.Circuit[name.Split('.')[0]].Size);
            return array is { Type: NpyType.Float64, Shape: [_, 2] } && array.As<double>().ToArray().Chunk(2).All(IsSpike)
                ? array.As<double>().ToArray()
                : throw new HomeostatException(
                    $"{path}: the array '{name}' is no list of steps before {step} and units from 0 to {size - 1}. The file is damaged or of another circuit.");

            bool IsSpike(double[] spike) => spike[0] >= 0 && spike[0] < step && spike[1] >= 0 && spike[1] < size;
        }

        void RequireSame<T>(string what, T found, T expected)
            where T : IEquatable<T>
        {
            if (!found.Equals(expected))
            {
                throw new HomeostatException($"{path}: {what} of the state is {found}, of the simulation {expected}. {HowToGoOn}");
            }
        }

        static bool IsCount(double number) => number >= 0 && number < 1L << 53;
    }
}
