
namespace Homeostat;

/// <summary>Settings of an agent in a maze.</summary>
public sealed record MazeAgentOptions
{
    /// <summary>Seed of weights and spikes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What reaching the goal is worth; 0 for a control that is never rewarded.</summary>
    public double Reward { get; init; } = 1;

    /// <summary>What going against a wall costs.</summary>
    public double Bump { get; init; } = 0.07;

    /// <summary>Learning rate; 0 for a control without plasticity.</summary>
    public double Rate { get; init; } = 0.005;

    /// <summary>What a reward is worth one decision earlier.</summary>
    public double Discount { get; init; } = 0.95;

    /// <summary>What is left of the eligibility of synapses one decision later.</summary>
    public double Trace { get; init; } = 0.5;

    /// <summary>How long the cells take for a decision.</summary>
    public Quantity Decision { get; init; } = 100 * Units.Millisecond;
}

/// <summary>
/// An agent of spiking cells that learns the way through a maze from reward (Frémaux, Sprekeler &amp; Gerstner 2013, PLoS Comput Biol
/// 9:e1003024). Place cells fire where it is; action cells, which inhibit those of other directions, decide where it goes by how
/// many spikes they have; critic cells tell by their rate what is to be expected. Spike pairs leave an eligibility at synapses
/// from place cells, which becomes a change of weight by a modulator that all synapses share: reward beyond expectation.
/// </summary>
public sealed class MazeAgent : IDisposable
{
    private const int CellsPerDirection = 10;
    private const int CriticCells = 20;
    private const string Position = "position";

    // By how much the rate of critic cells rises for a reward of 1, in Hz.
    private const double RateOfOne = 50;

    private static readonly string[] Learned = ["place_to_action", "place_to_critic"];

    private readonly MazeAgentOptions _options;
    private readonly Plan _decide;
    private readonly Plan _learn;
    private readonly Matrix _position;
    private readonly double _idle;

    /// <summary>Compiles the circuit.</summary>
    /// <param name="maze">Where it is.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="workers">The threads to use; all processors unless given. The circuit is so small that one is fastest.</param>
    public MazeAgent(Maze maze, MazeAgentOptions? options = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(maze);
        (Maze, _options) = (maze, options ?? new MazeAgentOptions());
        Simulation = new Simulation(CircuitOf(maze, _options), 1, new SimulationOptions { Seed = _options.Seed, Workers = workers });
        var steps = (int)Math.Round(_options.Decision.In(Units.Millisecond));
        _decide = Simulation.Compile(
            new Set("action.count"), new Set("critic.count"), new Set("action.u"), new Set("critic.u"), new Set("place.x"),
            new Clamp("place.rate", Position), new Settle(steps));
        _learn = Simulation.Compile(new Learn());
        _position = Simulation.Stream(_decide, Position);

        // What critic cells do before anything is learned means that nothing is to be expected.
        _idle = RateOfOne * Enumerable.Range(0, maze.Squares).Average(square => Decide(square).Value);
    }

    /// <summary>Where it is.</summary>
    public Maze Maze { get; }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>Goes from the start until it is at the goal, or has had enough.</summary>
    /// <param name="most">The most decisions.</param>
    /// <returns>How many decisions it took.</returns>
    public int Trial(int most = 500)
    {
        var (square, expected, reward) = (Maze.Start, double.NaN, 0.0);

        // First what the last decision left becomes eligible, then nothing is.
        Learn(modulator: 0, trace: 0);
        Learn(modulator: 0, trace: 0);
        for (var decision = 1; decision <= most; decision++)
        {
            var (direction, value) = Decide(square);

            // Of the last decision it is known only now what could be expected after it.
            Learn(double.IsNaN(expected) ? 0 : reward + (_options.Discount * value) - expected, _options.Trace);
            var next = Maze.Move(square, direction);
            (reward, square, expected) = (next == square ? -_options.Bump : 0, next, value);
            if (square == Maze.Goal)
            {
                Learn(_options.Reward - expected, trace: 0);
                return decision;
            }
        }

        return most;
    }

