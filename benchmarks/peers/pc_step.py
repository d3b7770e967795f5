"""One training step of discriminative predictive coding (Whittington and Bogacz 2017), and of back-propagation on the
same network, in eager PyTorch or NumPy, single precision: the mathematics of Homeostat's step, written as its users would.

  mu_l = W_l f(z_{l-1}), e_l = z_l - mu_l, f the logistic function; f(z_0) the input, z_L clamped to the target
  sweep    z_l = mu_l, layer after layer
  settle   steps times, all hidden layers together: z_l += rate (-e_l + f'(z_l) (W_{l+1}^T e_{l+1}))
  learn    at the settled state: Adam on the gradient -e_l f(z_{l-1})^T, averaged over the batch

Variants: "naive" predicts every layer in every step, "hoisted" predicts the first hidden layer, whose input is constant,
once; "backprop" is a step of torch.optim.Adam on the squared error of the swept network (NumPy: derived by hand).
Only steps are timed, on one batch of random data that is there before.

By itself it prints one line of JSON a variant, with minimum, median and maximum seconds a step; with --serve it answers
requests such as {"variant": "naive", "batch": 250, "seconds": 0.5} one by one."""
import argparse
import json
import statistics

from serve import blas, serve, times

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--library", choices=["numpy", "torch"], default="torch")
arguments.add_argument("--threads", type=int, default=2, help="for numpy, set OPENBLAS_NUM_THREADS as well")
arguments.add_argument("--layers", default="784,512,512,10")
arguments.add_argument("--batch", type=int, default=250)
arguments.add_argument("--steps", type=int, default=20)
arguments.add_argument("--rate", type=float, default=0.1)
arguments.add_argument("--adam", type=float, default=1e-3)
arguments.add_argument("--seconds", type=float, default=2.0, help="how long to measure each variant")
arguments.add_argument("--variants", default="naive,hoisted,backprop")
arguments.add_argument("--serve", action="store_true")
options = arguments.parse_args()

LAYERS = [int(size) for size in options.layers.split(",")]
TOP = len(LAYERS) - 1
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def torch_steps():
    torch.manual_seed(1)
    weights = [torch.nn.Parameter(torch.randn(LAYERS[l + 1], LAYERS[l]) / LAYERS[l] ** 0.5) for l in range(TOP)]
    optimizer = torch.optim.Adam(weights, lr=options.adam)

    def data(batch):
        return torch.rand(batch, LAYERS[0]), torch.nn.functional.one_hot(torch.randint(LAYERS[-1], (batch,)), LAYERS[-1]).float()

    def predictive_coding(x, y, hoisted):
        with torch.no_grad():
            f = [x]
            z = [x]
            for l in range(1, TOP + 1):
                z.append(f[l - 1] @ weights[l - 1].t())
                f.append(torch.sigmoid(z[l]) if l < TOP else None)
            first = z[1].clone() if hoisted else None
            z[TOP] = y
            for _ in range(options.steps):
                e = errors(z, f, first)
                for l in range(1, TOP):
                    slope = f[l] * (1 - f[l])
                    z[l] += options.rate * (slope * (e[l + 1] @ weights[l]) - e[l])
                    f[l] = torch.sigmoid(z[l])
            e = errors(z, f, first)
            for l in range(1, TOP + 1):
                weights[l - 1].grad = (e[l].t() @ f[l - 1]).mul_(-1 / len(x))
        optimizer.step()

    def errors(z, f, first):
        return [None] + [
            z[l] - (first if l == 1 and first is not None else f[l - 1] @ weights[l - 1].t()) for l in range(1, TOP + 1)]

    def backprop(x, y):
        optimizer.zero_grad(set_to_none=True)
        h = x @ weights[0].t()
        for l in range(1, TOP):
            h = torch.sigmoid(h) @ weights[l].t()
        loss = 0.5 * (y - h).square().sum() / len(x)
        loss.backward()
        optimizer.step()

    return data, predictive_coding, backprop


