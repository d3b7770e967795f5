"""Song, Miller and Abbott (2000): one cell, 1000 Poisson inputs whose weights change with spike timing and become bimodal;
with the parameters of Brian's example.

  inputs      1000, each firing at random with 15 Hz (probability 15 Hz * dt a step)
  cell        one; Euler, dt = 0.1 ms
  equations   dv/dt  = (ge*(Ee - v) + El - v)/taum : volt
              dge/dt = -ge/taue : 1
  constants   taum = 10 ms, taue = 5 ms, El = -74 mV, Ee = 0 mV, vt = -54 mV, vr = -60 mV
  spike       v > vt, then v = vr; not refractory
  synapses    all 1000, no delay
              w : 1
              dApre/dt  = -Apre/taupre : 1 (event-driven)
              dApost/dt = -Apost/taupost : 1 (event-driven)
              on_pre   ge += w; Apre += dApre; w = clip(w + Apost, 0, gmax)
              on_post  Apost += dApost; w = clip(w + Apre, 0, gmax)
  constants   taupre = taupost = 20 ms, gmax = 0.01, dApre = 0.01*gmax, dApost = -0.01*1.05*gmax
  at first    w = rand()*gmax, v = ge = Apre = Apost = 0 (so v starts far above its threshold: the first step has a spike)
"""
import numpy as np
from brian2 import Hz, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses, device, ms, mV

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.0  # seconds

EQUATIONS = """
dv/dt  = (ge*(Ee - v) + El - v)/taum : volt
dge/dt = -ge/taue : 1
"""

SYNAPSE = """
w : 1
dApre/dt  = -Apre/taupre : 1 (event-driven)
dApost/dt = -Apost/taupost : 1 (event-driven)
"""

GMAX = 0.01


def declare(options):
    constants = {
        "taum": 10 * ms, "taue": 5 * ms, "El": -74 * mV, "Ee": 0 * mV, "vt": -54 * mV, "vr": -60 * mV,
        "taupre": 20 * ms, "taupost": 20 * ms, "gmax": GMAX, "dApre": 0.01 * GMAX, "dApost": -0.01 * 1.05 * GMAX}
    inputs = PoissonGroup(1000, rates=15 * Hz, name="inputs")
    cell = NeuronGroup(1, EQUATIONS, threshold="v > vt", reset="v = vr", method="euler", namespace=constants, name="cell")
    synapses = Synapses(
        inputs, cell, SYNAPSE,
        on_pre="ge += w; Apre += dApre; w = clip(w + Apost, 0, gmax)",
        on_post="Apost += dApost; w = clip(w + Apre, 0, gmax)",
        namespace=constants, name="synapses")
    synapses.connect()
    synapses.w = "rand()*gmax"
    sent, spikes = SpikeMonitor(inputs, name="sent"), SpikeMonitor(cell, name="spikes")

    def weights():
        w = np.array(device.get_value(synapses.variables["w"])) / GMAX
        histogram = np.histogram(np.clip(w, 0, 1), bins=10, range=(0, 1))[0]
        return {"weights": {"mean": float(w.mean()), "histogram": [int(count) for count in histogram]}}  # w over gmax

    return Model([inputs, cell, synapses, sent, spikes], {"inputs": (sent, 0, 1000), "cell": (spikes, 0, 1)}, [synapses], weights)
