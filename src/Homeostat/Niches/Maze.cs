namespace Homeostat;

/// <summary>
/// A maze of squares, drawn as text: <c>#</c> is a wall, <c>S</c> the start of a trial, <c>G</c> the goal, and any other character a free square.
/// A move leads to one of the four neighboring squares. A move against a wall leaves the position unchanged.
/// </summary>
public sealed class Maze
{
    private static readonly (int X, int Y)[] Moves = [(0, -1), (1, 0), (0, 1), (-1, 0)];

    private readonly string[] _lines;
    private readonly Dictionary<(int X, int Y), int> _index = [];
    private readonly List<(int X, int Y)> _squares = [];

    /// <summary>Creates a maze from a map.</summary>
    /// <param name="map">The lines of the map, all of the same length.</param>
    /// <exception cref="HomeostatException">The map does not have exactly one start and one goal, or there is no way between them.</exception>
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

    /// <summary>The number of free squares, start and goal included.</summary>
    public int Squares => _squares.Count;

    /// <summary>The number of directions of a move, which are up, right, down and left.</summary>
    public static int Directions => Moves.Length;

    /// <summary>The index of the square where a trial starts.</summary>
    public int Start { get; }

    /// <summary>The index of the goal, where a trial ends.</summary>
    public int Goal { get; }

    /// <summary>The number of moves of the shortest way from start to goal.</summary>
    public int ShortestWay { get; }

    /// <summary>The column and the line of a square, counted from 0.</summary>
    public (int X, int Y) this[int square] => _squares[square];

    /// <summary>The index of the square that a move leads to.</summary>
    /// <param name="square">The index of the square where the move starts.</param>
    /// <param name="direction">The direction: 0 is up, 1 right, 2 down and 3 left.</param>
    public int Move(int square, int direction)
    {
        var (x, y) = _squares[square];
        return _index.GetValueOrDefault((x + Moves[direction].X, y + Moves[direction].Y), square);
    }

    /// <summary>Draws the map with a character in each free square except the goal.</summary>
    /// <param name="sign">A function that gives the character of a square.</param>
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
            $"A maze needs exactly one square {sign}; {found.Length} were found in:\n{string.Join('\n', _lines)}");
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
