"""Published spiking networks in Brian 2, C++ stand-alone: what they cost and what they do.

The networks are brian_NETWORK.py, each with its equations and parameters at the top. By itself this prints one line of
JSON for one run; with --serve it answers every request {} with one run of the binary, built once.

  build_seconds   from the declaration to the binary: code generation and the compiler
  setup_seconds   of the binary, before and after its loop: synapses, initial values, writing results
  loop_seconds    the simulation loop only, by the clock on the wall, read within the generated program
  brian_seconds   the same as Brian reports it (results/last_run_info.txt): the processor's time on one thread
  rates           mean rate of each population in Hz, from the transient to the end
  cv              mean over the cells, of the whole network and of each population, of the standard deviation of a cell's
                  intervals over their mean, from the transient to the end, of cells with at least three intervals
"""
import argparse
import importlib
import json
import logging
import os
import tempfile
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")  # of Debian's Cython and pythran, at import

import brian2
import numpy as np
from brian2 import Network, defaultclock, device, prefs, second, set_device

from serve import serve

# The generated program reads the clock itself: Brian counts the processor's time without OpenMP, and the wall's with it.
BEFORE = "timespec before, after; clock_gettime(CLOCK_MONOTONIC, &before);"
AFTER = """clock_gettime(CLOCK_MONOTONIC, &after);
std::ofstream("results/loop_seconds.txt") << (after.tv_sec - before.tv_sec) + 1e-9*(after.tv_nsec - before.tv_nsec);"""

NETWORKS = ["cuba", "coba", "cobahh", "brunel", "izhikevich", "stdp", "microcircuit"]


def read_arguments():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("network", choices=NETWORKS)
    arguments.add_argument("--library", choices=["brian2"], default="brian2")
    arguments.add_argument("--seconds", type=float, default=1.0, help="biological time")
    arguments.add_argument("--threads", type=int, default=1, help="1 is without OpenMP, as Brian runs by default")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--dt", type=float, help="time step in ms, if not the network's own")
    arguments.add_argument("--transient", type=float, help="seconds at the start that rates and cv leave out")
    arguments.add_argument("--single", action="store_true", help="32-bit floating point; Brian's default is 64")
    arguments.add_argument("--directory", help="where to build: another seed in the same place is built faster")
    arguments.add_argument("--serve", action="store_true")
    return arguments.parse_args()


class Standalone:
    """A network built once and run as often as one likes. The seed is compiled in: each run has the same spikes."""

    def __init__(self, options, directory):
        network = importlib.import_module(f"brian_{options.network}")
        self.options, self.directory = options, directory
        self.transient = network.TRANSIENT if options.transient is None else options.transient
        if options.transient is None and self.transient >= options.seconds:
            self.transient = 0.0
        start = time.perf_counter()
        set_device("cpp_standalone", directory=directory, build_on_run=False)
        prefs.devices.cpp_standalone.openmp_threads = options.threads if options.threads > 1 else 0
        if options.single:
            prefs.core.default_float_dtype = np.float32
        brian2.seed(options.seed)
        np.random.seed(options.seed)
        defaultclock.dt = network.TIME_STEP if options.dt is None else options.dt * brian2.ms
        self.model = network.declare(options)
        device.insert_code("before_network_run", BEFORE)
        device.insert_code("after_network_run", AFTER)
        Network(self.model.objects).run(options.seconds * second)
        device.build(directory=directory, compile=True, run=False, with_output=False)
        self.build_seconds = time.perf_counter() - start

    def run(self):
        start = time.perf_counter()
        device.run(self.directory, "results", with_output=False, run_args=[])
        elapsed = time.perf_counter() - start
        loop = float((Path(self.directory) / "results/loop_seconds.txt").read_text())
        return {
            "library": "brian2", "version": brian2.__version__, "network": self.options.network,
            "seconds": self.options.seconds, "threads": self.options.threads, "seed": self.options.seed,
            "dt_ms": float(defaultclock.dt / brian2.ms), "float": 32 if self.options.single else 64,
            "build_seconds": self.build_seconds, "setup_seconds": elapsed - loop, "loop_seconds": loop,
            "brian_seconds": device._last_run_time,
            "synapses": sum(int(device.get_value(s.variables["N"])[0]) for s in self.model.synapses),
            **self.activity(), **self.model.extra()}

    def activity(self):
        spikes, rates, all_cv, cv = 0, {}, [], {}
        span = self.options.seconds - self.transient
        for name, (monitor, start, stop) in self.model.populations.items():
            times = np.array(device.get_value(monitor.variables["t"]))
            cells = np.array(device.get_value(monitor.variables["i"]))
            chosen = (cells >= start) & (cells < stop)
            spikes += int(chosen.sum())
            chosen &= times >= self.transient
            rates[name] = float(chosen.sum()) / (stop - start) / span
            variations = interval_variation(cells[chosen], times[chosen])
            all_cv.extend(variations)
            cv[name] = mean(variations)
        return {"transient": self.transient, "spikes": spikes, "rates": rates, "cv": {"all": mean(all_cv), **cv}}


def interval_variation(cells, times):
    order = np.lexsort((times, cells))
    trains = np.split(times[order], np.flatnonzero(np.diff(cells[order])) + 1)
    intervals = [np.diff(train) for train in trains if len(train) > 3]
    return [float(gaps.std() / gaps.mean()) for gaps in intervals]


def mean(values):
    return float(np.mean(values)) if len(values) else None


def main():
    options = read_arguments()
    logging.getLogger("brian2").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="brian-") as temporary:
        directory = os.path.abspath(options.directory or temporary)
        standalone = Standalone(options, directory)
        if options.serve:
            serve("brian2", brian2.__version__, "", lambda request: standalone.run())
        else:
            print(json.dumps(standalone.run()), flush=True)


main()
