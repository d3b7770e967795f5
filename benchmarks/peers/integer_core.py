"""Loihi's integer neurons in NumPy, as Lava's bit-accurate model computes them (LIF in lava/proc/lif/models.py, commit
b6822fb), with one current for each synapse type. It reads what 'homeostat translate NAME --out FOLDER' has written and
needs nothing else, which shows that these files are complete.

  u = tz(u (4096 - (du + 1)), 12) + (a << 6), wrapped in 24 bits;  v = clip(tz(v (4096 - dv), 12) + sum of u + bias)
  fires where v > vth << 6; v is then 0 for the refractory time

Variants: "matrix" multiplies a matrix of weights by the vector of spikes, as Lava's Dense process does; "rows" adds up the
rows of the units that fired, which Lava does not do but a careful user would.

With --serve-like requests on standard input, such as {"variant": "rows", "steps": 500}, it answers one by one."""
import argparse
import json
import os
import re
import time

import numpy as np

from serve import serve

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("folder")
arguments.add_argument("--threads", type=int, default=1)
options = arguments.parse_args()

manifest = json.load(open(os.path.join(options.folder, "integer.json")))
arrays = np.load(os.path.join(options.folder, manifest["arrays"]["file"]))
circuit = manifest["content"]["circuit"]
(cells,) = circuit["populations"]
size = cells["size"]
constants = {name: int(value) for name, value in cells["constants"].items()}
M = 1 << 23


class Synapses:
    """The projections onto one current: [post, pre] weights, and the exponent of their sum."""

    def __init__(self, name):
        self.du = constants["decay_u_" + name]
        self.u = np.zeros(size, np.int64)
        self.blocks = []
        for projection in circuit["projections"]:
            target, factor, weight = re.fullmatch(r"(\w+) \+= (?:(\d+)\*)?(\S+)", projection["onPre"]).groups()
            found = re.fullmatch(rf"a_{name}_(m?)(\d+)", target)
            if not found and target != "u_" + name:
                continue
            pre, post = arrays[projection["name"] + "/pre"], arrays[projection["name"] + "/post"]
            weights = arrays[projection["name"] + ".w"].astype(np.int64) if weight == "w" else np.full(len(pre), int(weight))
            # Weights that are not shifted to the right are added to the current itself, times 64 and their power of two.
            exponent = int(found[2]) * (-1 if found[1] else 1) if found else int(factor).bit_length() - 7
            first = np.searchsorted(pre, np.arange(size + 1))
            matrix = np.zeros((size, size), np.int32)
            np.add.at(matrix, (post, pre), weights)
            self.blocks.append((exponent, first, post, weights, matrix))

    def sums(self, fired, spikes, variant):
        total = np.zeros(size, np.int64)
        for exponent, first, post, weights, matrix in self.blocks:
            if variant == "matrix":
                a = matrix @ spikes
            else:
                a = np.zeros(size, np.int64)
                for i in fired:
                    a[post[first[i]:first[i + 1]]] += weights[first[i]:first[i + 1]]
            total += a << exponent if exponent >= 0 else a >> -exponent
        return total


def toward_zero(x):
    return np.sign(x) * (np.abs(x) >> 12)


def run(request):
    currents = [Synapses(name) for name in sorted({p[len("decay_u_"):] for p in constants if p.startswith("decay_u_")})]
    v = arrays["cells.v"].astype(np.int64)
    counter = np.zeros(size, np.int64)
    spikes = np.zeros(size, np.int32)
    fired = np.zeros(0, np.int64)
    log = []
    variant = request["variant"]
    start = time.perf_counter()
    for step in range(request["steps"]):
        inward = np.zeros(size, np.int64)
        for current in currents:
            u = toward_zero(current.u * (4096 - (current.du + 1))) + (current.sums(fired, spikes, variant) << 6)
            u = np.where(u > M, u - 2 * M, np.where(u <= -M, u + 2 * M, u))
            current.u = u
            inward += u
        v = np.clip(toward_zero(v * (4096 - constants["decay_v"])) + inward + constants["bias"], 1 - M, M - 1)
        v[counter > 0] = 0
        fire = v > constants["vth"] << 6
        v[fire] = 0
        counter[fire] = constants["hold"]
        counter = np.maximum(counter - 1, 0)
        spikes = fire.astype(np.int32)
        fired = np.flatnonzero(fire)
        log.append(fired)
    seconds = time.perf_counter() - start
    checksum = 0
    for step, units in enumerate(log):
        for unit in units:
            checksum = (checksum * 31 + step * 4001 + int(unit)) % 1_000_000_007
    return {"loop_seconds": seconds, "spikes": int(sum(map(len, log))), "checksum": checksum}


serve("numpy", np.__version__, "", run)
