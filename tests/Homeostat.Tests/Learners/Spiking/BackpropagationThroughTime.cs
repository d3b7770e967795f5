namespace Homeostat.Tests.Learners.Spiking;

/// <summary>
/// Back-propagation through time for the network of e-prop, written out by hand: the states are followed back from the last time step to the first. Spikes are stopped where they
/// reach cells through recurrent synapses and resets; they are followed to the readout and, where a threshold rises with them, to the threshold.
/// </summary>
internal static class BackpropagationThroughTime
{
    /// <summary>The gradients of a training's initial weights for all its sequences, by projection: [postsynaptic × presynaptic units], row after row.</summary>
    public static Dictionary<string, double[]> Of(EligibilityPropagationOptions options, Training training, double[][][] inputs, double[][][] targets)
    {
        var (w, u) = (training.Simulation["input_to_cell.w"].ToArray(), training.Simulation["cell_to_cell.w"].ToArray());
        var (o, bias) = (training.Simulation["cell_to_output.w"].ToArray(), training.Simulation["bias_to_output.w"].ToArray());
        var beta = training.Simulation["cell.beta"].ToArray();
        var (i, n, k) = (inputs[0][0].Length, beta.Length, bias.Length);
        var runs = inputs.Select(input => Forward(options, [.. input.SelectMany(time => Enumerable.Repeat(time, options.Hold))], w, u, o, bias, beta)).ToArray();
        var steps = runs[0].Count;
        double[] rates = [.. Enumerable.Range(0, n).Select(j => runs.Average(run => run.Average(step => step.Z[j])))];
        var (dw, du, dOut, dBias) = (new double[n * i], new double[n * n], new double[k * n], new double[k]);
        var (alpha, kappa, rho) = (Math.Exp(-1 / options.Tau), Math.Exp(-1 / options.ReadoutTau), Math.Exp(-1 / options.AdaptationTau));
        for (var b = 0; b < runs.Length; b++)
        {
            var (dv, da, dy) = (new double[n], new double[n], new double[k]);
            for (var t = steps - 1; t >= 0; t--)
            {
                var step = runs[b][t];
                var error = Error(options, step.Y, targets[b][0]);
                for (var c = 0; c < k; c++)
                {
                    dy[c] = (kappa * dy[c]) + (error[c] / steps / runs.Length);
                    dBias[c] += dy[c];
                    for (var j = 0; j < n; j++)
                    {
                        dOut[(c * n) + j] += dy[c] * step.Z[j];
                    }
                }

                for (var j = 0; j < n; j++)
                {
                    // The spike is heard by the readout and the regularization, and raises the threshold of the next step.
                    var dz = Enumerable.Range(0, k).Sum(c => dy[c] * o[(c * n) + j]) + da[j]
                        + (options.Regularization * (rates[j] - (options.TargetRate / 1000)) / steps / runs.Length);
                    dv[j] = (alpha * dv[j]) + (dz * step.Psi[j]);
                    da[j] = (rho * da[j]) - (dz * step.Psi[j] * beta[j]);
                    for (var m = 0; m < i; m++)
                    {
                        dw[(j * i) + m] += dv[j] * step.X[m];
                    }

                    for (var m = 0; m < n; m++)
                    {
                        du[(j * n) + m] += m == j ? 0 : dv[j] * step.Before[m];
                    }
                }
            }
        }

        return new() { ["input_to_cell"] = dw, ["cell_to_cell"] = du, ["cell_to_output"] = dOut, ["bias_to_output"] = dBias };
    }

    private static List<Step> Forward(EligibilityPropagationOptions options, double[][] input, double[] w, double[] u, double[] o, double[] bias, double[] beta)
    {
        var (n, k, theta) = (beta.Length, bias.Length, options.Threshold);
        var (alpha, kappa, rho) = (Math.Exp(-1 / options.Tau), Math.Exp(-1 / options.ReadoutTau), Math.Exp(-1 / options.AdaptationTau));
        var (v, a, z, y) = (new double[n], new double[n], new double[n], new double[k]);
        var steps = new List<Step>();
        foreach (var x in input)
        {
            var before = z;
            (z, var psi) = (new double[n], new double[n]);
            for (var j = 0; j < n; j++)
            {
                a[j] = (rho * a[j]) + before[j];
                v[j] = (alpha * v[j]) - (theta * before[j]) + x.Index().Sum(at => w[(j * x.Length) + at.Index] * at.Item) + before.Index().Sum(at => u[(j * n) + at.Index] * at.Item);
                var above = v[j] - theta - (beta[j] * a[j]);
                z[j] = above > 0 ? 1 : 0;
                psi[j] = options.Dampening / theta * Math.Max(0, 1 - Math.Abs(above / theta));
            }

            y = [.. y.Index().Select(at => (kappa * at.Item) + bias[at.Index] + z.Index().Sum(cell => o[(at.Index * n) + cell.Index] * cell.Item))];
            steps.Add(new Step(x, before, z, psi, y));
        }

        return steps;
    }

    private static double[] Error(EligibilityPropagationOptions options, double[] y, double[] target)
    {
        if (options.Output == OutputModel.Gaussian)
        {
            return [.. y.Zip(target, (answer, right) => answer - right)];
        }

        var all = y.Sum(Math.Exp);
        return [.. y.Zip(target, (answer, right) => (Math.Exp(answer) / all) - right)];
    }

    private sealed record Step(double[] X, double[] Before, double[] Z, double[] Psi, double[] Y);
}
