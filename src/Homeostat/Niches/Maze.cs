namespace Homeostat;

/// <summary>
/// A maze of squares, drawn as text: <c>#</c> a wall, <c>S</c> where a trial begins, <c>G</c> the goal, all else free. What moves in
/// it goes to one of the four neighboring squares at a time; against a wall it stays where it is.
/// </summary>
public sealed class Maze
{
    private static readonly (int X, int Y)[] Moves = [(0, -1), (1, 0), (0, 1), (-1, 0)];

    private readonly string[] _lines;
    private readonly Dictionary<(int X, int Y), int> _index = [];
    private readonly List<(int X, int Y)> _squares = [];

    /// <summary>Reads a maze.</summary>
    /// <param name="map">Its lines, equally long.</param>
    /// <exception cref="HomeostatException">It has no start or goal, or no way between them.</exception>
    public Maze(string map)
    {
        ArgumentNullException.ThrowIfNull(map);
        _lines = map.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var y = 0; y < _lines.Length; y++)
        {
            for (var x = 0; x < _lines[y].Length; x++)
            {
                if (_lines[y][x] != '#')
                {
                    _index.Add((x, y), _squares.Count);
                    _squares.Add((x, y));
                }
            }
        }

        (Start, Goal) = (Only('S'), Only('G'));
        ShortestWay = Distances()[Start] is var way && way < int.MaxValue ? way : throw new HomeostatException(
            $"There is no way from S to G in the maze:\n{string.Join('\n', _lines)}");
    }

    /// <summary>A maze of 5 × 5 squares with two walls between start and goal.</summary>
    public static Maze TwoWalls { get; } = new("""
        S..#.
        .#...
        .#.#.
        .#.#.
        ...#G
        """);

    /// <summary>Free squares.</summary>
    public int Squares => _squares.Count;

    /// <summary>Directions to go: up, right, down, left.</summary>
    public static int Directions => Moves.Length;

    /// <summary>The square where a trial begins.</summary>
    public int Start { get; }

    /// <summary>The square where it ends.</summary>
    public int Goal { get; }

    /// <summary>Moves of the shortest way from start to goal.</summary>
    public int ShortestWay { get; }

    /// <summary>Column and line of a square.</summary>
    public (int X, int Y) this[int square] => _squares[square];

    /// <summary>The square a move leads to.</summary>
    /// <param name="square">From where.</param>
    /// <param name="direction">0 up, 1 right, 2 down, 3 left.</param>
    public int Move(int square, int direction)
    {
        var (x, y) = _squares[square];
        return _index.GetValueOrDefault((x + Moves[direction].X, y + Moves[direction].Y), square);
    }

    /// <summary>The map with a sign in each free square, start and goal excepted.</summary>
    /// <param name="sign">The sign of a square.</param>
    public string Draw(Func<int, char> sign)
    {
        ArgumentNullException.ThrowIfNull(sign);
        var lines = _lines.Select(line => line.ToCharArray()).ToArray();
        for (var square = 0; square < Squares; square++)
        {
            var (x, y) = _squares[square];
            lines[y][x] = square == Goal ? 'G' : sign(square);
        }

        return string.Join('\n', lines.Select(line => new string(line)));
    }

    private int Only(char sign)
    {
        var found = Enumerable.Range(0, Squares).Where(s => _lines[_squares[s].Y][_squares[s].X] == sign).ToArray();
        return found is [var square] ? square : throw new HomeostatException(
            $"A maze needs one square {sign}; {found.Length} were found in:\n{string.Join('\n', _lines)}");
    }

    private int[] Distances()
    {
        var distances = Enumerable.Repeat(int.MaxValue, Squares).ToArray();
        var next = new Queue<int>([Goal]);
        distances[Goal] = 0;
        while (next.TryDequeue(out var square))
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var neighbor = Move(square, direction);
                if (distances[neighbor] == int.MaxValue)
                {
                    distances[neighbor] = distances[square] + 1;
                    next.Enqueue(neighbor);
                }
            }
        }

        return distances;
    }
}
