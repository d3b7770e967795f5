
namespace Homeostat.Tests.Structural;

/// <summary>Ashby's machine finds couplings under which it stays within its limits, a row at a time.</summary>
public class UniselectorTests
{
    [Fact]
    public void All_of_sixty_machines_come_to_rest_after_a_few_steps()
    {
        using var one = new Workers(1);
        var (steps, stable, rested) = (new List<int>(), 0, 0);
        for (var seed = 1ul; seed <= 60; seed++)
        {
            using var machine = new Simulation(Ultrastable.Machine(4), 1, new SimulationOptions { Seed = seed, Type = ElementType.Float64, Workers = one });
            var second = machine.Compile(new Settle(Ultrastable.Steps.Every), new Probe("units.outside"));
            var taken = new List<int>();
            for (var time = 1; time <= 250; time++)
            {
                machine.Run(second);
                taken.Add(Ultrastable.Steps.Apply(machine, machine.Step).Grown / 4);
            }

            rested += taken[^50..].Sum() == 0 ? 1 : 0;
            steps.Add(taken.Sum());
            stable += RandomStability.IsStable(Square(machine["coupling.w"])) ? 1 : 0;
        }

        // The reference has a median of 4. Around it, 60 seeds leave 95 % of medians between 2 and 7.
        Assert.InRange(steps.Order().ElementAt(30), 2, 7);
        Assert.Equal(60, stable);
        Assert.True(rested >= 57, $"{rested} of 60 took no step in the last 50 seconds");
    }

    [Fact]
    public void Only_the_synapses_of_a_unit_that_is_outside_are_drawn()
    {
        using var machine = new Simulation(Ultrastable.Machine(3), 1, new SimulationOptions { Type = ElementType.Float64 });
        machine.Run(machine.Compile(new Settle(1), new Probe("units.outside")));
        machine["units.outside"].CopyFrom([0, 1, 0]);
        var before = Square(machine["coupling.w"]);
        var change = Ultrastable.Steps.Apply(machine, 20);
        var after = Square(machine["coupling.w"]);
        Assert.Equal(new StructuralChange(3, 3), change);
        Assert.InRange(after[1, 1], -1, 0);
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(i / 3 == 1, before[i / 3, i % 3] != after[i / 3, i % 3]);
        }
    }

    [Theory]
    [InlineData("units.x", "coupling", 0, "A range of 0")]
    [InlineData("units.x", "coupling", double.PositiveInfinity, "A range")]
    [InlineData("units.nothing", "coupling", 1, "nothing")]
    [InlineData("units.outside", "coupling", 1, "nothing has computed")]
    [InlineData("units.x", "wires", 1, "wires")]
    public void Settings_that_do_not_fit_are_refused(string when, string projection, double range, string message)
    {
        using var machine = new Simulation(Ultrastable.Machine(2));
        var selection = new Selection(1, [new Uniselector(projection, when) { Range = range }]);
        Assert.Contains(message, Assert.Throws<HomeostatException>(() => selection.Apply(machine, 1)).Message, StringComparison.Ordinal);
    }

    private static double[,] Square(Matrix matrix)
    {
        var copy = new double[matrix.Rows, matrix.Columns];
        Buffer.BlockCopy(matrix.ToArray(), 0, copy, 0, sizeof(double) * copy.Length);
        return copy;
    }
}
