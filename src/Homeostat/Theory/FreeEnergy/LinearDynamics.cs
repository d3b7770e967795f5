using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A linear system in discrete time with noisy observations: x_k = A·x_{k−1} + B·u_k + w with w ~ N(0, Q), and y_k = C·x_k + v with v ~ N(0, R). The
/// record is data: <see cref="KalmanFilter"/> and <see cref="TemporalPredictiveCoding"/> filter such a system, and <see cref="Simulate"/> simulates it.
/// </summary>
/// <param name="Transition">The transition matrix A, states × states.</param>
/// <param name="Emission">The emission matrix C, observations × states.</param>
/// <param name="StateNoise">The covariance Q of the state noise w, states × states.</param>
/// <param name="SensoryNoise">The covariance R of the observation noise v, observations × observations.</param>
public sealed record LinearDynamics(double[,] Transition, double[,] Emission, double[,] StateNoise, double[,] SensoryNoise)
{
    /// <summary>The control matrix B, states × controls; null for a system without controls.</summary>
    public double[,]? Control { get; init; }

    /// <summary>The number of hidden states.</summary>
    public int States => Transition.GetLength(0);

    /// <summary>The number of observations at each step.</summary>
    public int Observations => Emission.GetLength(0);

    /// <summary>The number of controls.</summary>
    public int Controls => Control?.GetLength(1) ?? 0;

    /// <summary>The transition matrix of motion along a line over one time step; the states are position, velocity and acceleration.</summary>
    /// <param name="timeStep">The time step, in units of time of the velocity.</param>
    public static double[,] Motion(double timeStep) => new[,] { { 1, timeStep, timeStep * timeStep / 2 }, { 0, 1, timeStep }, { 0, 0, 1 } };

    /// <summary>Simulates the system from x = 0.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <param name="control">A function that gives the control u at each step, counted from 0; no control unless given.</param>
    /// <returns>The states, steps × states, and the observations, steps × observations.</returns>
    /// <exception cref="HomeostatException">The sizes of the matrices do not fit, or there are controls but no control matrix, or the states become infinite.</exception>
    public (double[,] States, double[,] Observed) Simulate(int steps, ulong seed, Func<int, double[]>? control = null)
    {
        var (a, c, q, r, b) = Checked();
        if (steps < 1 || (control is not null && b is null))
        {
            throw new HomeostatException(steps < 1
                ? $"A system cannot happen for {steps} steps; give one or more."
                : "The system is given controls, but has none: set its Control matrix.");
        }

        var (qRoot, rRoot) = (q.Cholesky().Factor, r.Cholesky().Factor);
        var random = new RandomStream(seed);
        var x = Vector<double>.Build.Dense(States);
        var (states, observed) = (new double[steps, States], new double[steps, Observations]);
        for (var step = 0; step < steps; step++)
        {
            x = (a * x) + (qRoot * Normal(States));
            x = control is null ? x : x + (b! * Linear.Vector(control(step), "A control", Controls));
            var y = (c * x) + (rRoot * Normal(Observations));
            if (!double.IsFinite(y.L2Norm()))
            {
                throw new HomeostatException($"The system has grown out of bounds after {step} steps; lower the eigenvalues of its transition matrix.");
            }

            for (var i = 0; i < States; i++)
            {
                states[step, i] = x[i];
            }

            for (var i = 0; i < Observations; i++)
            {
                observed[step, i] = y[i];
            }
        }

        return (states, observed);

        Vector<double> Normal(int size) => Vector<double>.Build.Dense(size, _ => random.NextNormal());
    }

    internal (Matrix<double> A, Matrix<double> C, Matrix<double> Q, Matrix<double> R, Matrix<double>? B) Checked()
    {
        var a = Linear.Matrix(Transition, "The transition matrix A", States, States);
        var c = Linear.Matrix(Emission, "The emission matrix C", columns: States);
        return (
            a, c, Linear.Positive(StateNoise, "The state noise Q", States), Linear.Positive(SensoryNoise, "The sensory noise R", Observations),
            Control is null ? null : Linear.Matrix(Control, "The control matrix B", States));
    }
}
