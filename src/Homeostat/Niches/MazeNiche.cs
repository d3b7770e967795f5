namespace Homeostat;

/// <summary>
/// A maze as a niche. Its sensors are the activities of place cells, which are larger the nearer the cell's place is, and the reward. It has
/// four effectors, one for each direction; the one with the largest value makes the move. A trial ends at the goal or after
/// <see cref="MostMoves"/> moves. The end of a trial is sensed for one step without a move; then the next trial starts.
/// </summary>
public sealed class MazeNiche : Niche
{
    private const double Width = 0.7;
    private const int Square = 0, MovesSoFar = 1, Gain = 2, HasEnded = 3, WasBrokenOff = 4, TrialsSoFar = 5;

    private readonly double[][] _places;

    /// <param name="maze">The maze, with its squares and walls.</param>
    public MazeNiche(Maze maze)
    {
        ArgumentNullException.ThrowIfNull(maze);
        Maze = maze;
        _places = [.. Enumerable.Range(0, maze.Squares).Select(Activity)];
        Sensors = [.. Enumerable.Range(0, maze.Squares).Select(PlaceName), "reward", "ended", "broken off"];
        Values[Square] = maze.Start;
    }

    /// <summary>The maze, with its squares and walls.</summary>
    public Maze Maze { get; }

    /// <summary>The reward for reaching the goal; 0 for a control that is never rewarded.</summary>
    public double Reward { get; init; } = 1;

    /// <summary>The negative reward for a move against a wall.</summary>
    public double Bump { get; init; } = 0.07;

    /// <summary>The number of moves after which a trial ends without success.</summary>
    public int MostMoves { get; init; } = 500;

    /// <summary>The number of trials that have ended.</summary>
    public int Trials => (int)Values[TrialsSoFar];

    /// <summary>The number of moves in this trial so far.</summary>
    public int Moves => (int)Values[MovesSoFar];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Sensors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Effectors { get; } = ["up", "right", "down", "left"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> States { get; } = ["square", "moves", "reward", "ended", "broken off", "trials"];

    /// <inheritdoc/>
    public override double[] Values { get; } = new double[6];

    /// <inheritdoc/>
    public override string? Event => Values[HasEnded] == 0 ? null : $"{(Values[WasBrokenOff] == 0 ? "goal" : "broken off")} after {Moves} moves";

    /// <summary>Runs an individual in the maze until the present trial ends.</summary>
    /// <param name="living">The individual, which lives in this niche.</param>
    public int Trial(Living living)
    {
        ArgumentNullException.ThrowIfNull(living);
        var (trials, moves) = (Trials, 0);
        while (Trials == trials)
        {
            moves = Math.Max(moves, Moves);
            living.Step();
        }

        return moves;
    }

    /// <summary>The name of the sensor of a place cell.</summary>
    public static string PlaceName(int square) => $"place {square}";

    /// <summary>The activity of each place cell at a square. The sum of the activities is 1.</summary>
    public IReadOnlyList<double> PlacesAt(int square) => _places[square];

    /// <inheritdoc/>
    public override void Sense(Moment now, Span<double> sensors)
    {
        // At the end of a trial all place cells are silent.
        if (Values[HasEnded] == 0)
        {
            _places[(int)Values[Square]].CopyTo(sensors);
        }
        else
        {
            sensors.Clear();
        }

        Values.AsSpan(Gain, 3).CopyTo(sensors[Maze.Squares..]);
    }

    /// <inheritdoc/>
    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        if (Values[HasEnded] != 0)
        {
            (Values[Square], Values[MovesSoFar], Values[Gain], Values[HasEnded], Values[WasBrokenOff]) = (Maze.Start, 0, 0, 0, 0);
            Values[TrialsSoFar]++;
            return 0;
        }

        // The search starts at a different direction in each step, so that no direction is favored when values are equal.
        var direction = (int)(now.Step % Maze.Directions);
        for (var n = 1; n < Maze.Directions; n++)
        {
            var other = (int)((now.Step + n) % Maze.Directions);
            direction = effectors[other] > effectors[direction] ? other : direction;
        }

        var square = (int)Values[Square];
        var next = Maze.Move(square, direction);
        Values[Square] = next;
        Values[MovesSoFar]++;
        Values[Gain] = next == Maze.Goal ? Reward : next == square ? -Bump : 0;
        Values[WasBrokenOff] = next != Maze.Goal && Moves >= MostMoves ? 1 : 0;
        Values[HasEnded] = next == Maze.Goal || Moves >= MostMoves ? 1 : 0;
        return 0;
    }

    private double[] Activity(int square)
    {
        var (x, y) = Maze[square];
        var activity = new double[Maze.Squares];
        for (var place = 0; place < activity.Length; place++)
        {
            var (dx, dy) = (Maze[place].X - x, Maze[place].Y - y);
            activity[place] = Math.Exp(-((dx * dx) + (dy * dy)) / (2 * Width * Width));
        }

        var sum = activity.Sum();
        return Array.ConvertAll(activity, a => a / sum);
    }
}
