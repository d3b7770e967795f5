namespace Homeostat;

/// <summary>
/// A file of spikes, for recordings that are too large for memory. Spikes are added during the simulation, step after step. The written spikes
/// can be read at any time. After a crash only the last few thousand spikes, which had not yet been written, are lost.
/// </summary>
/// <remarks>
/// A spike takes two to five bytes. Times are stored as whole steps, so that the spikes read have the same bits as those of a recording in
/// memory. The format is described in docs/spikes.md.
/// </remarks>
public sealed partial class SpikeFile : ISpikeSink, IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly SpikeFileHeader _header;
    private readonly SpikeBlock _block = new();
    private long _lastStep;
    private long _leastEnd;
    private bool _isClosed;

    private SpikeFile(string path, FileStream file, SpikeFileHeader header) =>
        (_path, _file, _header, _lastStep, _leastEnd) = (path, file, header, header.Start, header.Start);

    /// <summary>The number of recorded spikes.</summary>
    public long Count { get; private set; }

    /// <summary>Creates a file for a new recording. An existing file of that name is replaced.</summary>
    /// <param name="path">The path of the file; its folder is created if it does not exist.</param>
    /// <param name="units">The number of units of the population.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    /// <param name="start">The first recorded step.</param>
    /// <exception cref="HomeostatException">The file could not be written.</exception>
    public static SpikeFile Create(string path, int units, double timeStep, long start = 0)
    {
        var header = Header(path, units, timeStep, start);
        var file = Open(path, FileMode.Create);
        var bytes = new byte[SpikeFileHeader.Size];
        header.Write(bytes);
        var spikes = new SpikeFile(path, file, header);
        spikes.Write(bytes);
        return spikes;
    }

    /// <summary>Opens a file to continue a recording, for a simulation that is resumed. Spikes of later steps are removed from the file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="units">The number of units of the population, the same as when the file was created.</param>
    /// <param name="timeStep">The time step in seconds, the same as when the file was created.</param>
    /// <param name="from">The step from which the recording continues.</param>
    /// <exception cref="HomeostatException">
    /// The file does not exist or is damaged, has another number of units or another time step, or ends before <paramref name="from"/>.
    /// </exception>
    public static SpikeFile Append(string path, int units, double timeStep, long from)
    {
        var expected = Header(path, units, timeStep, from);
        long position, count = 0;
        var kept = new List<(long Step, int Unit)>();
        using (var reader = new SpikeFileReader(path))
        {
            if (reader.Header is var found && (found with { Start = from } != expected || found.Start > from))
            {
                throw new HomeostatException(
                    $"{path}: spikes of {found.Units} units in steps of {found.TimeStep} s from step {found.Start} were found; {units} "
                    + $"units in steps of {timeStep} s from step {from} or before were expected. Record to another file.");
            }

            expected = reader.Header;
            position = reader.Position;
            while (reader.Next() is { } block)
            {
                var spikes = reader.Spikes(block).ToArray();
                if (spikes[^1].Step >= from)
                {
                    kept.AddRange(spikes.TakeWhile(spike => spike.Step < from));
                    break;
                }

                (position, count) = (reader.Position, count + spikes.Length);
            }

            if (reader.End < from)
            {
                throw new HomeostatException(
                    $"{path}: the recording ends at step {reader.End}; to go on from step {from}, one up to there was expected. "
                    + $"Record to another file.");
            }
        }

        var file = Open(path, FileMode.Open);
        file.SetLength(position);
        file.Position = position;
        var resumed = new SpikeFile(path, file, expected) { Count = count };
        foreach (var (step, unit) in kept)
        {
            resumed.Add(step, [unit]);
        }

        resumed.Flush();
        resumed._lastStep = resumed._leastEnd = from;
        return resumed;
    }

    /// <summary>Adds spikes from a probe; the probe calls it if the file is its sink, as in <c>new RecordOptions { Sink = file }</c>.</summary>
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<int> units)
    {
        for (int first = 0, end; first < steps.Length; first = end)
        {
            for (end = first + 1; end < steps.Length && steps[end] == steps[first]; end++)
            {
            }

            Add(steps[first], units[first..end]);
        }
    }

    /// <summary>Adds the units that fired in a step.</summary>
    /// <param name="step">The step, which must not be before the last step added.</param>
    /// <param name="units">The units that fired, in any order.</param>
    /// <exception cref="HomeostatException">The step is before the last one, there is no such unit, or the disk is full.</exception>
    public void Add(long step, ReadOnlySpan<int> units)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (step < _lastStep)
        {
            throw new HomeostatException($"{_path}: spikes of step {step} were added after step {_lastStep}; steps in order were expected.");
        }

        _lastStep = step;
        foreach (var unit in units)
        {
            if ((uint)unit >= (uint)_header.Units)
            {
                throw new HomeostatException($"{_path}: a spike of unit {unit} was added; units from 0 to {_header.Units - 1} were expected.");
            }

            if (_block.IsFull)
            {
                Flush();
            }

            _block.Add(step, unit);
            _leastEnd = step + 1;
            Count++;
        }
    }

    /// <summary>Writes all spikes added so far, so that they can be read. Call it whenever the simulation is saved.</summary>
    /// <exception cref="HomeostatException">The file could not be written.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_block.Spikes > 0)
        {
            _block.Seal();
            Write(_block.Bytes);
            _block.Clear();
        }
    }

    /// <summary>Ends the recording and closes the file.</summary>
    /// <param name="end">The step at which the recording ends, which must be after all recorded spikes.</param>
    /// <exception cref="HomeostatException">The end is not after the last spikes, or the file could not be written.</exception>
    public void Complete(long end)
    {
        Flush();
        if (end < _leastEnd)
        {
            throw new HomeostatException($"{_path}: the recording was ended at step {end}; one from {_leastEnd} on was expected, after its spikes.");
        }

        _block.Seal(end);
        Write(_block.Bytes);
        Close();
    }

    /// <summary>Closes the file. Without a call of <see cref="Complete"/> the recording ends with its last spike, and further spikes can be appended.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        try
        {
            Flush();
        }
        finally
        {
            Close();
        }
    }

    private static SpikeFileHeader Header(string path, int units, double timeStep, long step)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return timeStep > 0 && double.IsFinite(timeStep)
            ? new SpikeFileHeader(units, timeStep, step)
            : throw new HomeostatException($"{path}: a time step of {timeStep} s was found; one above 0 was expected.");
    }

    private static FileStream Open(string path, FileMode mode)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

            // Blocks are large enough to be written without a further buffer.
            return new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    private static HomeostatException CannotWrite(string path, Exception e) => new(
        $"{path}: could not be written: {e.Message.TrimEnd('.')}. Make room, or choose a folder that can be written to.", e);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var before = _file.Position;
        try
        {
            _file.Write(bytes);
        }
        catch (IOException e)
        {
            // An incomplete block would make all later blocks unreadable, so it is removed. Making a file shorter needs no disk space.
            _file.SetLength(before);
            _file.Position = before;
            throw CannotWrite(_path, e);
        }
    }

    private void Close()
    {
        _isClosed = true;
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }
}
