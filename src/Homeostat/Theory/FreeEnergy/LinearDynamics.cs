using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// A linear system in discrete time, seen through noise: x_k = A·x_{k−1} + B·u_k + w with w ~ N(0, Q), and y_k = C·x_k + v with v ~ N(0, R). Data;
/// <see cref="KalmanFilter"/> and <see cref="TemporalPredictiveCoding"/> follow one, and <see cref="Simulate"/> makes one happen.
/// </summary>
/// <param name="Transition">A, states × states.</param>
/// <param name="Emission">C, observations × states.</param>
/// <param name="StateNoise">Q, the covariance of w.</param>
/// <param name="SensoryNoise">R, the covariance of v.</param>
public sealed record LinearDynamics(double[,] Transition, double[,] Emission, double[,] StateNoise, double[,] SensoryNoise)
{
    /// <summary>B, states × controls; null for a system that nothing steers.</summary>
    public double[,]? Control { get; init; }

    /// <summary>Hidden states.</summary>
    public int States => Transition.GetLength(0);

    /// <summary>Observations at a time.</summary>
    public int Observations => Emission.GetLength(0);

    /// <summary>Controls.</summary>
    public int Controls => Control?.GetLength(1) ?? 0;

    /// <summary>Something that moves along a line: position, velocity and acceleration, a time step apart.</summary>
    /// <param name="timeStep">The time step, in units of time of the velocity.</param>
    public static double[,] Motion(double timeStep) => new[,] { { 1, timeStep, timeStep * timeStep / 2 }, { 0, 1, timeStep }, { 0, 0, 1 } };

    /// <summary>Makes the system happen, beginning with x = 0.</summary>
    /// <param name="steps">How long.</param>
    /// <param name="seed">The chances.</param>
    /// <param name="control">u at each step, from 0 on; none unless given.</param>
    /// <returns>States, steps × states, and observations, steps × observations.</returns>
    /// <exception cref="HomeostatException">The matrices do not fit, there are controls but no matrix for them, or the states grow out of bounds.</exception>
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