    /// <summary>Lets the cells decide at a square, without learning.</summary>
    /// <param name="square">Where.</param>
    /// <returns>The direction, and the reward expected.</returns>
    public (int Direction, double Value) Decide(int square)
    {
        Place(square);
        Simulation.Run(_decide);
        var action = Simulation["action.count"];
        var spikes = new double[Maze.Directions];
        for (var cell = 0; cell < action.Columns; cell++)
        {
            spikes[cell / CellsPerDirection] += action[0, cell];
        }

        // Which is first where some are equal changes from decision to decision.
        var first = (int)(Simulation.Step / _decide.Steps % Maze.Directions);
        var direction = Enumerable.Range(first, Maze.Directions).Select(d => d % Maze.Directions).MaxBy(d => spikes[d]);
        var critic = Simulation["critic.count"].ToArray().Sum();
        return (direction, ((critic / (CriticCells * _options.Decision.Value)) - _idle) / RateOfOne);
    }

    /// <inheritdoc/>
    public void Dispose() => Simulation.Dispose();

    private static Circuit CircuitOf(Maze maze, MazeAgentOptions options)
    {
        const string Cells = """
            du/dt = -u/(20*ms) : 1                          # potential
            rho = 40*Hz*softplus(u - 2) : Hz                # of firing, by chance
            count : 1                                       # spikes in this decision
            """;
        return new Circuit("maze", Units.Millisecond)
        {
            new Population("place", maze.Squares, """
                rate : 1
                dx/dt = -x/(20*ms) : 1                      # what its spikes leave at a synapse
                """)
            {
                Threshold = "rand() < rate*310*Hz*dt",
                Reset = "x += 1",
            },
            Firing("action", CellsPerDirection * Maze.Directions),
            Firing("critic", CriticCells),
            Plastic("action"),
            Plastic("critic"),
            new Projection("action", "action")
            {
                Name = "inhibition",
                Connectivity = Connectivity.Where($"i//{CellsPerDirection} != j//{CellsPerDirection}"),
                OnPre = "u -= 0.2",
            },
        };

        static Population Firing(string name, int size) => new(name, size, Cells)
        {
            Threshold = "rand() < rho*dt",
            Reset = "count += 1",
            Refractory = "2*ms",
        };

        Projection Plastic(string post) => new("place", post, """
            w : 1 (weight)
            c : 1                    # coincidences in this decision
            e : 1                    # eligibility from decisions before
            modulator : 1 (shared)   # reward beyond expectation
            trace : 1 (shared)
            """)
        {
            OnPre = "u += w",
            OnPost = "c += x_pre",
            OnLearn = """
                w = clip(w + eta*modulator*e, 0, 0.9)
                e = trace*e + c
                c = 0
                """,
            Constants = new Dictionary<string, Quantity> { ["eta"] = options.Rate },
            Initial = new Dictionary<string, string> { ["w"] = "0.45 + 0.1*rand()" },
        };
    }

    // Place cells fire the more the nearer they are, all together always as much.
    private void Place(int square)
    {
        const double Width = 0.7;
        var (x, y) = Maze[square];
        var sum = 0.0;
        for (var place = 0; place < Maze.Squares; place++)
        {
            var (dx, dy) = (Maze[place].X - x, Maze[place].Y - y);
            _position[0, place] = Math.Exp(-((dx * dx) + (dy * dy)) / (2 * Width * Width));
            sum += _position[0, place];
        }

        for (var place = 0; place < Maze.Squares; place++)
        {
            _position[0, place] /= sum;
        }
    }

    private void Learn(double modulator, double trace)
    {
        foreach (var projection in Learned)
        {
            Simulation[$"{projection}.modulator"][0, 0] = modulator;
            Simulation[$"{projection}.trace"][0, 0] = trace;
            Simulation.Changed($"{projection}.modulator");
            Simulation.Changed($"{projection}.trace");
        }

        Simulation.Run(_learn);
    }
}
