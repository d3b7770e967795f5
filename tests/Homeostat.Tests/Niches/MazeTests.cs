
namespace Homeostat.Tests.Niches;

public sealed class MazeTests
{
    private static readonly Workers One = new(1);

    [Fact]
    public void The_shortest_way_goes_round_walls()
    {
        Assert.Equal(8, Maze.TwoWalls.ShortestWay);
        Assert.Equal(2, new Maze("S.G").ShortestWay);
        Assert.Equal(4, new Maze("""
            S#G
            ...
            """).ShortestWay);
    }

    [Fact]
    public void Walls_and_the_edge_are_not_gone_through()
    {
        var maze = new Maze("""
            S#
            .G
            """);
        Assert.Equal([0, 0, 1, 0], Enumerable.Range(0, 4).Select(d => maze.Move(maze.Start, d)));
        Assert.Equal(maze.Goal, maze.Move(1, 1));
    }

    [Theory]
    [InlineData("S.#", "one square G")]
    [InlineData("SSG", "one square S")]
    [InlineData("S#G", "no way")]
    public void A_maze_that_cannot_be_solved_is_named(string map, string message) =>
        Assert.Contains(message, Assert.Throws<HomeostatException>(() => new Maze(map)).Message, StringComparison.Ordinal);

    [Fact]
    public void Reward_shortens_the_way_and_without_it_nothing_does()
    {
        // A corridor with a dead end: by chance a way takes some 40 moves.
        var maze = new Maze("""
            ...S..
            ##.#.#
            .....G
            """);
        var rewarded = Late(maze, new MazeAgentOptions());
        var frozen = Late(maze, new MazeAgentOptions { Rate = 0 });
        Assert.True(rewarded < 0.6 * frozen, $"{rewarded} moves with reward, {frozen} without plasticity");
    }

    [Fact]
    public void The_same_seed_goes_the_same_ways()
    {
        using var first = Agent(Maze.TwoWalls, new MazeAgentOptions(), 3, 30, One);
        using var second = Agent(Maze.TwoWalls, new MazeAgentOptions(), 3, 30, new Workers(2));
        Assert.Equal(Trials(first, 2), Trials(second, 2));
        Assert.Equal(
            first.Simulation.Synapses("place_to_action").Get("w"), second.Simulation.Synapses("place_to_action").Get("w"));
    }

    // The mean of the last ten of thirty trials, of three seeds.
    private static double Late(Maze maze, MazeAgentOptions options) => Enumerable.Range(1, 3).Average(seed =>
    {
        using var agent = Agent(maze, options, (ulong)seed, 100, One);
        return Trials(agent, 30)[20..].Average();
    });

    private static int[] Trials(Living agent, int count) => [.. Enumerable.Range(0, count).Select(_ => ((MazeNiche)agent.Niche).Trial(agent))];

    private static Living Agent(Maze maze, MazeAgentOptions options, ulong seed, int most, Workers workers)
    {
        var niche = new MazeNiche(maze) { MostMoves = most };
        return new Living(MazeAgent.Create(niche, options), niche, new LivingOptions { Seed = seed, Workers = workers });
    }
}
