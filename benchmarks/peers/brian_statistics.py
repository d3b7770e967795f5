"""Mean and standard deviation, over seeds, of what the published networks do in Brian 2: the numbers that ours are tested against.

  python3 benchmarks/peers/brian_statistics.py > tests/Homeostat.Tests/Fixtures/brian-networks.json
"""
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SEEDS = [1, 2, 3, 4, 5]
RUNS = {  # seconds of biological time, and how many at the start are left out
    "cuba": (2.0, 0.2), "coba": (2.0, 0.2), "cobahh": (1.0, 0.2), "brunel": (1.0, 0.2), "izhikevich": (5.0, 0.2),
    "stdp": (100.0, 90.0), "microcircuit": (2.0, 0.2)}
SCRIPT = str(Path(__file__).with_name("brian.py"))


def run(network, seed, directory):
    seconds, transient = RUNS[network]
    command = [
        sys.executable, SCRIPT, network, "--seconds", str(seconds), "--transient", str(transient), "--seed", str(seed),
        "--directory", directory]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def summary(values):
    """The values of the seeds, which are numbers, or lists or tables of them, as mean and standard deviation (n - 1)."""
    if isinstance(values[0], dict):
        return {key: summary([value[key] for value in values]) for key in values[0]}
    if isinstance(values[0], list):
        columns = [summary(list(column)) for column in zip(*values)]
        return {"mean": [c["mean"] for c in columns], "deviation": [c["deviation"] for c in columns]}
    if None in values:
        return None
    return {"mean": round(statistics.mean(values), 6), "deviation": round(statistics.stdev(values), 6)}


def main():
    networks = {}
    for network, (seconds, transient) in RUNS.items():
        with tempfile.TemporaryDirectory(prefix="brian-") as directory:
            results = [run(network, seed, directory) for seed in SEEDS]
        networks[network] = {
            "seconds": seconds, "transient": transient, "dt_ms": results[0]["dt_ms"],
            **{key: summary([result[key] for result in results])
               for key in ("rates", "cv", "spikes", "synapses", "weights") if key in results[0]}}
        print(f"{network}: {networks[network]['rates']}", file=sys.stderr)
    print(json.dumps({
        "about": "Brian 2's C++ stand-alone, 64-bit; rates in Hz, cv of intervals, from the transient to the end; spikes of the "
                 "whole run; weights over gmax, their histogram in ten bins of [0, 1]; means and standard deviations over seeds",
        "command": "python3 benchmarks/peers/brian_statistics.py > tests/Homeostat.Tests/Fixtures/brian-networks.json",
        "version": results[0]["version"], "seeds": SEEDS, "networks": networks}, indent=1))


main()
