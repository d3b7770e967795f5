using System.Globalization;

namespace Homeostat;

/// <summary>The settings of a <see cref="MazeAgent"/>.</summary>
public sealed record MazeAgentOptions
{
    /// <summary>The learning rate; 0 for a control without plasticity.</summary>
    public double Rate { get; init; } = 0.005;

    /// <summary>The discount factor: the value of a reward of 1 at the decision before it.</summary>
    public double Discount { get; init; } = 0.95;

    /// <summary>The fraction of a synapse's eligibility that is left after one decision.</summary>
    public double Trace { get; init; } = 0.5;

    /// <summary>The time that the cells take for a decision.</summary>
    public Quantity Decision { get; init; } = 100 * Units.Millisecond;

    /// <summary>The firing rate of critic cells that stands for a value of 0. It is their rate before anything is learned.</summary>
    public Quantity Idle { get; init; } = 39.5 * Units.Hertz;
}

/// <summary>
/// An agent of spiking cells that learns the way through a maze from reward (Frémaux, Sprekeler &amp; Gerstner 2013, PLoS Comput Biol
/// 9:e1003024). Place cells fire at the agent's position. Action cells inhibit the action cells of the other directions; the direction whose
/// cells fire most spikes is the next move. The rate of the critic cells is the expected reward. Pairs of spikes leave an eligibility at the
/// synapses from place cells, and the reward prediction error, a modulator that all synapses share, turns it into a change of weight.
/// </summary>
public static class MazeAgent
{
    private const int CellsPerDirection = 10;
    private const int CriticCells = 20;

    private static readonly string[] Learned = ["place_to_action", "place_to_critic"];

    private const string Cells = """
        du/dt = -u/(20*ms) : 1                          # potential
        rho = 40*Hz*softplus(u - 2) : Hz                # random rate of firing
        count : 1                                       # spikes in this decision
        """;

    /// <summary>Creates an agent for a maze.</summary>
    /// <param name="niche">The maze that the agent will live in.</param>
    /// <param name="options">The settings of the agent.</param>
    public static Agent Create(MazeNiche niche, MazeAgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(niche);
        options ??= new MazeAgentOptions();
        var places = Enumerable.Range(0, niche.Maze.Squares).Select(MazeNiche.PlaceName);
        return new Agent("maze", CircuitOf(niche.Maze.Squares, options))
        {
            Senses =
            [
                new Port("place.rate", [.. places]),
                new Port("outcome.reward", "reward"), new Port("outcome.ended", "ended"), new Port("outcome.broken", "broken off"),
            ],
            Acts = [new Port("motor.spikes", [.. niche.Effectors])],
            Step =
            [
                new Set("action.count"), new Set("critic.count"), new Set("action.u"), new Set("critic.u"), new Set("place.x"),
                new Settle((int)Math.Round(options.Decision.In(Units.Millisecond))), new Sweep(),
            ],
            Learn = [new Learn()],
            Broadcasts =
            [
                .. Learned.SelectMany(projection => new[]
                {
                    new Broadcast("outcome.surprise", $"{projection}.modulator"), new Broadcast("outcome.kept", $"{projection}.trace"),
                }),
            ],
        };
    }

    /// <summary>The direction for which the learned weights give the strongest drive at a square.</summary>
    /// <param name="living">An agent in a maze.</param>
    /// <param name="square">The index of the square.</param>
    /// <returns>The direction: 0 is up, 1 right, 2 down and 3 left.</returns>
    public static int Favored(Living living, int square)
    {
        ArgumentNullException.ThrowIfNull(living);
        var (view, drive) = (living.Simulation.Synapses("place_to_action"), new double[Maze.Directions]);
        var (weights, places) = (view.Get("w"), ((MazeNiche)living.Niche).PlacesAt(square));
        for (var k = 0; k < weights.Length; k++)
        {
            drive[view.Post[k] / CellsPerDirection] += weights[k] * places[view.Pre[k]];
        }

        return Array.IndexOf(drive, drive.Max());
    }

    private static Circuit CircuitOf(int squares, MazeAgentOptions options)
    {
        return new Circuit("maze", Units.Millisecond)
        {
            new Population("place", squares, """
                rate : 1
                dx/dt = -x/(20*ms) : 1                      # trace of its spikes at a synapse
                """)
            {
                Threshold = "rand() < rate*310*Hz*dt",
                Reset = "x += 1",
            },
            Firing("action", CellsPerDirection * Maze.Directions),
            Firing("critic", CriticCells),
            new Population("motor", Maze.Directions, "spikes : 1 (input)   # spikes of all cells of a direction"),
            new Population("outcome", 1, """
                reward, ended, broken : 1       # sensed
                spikes : 1 (input)              # spikes of all critic cells in this decision
                value = (1 - ended)*(spikes/duration - idle)/one : 1
                expected : 1                    # value at the decision before
                going : 1                       # 1 if there was such a decision in this trial
                surprise, kept : 1
                """)
            {
                OnSweep = """
                    surprise = going*(1 - broken)*(reward + discount*value - expected)
                    kept = trace*(1 - ended)
                    expected = value
                    going = 1 - ended
                    """,
                Constants = new Dictionary<string, Quantity>
                {
                    ["duration"] = CriticCells * options.Decision,
                    ["idle"] = options.Idle,
                    ["one"] = 50 * Units.Hertz,     // the rise of the critic cells' rate for a value of 1
                    ["discount"] = options.Discount,
                    ["trace"] = options.Trace,
                },
            },
            Plastic("action"),
            Plastic("critic"),
            Counted("action", "motor", string.Create(CultureInfo.InvariantCulture, $"int(i//{CellsPerDirection} == j)")),
            Counted("critic", "outcome", "1"),
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

        static Projection Counted(string pre, string post, string weights) => new(pre, post, "w : 1\nspikes_post = w*count_pre : 1 (summed)")
        {
            Initial = new Dictionary<string, string> { ["w"] = weights },
        };

        Projection Plastic(string post) => new("place", post, """
            w : 1 (weight)
            c : 1                    # coincidences in this decision
            e : 1                    # eligibility from decisions before
            modulator : 1 (shared)   # reward prediction error
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
}
