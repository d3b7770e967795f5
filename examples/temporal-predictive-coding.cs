#:project ../src/Homeostat/Homeostat.csproj
// A circuit of neurons and the Kalman filter track a moving object: the task of Millidge et al. 2024 (position, velocity and acceleration,
// seen through a random matrix). First the circuit knows the motion and the appearance of the object; then it learns one of them, or both.
//     dotnet run examples/temporal-predictive-coding.cs -- [sequences] [steps] [passes]
using Homeostat;

var sequences = args.Length > 0 ? int.Parse(args[0]) : 20;
var steps = args.Length > 1 ? int.Parse(args[1]) : 200;
var passes = args.Length > 2 ? int.Parse(args[2]) : 20;
double[,] identity = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
var world = new LinearDynamics(LinearDynamics.Motion(0.001), Random(12), identity, identity) { Control = new double[,] { { 0 }, { 0 }, { 1 } } };
var lesson = Draw(1000);
var test = Draw(2000);

Console.WriteLine($"{sequences} sequences of {steps} observations");
Console.WriteLine($"{"",-32}root mean square error of");
Console.WriteLine($"{"",-32}position  velocity  acceleration  state            next observation");
var kalman = Kalman();
Report("Kalman filter", kalman);
Report("temporal PC, as in the paper", Track(world, new()));
var known = new TemporalPredictiveCodingOptions { Spread = KalmanFilter.SteadyPrediction(world) };
Report("temporal PC, steady spread", Track(world, known));

// Unknown matrices start at random. Learned states have coordinates of their own, unless the appearance is known; then the error of the next
// observation tells how well they are learned.
var (noMotion, noLooks) = (world with { Transition = Random(1, 0.3) }, world with { Emission = Random(2) });
var nothing = noMotion with { Emission = noLooks.Emission, Control = new double[3, 1] };
var (moves, looks) = (Optimizer.Sgd(2e-4), Optimizer.Sgd(5e-4));
Report("not knowing how it moves", Track(noMotion, known));
Report($"  {passes} passes later", Track(noMotion, known with { Transition = moves }));
Report("not knowing what it looks like", Track(noLooks, known), hasOwnStates: true);
Report($"  {passes} passes later", Track(noLooks, known with { Emission = looks }), hasOwnStates: true);
Report("knowing nothing", Track(nothing, new()), hasOwnStates: true);
Report($"  {passes} passes later", Track(nothing, new() { Transition = moves, Emission = looks, Steering = Optimizer.Sgd(2e-2) }), hasOwnStates: true);

// The mean squared errors of the exact answer: position, velocity, acceleration, next observation.
double[] Kalman()
{
    var error = new double[4];
    foreach (var (states, observed) in test)
    {
        var filter = new KalmanFilter(world);
        for (var step = 0; step < steps; step++)
        {
            Add(error, 3, filter.Predict(Thrust(step)), Row(observed, step));
            filter.Step(Row(observed, step), Thrust(step));
            Compare(error, filter.Belief.Mean, states, step);
        }
    }

    return error;
}

double[] Track(LinearDynamics believed, TemporalPredictiveCodingOptions options)
{
    var model = TemporalPredictiveCoding.Create(believed, options);
    using var simulation = new Simulation(model.Circuit, sequences, new SimulationOptions { Type = ElementType.Float64 });
    for (var pass = 0; pass < passes && model.Train.OfType<Learn>().Any(); pass++)
    {
        Run(simulation, model.Train, lesson);
    }

    var error = new double[4];
    Run(simulation, model.Test, test, error);
    return error;
}

void Run(Simulation simulation, IReadOnlyList<Phase> schedule, (double[,] States, double[,] Observed)[] data, double[]? error = null)
{
    var plan = simulation.Compile(schedule);
    var (observed, control, x) = (simulation.Stream(plan, "observed"), simulation.Stream(plan, "control"), simulation["state.x"]);
    x.CopyFrom(new double[sequences * 3]);
    simulation.Changed("state.x");
    for (var step = 0; step < steps; step++)
    {
        for (var n = 0; n < sequences; n++)
        {
            control[n, 0] = Thrust(step)[0];
            Row(data[n].Observed, step).CopyTo(observed.Row<double>(n));
            if (error is not null)
            {
                Add(error, 3, Expected(simulation, x.Row<double>(n), Thrust(step)[0]), Row(data[n].Observed, step));
            }
        }

        simulation.Run(plan);
        for (var n = 0; n < sequences && error is not null; n++)
        {
            Compare(error, x.Row<double>(n), data[n].States, step);
        }
    }
}

// C·(A·x + B·u), with the present weights.
static double[] Expected(Simulation simulation, ReadOnlySpan<double> x, double u)
{
    var (a, b, c) = (simulation["transition.w"], simulation["steering.w"], simulation["emission.w"]);
    var next = new double[3];
    var seen = new double[3];
    for (var n = 0; n < 9; n++)
    {
        next[n / 3] += a[n / 3, n % 3] * x[n % 3];
    }

    for (var n = 0; n < 9; n++)
    {
        seen[n / 3] += c[n / 3, n % 3] * (next[n % 3] + (b[n % 3, 0] * u));
    }

    return seen;
}

void Compare(double[] error, ReadOnlySpan<double> estimate, double[,] states, int step)
{
    for (var i = 0; i < 3; i++)
    {
        Add(error, i, [estimate[i]], [states[step, i]]);
    }
}

void Add(double[] error, int index, ReadOnlySpan<double> found, ReadOnlySpan<double> truth)
{
    for (var i = 0; i < found.Length; i++)
    {
        error[index] += Math.Pow(found[i] - truth[i], 2) / (found.Length * sequences * steps);
    }
}

void Report(string what, double[] error, bool hasOwnStates = false)
{
    var (state, exact) = (Math.Sqrt(error[..3].Sum() / 3), Math.Sqrt(kalman[..3].Sum() / 3));
    Console.WriteLine(
        $"{what,-32}"
        + (hasOwnStates
            ? $"{"in coordinates of its own",-48}"
            : $"{Math.Sqrt(error[0]),8:F3}{Math.Sqrt(error[1]),10:F3}{Math.Sqrt(error[2]),14:F3}{state,7:F3} {Compared(state, exact)} ")
        + $"{Math.Sqrt(error[3]),8:F3} {Compared(Math.Sqrt(error[3]), Math.Sqrt(kalman[3]))}");
}

static string Compared(double error, double exact) => $"{100 * ((error / exact) - 1),6:+0.0;-0.0} %";

(double[,] States, double[,] Observed)[] Draw(ulong seed) =>
    [.. Enumerable.Range(0, sequences).Select(n => world.Simulate(steps, seed + (ulong)n, Thrust))];

static double[] Thrust(int step) => [Math.Exp(-0.01 * step)];

static double[] Row(double[,] table, int row) => [.. Enumerable.Range(0, table.GetLength(1)).Select(i => table[row, i])];

static double[,] Random(ulong seed, double size = 1)
{
    var (random, matrix) = (new RandomStream(seed), new double[3, 3]);
    for (var n = 0; n < 9; n++)
    {
        matrix[n / 3, n % 3] = size * random.NextNormal();
    }

    return matrix;
}
