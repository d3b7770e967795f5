using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

/// <summary>The derivative of a piecewise expression is that of the branch taken, whatever the others do there.</summary>
public class GuardedDerivativeTests
{
    [Theory]
    [InlineData("where(z > 0, z, exp(z) - 1)", 100, 1)]
    [InlineData("where(z > 0, z, exp(z) - 1)", -1, 0.36787944117144233)]
    [InlineData("where(z > 0, z, exp(z) - 1)", 1000, 1)]
    [InlineData("where(z > 0, sqrt(z), 0)", 0, 0)]
    [InlineData("where(z > 0, sqrt(z), 0)", -4, 0)]
    [InlineData("where(z > 0, sqrt(z), 0)", 4, 0.25)]
    [InlineData("where(z > 0, log(z), 0)", 0, 0)]
    [InlineData("where(z > 0, z*log(z), 0)", 0, 0)]
    [InlineData("where(z > 0, tanh(log(z)), 0)", -1, 0)]
    [InlineData("where(z != 0, sin(z)/z, 1)", 0, 0)]
    [InlineData("where(z > 0, 1/z, 3*z)", 0, 3)]
    [InlineData("where(z > 0, 1/(1 + exp(-z)), exp(z)/(1 + exp(z)))", 500, 0)]
    [InlineData("where(z < 1, z, exp(z)) + where(z < 2, 2*z, exp(z))", -400, 3)]
    [InlineData("where(abs(z) < 1, arcsin(z), z)", 2, 1)]
    [InlineData("maximum(z, exp(z))", -100, 0)]
    [InlineData("minimum(z, exp(z))", 200, 1)]
    [InlineData("tanh(exp(z))", 300, 0)]
    [InlineData("exprel(z)", 0, 0.5)]
    [InlineData("exprel(z)", 1e-4, 0.50003333458333998)]
    [InlineData("exprel(z)", -1e-6, 0.49999966666679167)]
    [InlineData("exprel(z)", -1000, 1e-6)]
    [InlineData("exprel(z)", 2, 2.0972640247326626)]
    [InlineData("1/exprel(z)", 0, -0.5)]
    [InlineData("3/exprel(2*z)", 0, -3)]
    [InlineData("3/exprel(2*z)", 0.1, -2.8002662862215812)]
    [InlineData("1/exprel(z)", 500, 0)]
    [InlineData("1/exprel(z)", -500, -1)]
    [InlineData("1/(1 + exp(-25*z))", -5, 0)]
    [InlineData("1/(1 + exp(-25*z))", -50, 0)]
    [InlineData("1/(1 + exp(-25*z))", 0, 6.25)]
    [InlineData("z/(1 + exp(-z))", -1000, 0)]
    [InlineData("2/(exp(z) + exp(-z))", 400, 0)]
    [InlineData("sqrt(1/(1 + exp(-z)))", -900, 0)]
    [InlineData("sqrt(z**2)", 0, 0)]
    [InlineData("0*z + sum(where(z > 0, sqrt(z), 0))", -2, 0)]
    public void Is_that_of_the_branch_taken(string f, double z, double expected)
    {
        foreach (var type in new[] { ElementType.Float64, ElementType.Float32 })
        {
            var circuit = new Circuit("c") { new Population("p", 1, $"z : 1\nslope = diff({f}, z) : 1") };
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type });
            simulation["p.z"][0, 0] = z;
            simulation.Changed("p.z");
            simulation.Run(simulation.Compile(new Probe("p.slope")));
            var tolerance = type == ElementType.Float64 ? 1e-11 : 1e-5;
            Assert.Equal(expected, simulation["p.slope"][0, 0], tolerance * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void Is_finite_wherever_the_finite_difference_is_and_equal_to_it_where_it_converges()
    {
        var (compared, guarded) = (0, 0);
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = RandomExpression.Guarded(random, 4);
            var factory = new NodeFactory();
            var f = NodeValues.Parse(factory, text);
            var slope = Differentiation.Gradient(factory, f, factory.Constant(1), [factory.Load(new Symbol("x", Axes.Both))])[0];
            for (var k = 0; k < 8; k++)
            {
                var (x, y) = (Point(random), Point(random));
                if (DividesByZero(f, x, y) || Slopes(x, y) is not var (left, right, noise))
                {
                    continue;
                }

                var found = Value(slope, x, y);
                Assert.True(double.IsFinite(found), $"{text} at x = {x:R}, y = {y:R}: the derivative is {found}, the finite difference {left} and {right}");
                guarded += text.Contains("where", StringComparison.Ordinal) ? 1 : 0;
                if (IsFinite(f, x, y) && Math.Abs(left - right) < (1e-4 * Math.Abs(left)) + noise)
                {
                    compared++;
                    Assert.True(
                        Math.Abs(found - left) < (1e-3 * (1 + Math.Abs(left))) + noise,
                        $"{text} at x = {x:R}, y = {y:R}: the derivative is {found:R}, the finite difference {left:R} and {right:R}");
                }
            }

            // One-sided differences that neither grow as the step shrinks nor are of values that are none.
            (double Left, double Right, double Noise)? Slopes(double x, double y)
            {
                var at = Value(f, x, y);
                var (last, scale) = ((Left: 0.0, Right: 0.0), Math.Max(1, Math.Abs(x)));
                double[] steps = [1e-3, 1e-4, 1e-5];
                for (var i = 0; i < steps.Length; i++)
                {
                    var h = steps[i] * scale;
                    (double Left, double Right) next = ((at - Value(f, x - h, y)) / h, (Value(f, x + h, y) - at) / h);
                    if (!double.IsFinite(next.Left + next.Right) || (i > 0 && !(Near(next.Left, last.Left) && Near(next.Right, last.Right))))
                    {
                        return null;
                    }

                    last = next;
                }

                return Math.Abs(at) < 1e8 ? (last.Left, last.Right, 1e-9 * Math.Abs(at) / scale) : null;
            }
        }

        Assert.True(compared > 1000 && guarded > 1000, $"only {compared} derivatives were compared, {guarded} of guarded expressions");

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-2 * (Math.Abs(a) + Math.Abs(b)) + 1e-6;
    }