def numpy_steps():
    generator = np.random.default_rng(1)
    weights = [
        (generator.standard_normal((LAYERS[l + 1], LAYERS[l])) / LAYERS[l] ** 0.5).astype(np.float32) for l in range(TOP)]
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    count = [0]

    def data(batch):
        return (generator.random((batch, LAYERS[0]), dtype=np.float32),
                np.eye(LAYERS[-1], dtype=np.float32)[generator.integers(LAYERS[-1], size=batch)])

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def adam(gradients):
        count[0] += 1
        for w, (m, v), gradient in zip(weights, moments, gradients):
            m *= BETA1
            m += (1 - BETA1) * gradient
            v *= BETA2
            v += (1 - BETA2) * gradient * gradient
            scale = options.adam / (1 - BETA1 ** count[0])
            w -= scale * m / (np.sqrt(v / (1 - BETA2 ** count[0])) + EPSILON)

    def predictive_coding(x, y, hoisted):
        f = [x]
        z = [x]
        for l in range(1, TOP + 1):
            z.append(f[l - 1] @ weights[l - 1].T)
            f.append(sigmoid(z[l]) if l < TOP else None)
        first = z[1].copy() if hoisted else None
        z[TOP] = y
        for _ in range(options.steps):
            e = errors(z, f, first)
            for l in range(1, TOP):
                slope = f[l] * (1 - f[l])
                z[l] += options.rate * (slope * (e[l + 1] @ weights[l]) - e[l])
                f[l] = sigmoid(z[l])
        e = errors(z, f, first)
        adam([(e[l].T @ f[l - 1]) * np.float32(-1 / len(x)) for l in range(1, TOP + 1)])

    def errors(z, f, first):
        return [None] + [
            z[l] - (first if l == 1 and first is not None else f[l - 1] @ weights[l - 1].T) for l in range(1, TOP + 1)]

    def backprop(x, y):
        f = [x]
        for l in range(1, TOP + 1):
            h = f[l - 1] @ weights[l - 1].T
            f.append(sigmoid(h) if l < TOP else h)
        delta = (f[TOP] - y) / np.float32(len(x))
        gradients = [None] * TOP
        for l in range(TOP, 0, -1):
            gradients[l - 1] = delta.T @ f[l - 1]
            if l > 1:
                delta = (delta @ weights[l - 1]) * f[l - 1] * (1 - f[l - 1])
        adam(gradients)

    return data, predictive_coding, backprop


if options.library == "numpy":
    import numpy as np
    version, config = np.__version__, ""
    data, predictive_coding, backprop = numpy_steps()
else:
    import torch
    torch.set_num_threads(options.threads)
    version, config = torch.__version__, torch.__config__.show()
    data, predictive_coding, backprop = torch_steps()

CALLS = {
    "naive": lambda x, y: predictive_coding(x, y, hoisted=False),
    "hoisted": lambda x, y: predictive_coding(x, y, hoisted=True),
    "backprop": backprop,
}
BATCHES = {}


def seconds_a_step(variant, batch, seconds):
    if batch not in BATCHES:
        BATCHES[batch] = data(batch)
    x, y = BATCHES[batch]
    return times(lambda: CALLS[variant](x, y), seconds)


if options.serve:
    serve(options.library, version, config,
          lambda request: {"seconds": seconds_a_step(request["variant"], request["batch"], request["seconds"])})
else:
    for variant in options.variants.split(","):
        samples = seconds_a_step(variant, options.batch, options.seconds)
        print(json.dumps({
            "library": options.library, "version": version, "blas": blas(config), "threads": options.threads, "variant": variant,
            "layers": LAYERS, "batch": options.batch, "steps": options.steps,
            "min": min(samples), "median": statistics.median(samples), "max": max(samples), "samples": len(samples)}), flush=True)
