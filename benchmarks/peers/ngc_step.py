"""A training batch of neural generative coding (GNCN-PDH) in eager PyTorch without its automatic differentiation, which it does not need.

States settle for 49 steps by errors that come through weights of their own and are whitened; then all weights and covariances learn by Adam, weights onto a unit are brought within a norm of 1,
and the whitening factors are computed anew.

It answers requests such as {"batch": 512, "seconds": 0.1} with {"seconds": [...]}."""
import argparse

import torch

from serve import serve, times

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--library", default="torch")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--layers", default="784,360,360,360")
options = arguments.parse_args()
torch.set_num_threads(options.threads)
torch.set_grad_enabled(False)
X, A, B, C = [int(size) for size in options.layers.split(",")]
STEPS, RATE, LEAK, INHIBITION, EXCITATION, ETA = 49, 0.1, 0.001, 0.1, 0.15, 1e-3


class Circuit:
    def __init__(self, batch):
        self.batch = batch
        self.image = (torch.rand(batch, X) > 0.5).float()
        shapes = {"w1": (A, X), "w2": (B, A), "w3": (C, B), "s2": (B, X), "s3": (C, A), "e1": (X, A), "e2": (A, B), "e3": (B, C)}
        self.weights = {name: 0.05 * torch.randn(shape) for name, shape in shapes.items()}
        for name, size in {"c1": A, "c2": B}.items():
            self.weights[name] = torch.eye(size) + (1 - torch.eye(size)) * 0.01 * (2 * torch.rand(size, size) - 1)
        self.factors = {name: self.whitening(self.weights[name]) for name in ("c1", "c2")}
        self.moments = {name: (torch.zeros_like(w), torch.zeros_like(w)) for name, w in self.weights.items()}
        self.updates = 0

    @staticmethod
    def whitening(covariance):
        return torch.linalg.inv(torch.linalg.cholesky(covariance)).T.contiguous()

    @staticmethod
    def rivalry(rates, group):
        grouped = rates.view(rates.shape[0], -1, group)
        return (INHIBITION * (grouped.sum(2, keepdim=True) - grouped) - EXCITATION * grouped).view_as(rates)

    def errors(self, rates):
        w, (r1, r2, r3) = self.weights, rates
        e0 = self.image - torch.sigmoid(r1 @ w["w1"] + r2 @ w["s2"])
        e1 = (r1 - torch.relu(r2 @ w["w2"] + r3 @ w["s3"])) @ self.factors["c1"]
        e2 = (r2 - torch.relu(r3 @ w["w3"])) @ self.factors["c2"]
        return e0, e1, e2

    def train(self):
        w = self.weights
        z1, z2, z3 = torch.zeros(self.batch, A), torch.zeros(self.batch, B), torch.zeros(self.batch, C)
        for _ in range(STEPS):
            rates = r1, r2, r3 = torch.relu(z1), torch.relu(z2), torch.relu(z3)
            e0, e1, e2 = self.errors(rates)
            z1 += RATE * (e0 @ w["e1"] - e1 - self.rivalry(r1, 12) - LEAK * z1)
            z2 += RATE * (e1 @ w["e2"] - e2 - self.rivalry(r2, 12) - LEAK * z2)
            z3 += RATE * (e2 @ w["e3"] - self.rivalry(r3, 18) - LEAK * z3)
        rates = r1, r2, r3 = torch.relu(z1), torch.relu(z2), torch.relu(z3)
        e0, e1, e2 = self.errors(rates)
        self.updates += 1
        for name, pre, post in (("w1", r1, e0), ("w2", r2, e1), ("w3", r3, e2), ("s2", r2, e0), ("s3", r3, e1), ("e1", e0, r1), ("e2", e1, r2), ("e3", e2, r3)):
            self.adam(name, -(pre.T @ post) / self.batch)
            w[name] *= torch.clamp(1 / torch.sqrt(w[name].square().sum(0) + 1e-12), max=1)
        for name, error in (("c1", e1), ("c2", e2)):
            self.adam(name, (self.factors[name] / 512 - error.T @ error / self.batch) / 2)
            diagonal = torch.diagonal(w[name])
            diagonal.clamp_(min=1)
            w[name] += 0.00025
            self.factors[name] = self.whitening(w[name])
            w[name] *= torch.clamp(1 / torch.sqrt(w[name].square().sum(0) + 1e-12), max=1)

    def adam(self, name, gradient):
        m, v = self.moments[name]
        m.mul_(0.9).add_(gradient, alpha=0.1)
        v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        step = ETA / (1 - 0.9 ** self.updates)
        self.weights[name] -= step * m / (torch.sqrt(v / (1 - 0.999 ** self.updates)) + 1e-8)


circuits = {}


def handle(request):
    circuit = circuits.setdefault(request["batch"], Circuit(request["batch"]))
    return {"seconds": times(circuit.train, request["seconds"])}


serve("torch", torch.__version__, torch.__config__.show(), handle)