    // Whether a branch that is taken divides by zero, or by a number whose inverse overflows: stored values are taken as different from these.
    private static bool DividesByZero(Node node, double x, double y) => node.Operation == Operation.Select
        ? DividesByZero(node.Arguments[Value(node.Arguments[0], x, y) != 0 ? 1 : 2], x, y) || DividesByZero(node.Arguments[0], x, y)
        : (node.Operation is Operation.Divide or Operation.Log && Math.Abs(Value(node.Arguments[^1], x, y)) < 1e-300) || node.Arguments.Any(argument => DividesByZero(argument, x, y));

    // Whether the value is made of finite ones and no condition or bound is at its edge: at a pole in a divisor, or where a branch is taken at a single
    // point, finite differences look past the point.
    private static bool IsFinite(Node node, double x, double y) =>
        double.IsFinite(Value(node, x, y))
        && !((node.IsCondition || node.Operation is Operation.Min or Operation.Max) && node.Arguments.Count == 2 && Value(node.Arguments[0], x, y).Equals(Value(node.Arguments[1], x, y)))
        && node.Arguments.All(argument => IsFinite(argument, x, y));

    private static double Value(Node node, double x, double y) =>
        NodeValues.Of(node, new Dictionary<string, double[]> { ["x"] = [x], ["y"] = [y] }, 1)[0];

    // Where guards bind, exponentials overflow and quotients have gaps, and in between.
    private static double Point(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => 1,
        2 => random.Next(-2000, 2000),
        3 => 100 * (random.NextDouble() - 0.5),
        _ => 4 * (random.NextDouble() - 0.5),
    };
}
