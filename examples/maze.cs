#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// Spiking cells that learn a path through a maze from reward (Frémaux, Sprekeler & Gerstner 2013, PLoS Comput Biol 9:e1003024), beside
// two controls: agents without a reward at the goal (walls still hurt), and agents whose synapses do not change.
using Homeostat;

var trials = args.Length > 0 ? int.Parse(args[0]) : 60;
var seeds = args.Length > 1 ? int.Parse(args[1]) : 5;
var last = Math.Max(1, trials / 3);
var maze = Maze.TwoWalls;
Console.WriteLine($"{maze.Draw(square => square == maze.Start ? 'S' : '.')}\nThe shortest way takes {maze.ShortestWay} moves.");
var groups = new (string Name, double Reward, MazeAgentOptions Options)[]
{
    ("rewarded", 1, new MazeAgentOptions()),
    ("never rewarded", 0, new MazeAgentOptions()),
    ("not plastic", 1, new MazeAgentOptions { Rate = 0 }),
};
using var one = new Workers(1);
var moves = new double[groups.Length, seeds, trials];
for (var g = 0; g < groups.Length; g++)
{
    for (var seed = 0; seed < seeds; seed++)
    {
        var niche = new MazeNiche(maze) { Reward = groups[g].Reward, MostMoves = 200 };
        using var agent = new Living(MazeAgent.Create(niche, groups[g].Options), niche, new LivingOptions { Seed = (ulong)(seed + 1), Workers = one });
        for (var trial = 0; trial < trials; trial++)
        {
            moves[g, seed, trial] = niche.Trial(agent);
        }

        if (g == 0 && seed == 0)
        {
            Console.WriteLine($"Where the first agent would go:\n{maze.Draw(square => "^>v<"[MazeAgent.Favored(agent, square)])}");
        }
    }

    Console.WriteLine($"{groups[g].Name,-16}{Late(g).Average(),7:F1} moves in the last {last} of {trials} trials, mean of {seeds} seeds ({string.Join(", ", Late(g).Select(m => $"{m:F0}"))})");
}

for (var g = 1; g < groups.Length; g++)
{
    Console.WriteLine($"rewarded against {groups[g].Name}: Welch's test of the means of seeds, p = {WelchTest.Of(Late(0), Late(g)).P:G2}");
}

Plot.LogLines(
    "runs/maze.png", "Moves to the goal, mean of seeds", "trial", "moves",
    [.. groups.Select((group, g) => (group.Name, Enumerable.Range(1, trials).Select(t => (double)t).ToArray(),
        Enumerable.Range(0, trials).Select(t => Enumerable.Range(0, seeds).Average(s => moves[g, s, t])).ToArray()))]);

double[] Late(int g) => [.. Enumerable.Range(0, seeds).Select(s => Enumerable.Range(trials - last, last).Average(t => moves[g, s, t]))];
