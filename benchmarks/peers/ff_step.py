"""A training step of forward-forward as Hinton's program does it, in eager PyTorch without its automatic differentiation, which it does not need.

Each step has three passes: one with a neutral label, from whose softmax a wrong label is drawn and whose softmax learns, one with the right label and one with the wrong one. Rows have a
mean square of 1; a layer's threshold is its number of units; units are drawn to the mean activity of their layer in the pass with right labels; gradients have momentum .9; weights decay.

It answers requests such as {"variant": "plain", "batch": 250, "seconds": 0.1} with {"seconds": [...]}. "plain" puts the label beside the pixels and goes forward with right and wrong labels as one
batch; "shared" computes the product with the pixels once for all passes, and the gradient of their weights once."""
import argparse

import torch

from serve import serve, times

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--library", default="torch")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--layers", default="784,512,512,10")
options = arguments.parse_args()
torch.set_num_threads(options.threads)
torch.set_grad_enabled(False)
PIXELS, *HIDDEN, CLASSES = [int(size) for size in options.layers.split(",")]
ETA, DECAY, READOUT_ETA, READOUT_DECAY, PEERS = 1e-3, 0.01, 0.01, 0.03, 0.03


def unit(rows):
    return rows / (rows.square().mean(1, keepdim=True).sqrt() + 1e-20)


class Network:
    def __init__(self, batch):
        self.images, self.labels = torch.rand(batch, PIXELS), torch.randint(CLASSES, (batch,))
        sizes = [PIXELS + CLASSES, *HIDDEN]
        self.weights = [torch.randn(a, b) / a ** 0.5 for a, b in zip(sizes, sizes[1:])]
        self.biases = [torch.zeros(b) for b in HIDDEN]
        self.means = [torch.full((b,), 0.5) for b in HIDDEN]
        self.readout, self.intercept = torch.zeros(sum(HIDDEN[1:]), CLASSES), torch.zeros(CLASSES)
        self.momenta = [torch.zeros_like(w) for w in (*self.weights, *self.biases, self.readout, self.intercept)]
        self.right = torch.nn.functional.one_hot(self.labels, CLASSES).float()

    def with_label(self, label):
        return unit(torch.cat([self.images, label], 1))

    def learn(self, number, weight, gradient, eta, decay):
        weight *= 1 - decay * eta
        self.momenta[number].mul_(0.9).add_(gradient)
        weight -= eta * self.momenta[number]

    def push(self, rates, side, peer):
        goodness = rates.square().sum(1, keepdim=True)
        push = side * torch.sigmoid(side * (rates.shape[1] - goodness)) * rates
        return push + PEERS * peer if side > 0 else push

    def wrong_labels(self, read):
        scores = read @ self.readout + self.intercept
        error = self.right - torch.softmax(scores, 1)
        scores[self.right.bool()] = -torch.inf
        wrong = torch.multinomial(torch.softmax(scores, 1), 1).squeeze(1)
        self.learn(2 * len(HIDDEN), self.readout, -(read.T @ error) / len(read), READOUT_ETA, READOUT_DECAY)
        self.learn(2 * len(HIDDEN) + 1, self.intercept, -error.mean(0), READOUT_ETA, 0)
        return torch.nn.functional.one_hot(wrong, CLASSES).float()

    def peer(self, layer, rates):
        self.means[layer] = 0.9 * self.means[layer] + 0.1 * rates.mean(0)
        return self.means[layer].mean() - self.means[layer]

    def plain(self):
        batch = len(self.images)
        sent, read = self.with_label(torch.full((batch, CLASSES), 0.1)), []
        for w, b in zip(self.weights, self.biases):
            sent = unit(torch.relu(sent @ w + b))
            read.append(sent)
        wrong = self.wrong_labels(torch.cat(read[1:], 1))
        sent = torch.cat([self.with_label(self.right), self.with_label(wrong)])
        for layer, (w, b) in enumerate(zip(self.weights, self.biases)):
            rates = torch.relu(sent @ w + b)
            push = torch.cat([self.push(rates[:batch], 1, self.peer(layer, rates[:batch])), self.push(rates[batch:], -1, None)])
            self.learn(layer, w, -(sent.T @ push) / batch, ETA, DECAY)
            self.learn(len(HIDDEN) + layer, b, -push.sum(0) / batch, ETA, 0)
            sent = unit(rates)

    def shared(self):
        batch, pixels = len(self.images), self.weights[0][:PIXELS]
        power = self.images.square().sum(1, keepdim=True)

        def scale(label):
            return ((power + label.square().sum(1, keepdim=True)) / (PIXELS + CLASSES)).sqrt()

        neutral = torch.full((batch, CLASSES), 0.1)
        seen, context = self.images @ pixels, self.weights[0][PIXELS:]
        read, sent = [], unit(torch.relu((seen + neutral @ context) / scale(neutral) + self.biases[0]))
        for w, b in zip(self.weights[1:], self.biases[1:]):
            sent = unit(torch.relu(sent @ w + b))
            read.append(sent)
        wrong = self.wrong_labels(torch.cat(read, 1))
        one = scale(self.right)
        both = torch.cat([self.right, wrong]) / torch.cat([one, one])
        sent = torch.relu((seen / one).repeat(2, 1) + both @ context + self.biases[0])
        for layer, b in enumerate(self.biases):
            rates = sent
            push = torch.cat([self.push(rates[:batch], 1, self.peer(layer, rates[:batch])), self.push(rates[batch:], -1, None)])
            if layer == 0:
                gradient = torch.cat([(self.images / one).T @ (push[:batch] + push[batch:]), both.T @ push])
            else:
                gradient = below.T @ push
            self.learn(layer, self.weights[layer], -gradient / batch, ETA, DECAY)
            self.learn(len(HIDDEN) + layer, b, -push.sum(0) / batch, ETA, 0)
            below = unit(rates)
            if layer + 1 < len(HIDDEN):
                sent = torch.relu(below @ self.weights[layer + 1] + self.biases[layer + 1])


networks = {}


def handle(request):
    network = networks.setdefault(request["batch"], Network(request["batch"]))
    return {"seconds": times(getattr(network, request["variant"]), request["seconds"])}


serve("torch", torch.__version__, torch.__config__.show(), handle)
