"""Training by back-propagation in eager PyTorch until a share of MNIST's test digits is recognized: the same network, batches and optimizer as ours.

Linear layers with Glorot uniform weights and biases of 0, relu, the cross-entropy of a softmax, torch.optim.Adam with a rate that falls linearly to a
tenth over the epochs, a test after every tenth of an epoch. The data are in memory as float32 before; the time of tests is not counted.

It answers requests such as {"seed": 1, "target": 0.98} with {"seconds": 6.1, "batches": 900}; the seconds are null if the target was not reached."""
import argparse
import os
import time

import numpy as np
import torch

from serve import serve

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("--library", default="torch")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--layers", default="784,512,512,10")
arguments.add_argument("--data", required=True, help="a folder with MNIST's four IDX files, compressed or not")
arguments.add_argument("--batch", type=int, default=250)
arguments.add_argument("--epochs", type=int, default=10)
arguments.add_argument("--rate", type=float, default=1e-3)
options = arguments.parse_args()
torch.set_num_threads(options.threads)
LAYERS = [int(size) for size in options.layers.split(",")]


def idx(name, header):
    import gzip
    path = os.path.join(options.data, name)
    opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb")
    with opened as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def part(prefix):
    labels = torch.from_numpy(idx(f"{prefix}-labels-idx1-ubyte", 8).astype(np.int64))
    return torch.from_numpy(idx(f"{prefix}-images-idx3-ubyte", 16).reshape(len(labels), -1).astype(np.float32) / 255), labels


TRAIN, TEST = part("train"), part("t10k")


def network():
    layers = []
    for before, after in zip(LAYERS, LAYERS[1:]):
        layer = torch.nn.Linear(before, after)
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def reach(seed, target):
    torch.manual_seed(seed)
    net, (images, labels) = network(), TRAIN
    adam = torch.optim.Adam(net.parameters(), lr=options.rate)
    of_epoch = len(labels) // options.batch
    total, done, seconds = options.epochs * of_epoch, 0, 0.0
    for _ in range(options.epochs):
        order = torch.randperm(len(labels))
        for first in range(0, of_epoch * options.batch, options.batch):
            start = time.perf_counter()
            chosen = order[first:first + options.batch]
            adam.param_groups[0]["lr"] = options.rate * (1 - 0.9 * done / total)
            adam.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(net(images[chosen]), labels[chosen]).backward()
            adam.step()
            done += 1
            seconds += time.perf_counter() - start
            if done % (of_epoch // 10) == 0:
                with torch.no_grad():
                    right = (net(TEST[0]).argmax(1) == TEST[1]).double().mean().item()
                if right >= target:
                    return {"seconds": seconds, "batches": done}
    return {"seconds": None, "batches": done}


serve(options.library, torch.__version__, torch.__config__.show(), lambda request: reach(request["seed"], request["target"]))
