"""Small circuits run in Brian 2 step by step (numpy code, 64 bits): what ours must equal to rounding.

  python3 benchmarks/peers/brian_fixtures.py > tests/Homeostat.Tests/Fixtures/brian-neurons.json

A case is data (brian_cases.py), and what Brian runs is made from the data, so that the file holds all there is to know. To each
case are added "recorded", by "part.variable" a row for each recorded step: values at the start of steps 0, every, 2*every, ...,
and "spikes", by population the [step, unit] of each spike."""
import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")  # of Debian's Cython and pythran, at import

import brian2
import numpy as np
from brian2 import (
    ExplicitStateUpdater, Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, TimedArray, defaultclock,
    linked_var, ms, prefs)

from brian_cases import CASES
from brian_documentation import MODELS

FILES = {"neurons": CASES, "documentation": MODELS}

# Brian's own heun treats noise in Heun's way and is Euler's method without.
HEUN = ExplicitStateUpdater("""
k1 = dt*f(x,t)
k2 = dt*f(x+k1,t+dt)
x_new = x+(k1+k2)/2
""")


def value(text):
    return eval(str(text), {name: getattr(brian2, name) for name in dir(brian2)})


def method(name):
    return {"heun": HEUN, None: ("exact", "euler")}.get(name, name)


def namespace(part):
    names = {name: value(text) for name, text in part.get("constants", {}).items()}
    for name, signal in part.get("signals", {}).items():
        names[name] = TimedArray(np.array(signal["values"]) * value(signal.get("unit", "1")), dt=value(signal["step"]))
    return names


def population(name, part, known):
    if "spikes" in part:
        given = np.array(part["spikes"])
        return SpikeGeneratorGroup(part["size"], given[:, 0].astype(int), given[:, 1] * ms, name=name), []
    cells = NeuronGroup(
        part["size"], part["equations"], threshold=part.get("threshold"), reset=part.get("reset"),
        refractory=part.get("refractory", False), method=method(part.get("method")), namespace=namespace(part), name=name,
        events={event: condition for event, (condition, _) in part.get("events", {}).items()})
    for variable, source in part.get("links", {}).items():
        of, name_there = source.split(".")
        setattr(cells, variable, linked_var(known[of], name_there))
    for variable, text in part.get("initial", {}).items():
        setattr(cells, variable, text)
    for event, (_, statements) in part.get("events", {}).items():
        cells.run_on_event(event, statements)
    runners = []
    if "on_step" in part:
        runners.append(cells.run_regularly(part["on_step"], when="synapses", order=0))
    return cells, runners


def projection(name, part, known):
    ends = [eval(part[end], dict(known)) for end in ("pre", "post")]
    synapses = Synapses(
        *ends, part.get("equations"), on_pre=part.get("on_pre"), on_post=part.get("on_post"),
        method=method(part.get("method")), namespace=namespace(part), name=name,
        on_event={"pre": part.get("pre_event", "spike"), "post": part.get("post_event", "spike")})
    pairs = np.array(part["pairs"])
    synapses.connect(i=pairs[:, 0], j=pairs[:, 1])
    if "delay" in part:
        synapses.delay = part["delay"]
    for variable, text in part.get("initial", {}).items():
        setattr(synapses, variable, text)
    return synapses


def run(case):
    brian2.start_scope()
    defaultclock.dt = case["dt_ms"] * ms
    known, everything, spikes, states = {}, [], {}, {}
    for name, part in case["populations"].items():
        known[name], runners = population(name, part, known)
        everything += [known[name], *runners]
        if part.get("threshold") or "spikes" in part:
            spikes[name] = SpikeMonitor(known[name])
    for name, part in case.get("projections", {}).items():
        known[name] = projection(name, part, known)
        everything.append(known[name])
    for recorded in case.get("record", []):
        part, variable = recorded.split(".")
        states[recorded] = StateMonitor(known[part], variable, record=True, dt=case["every"] * case["dt_ms"] * ms)
    Network(everything, *spikes.values(), *states.values()).run(case["steps"] * case["dt_ms"] * ms)
    counts = case.get("counts_only", False)
    return {
        "recorded": {name: numbers(getattr(monitor, name.split(".")[1])) for name, monitor in states.items()},
        "spikes": {
            name: [int(count) for count in monitor.count] if counts
            else [[int(round(float(t / ms) / case["dt_ms"])), int(i)] for t, i in zip(monitor.t, monitor.i)]
            for name, monitor in spikes.items()}}


def numbers(values):
    return [[float(x) for x in row] for row in np.asarray(values).T]


def main():
    which = sys.argv[1] if len(sys.argv) > 1 else "neurons"
    logging.getLogger("brian2").setLevel(logging.ERROR)
    prefs.codegen.target = "numpy"
    cases = {name: {**case, **run(case)} for name, case in FILES[which].items()}
    text = json.dumps({
        "about": __doc__.split("\n")[0],
        "command": f"python3 benchmarks/peers/brian_fixtures.py {which} > tests/Homeostat.Tests/Fixtures/brian-{which}.json",
        "version": brian2.__version__, "cases": cases})
    print(text.replace('"populations": ', '\n"populations": ').replace('"recorded": ', '\n"recorded": ').replace('}}, "', '}},\n"'))


if __name__ == "__main__":
    main()
