"""CUBA: current-based integrate-and-fire network of Vogels and Abbott (2005), as in Brette et al. (2007), benchmark 2,
with the parameters of Brian's example.

  cells       4000, the first 3200 excitatory, the last 800 inhibitory; exact integration, dt = 0.1 ms
  equations   dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
              dge/dt = -ge/taue : volt
              dgi/dt = -gi/taui : volt
  constants   taum = 20 ms, taue = 5 ms, taui = 10 ms, El = -49 mV, Vt = -50 mV, Vr = -60 mV
  spike       v > Vt, then v = Vr; refractory 5 ms
  synapses    every pair with probability 0.02 (a cell may connect to itself), no delay
              excitatory: ge += we, we = 60*0.27/10 mV = 1.62 mV; inhibitory: gi += wi, wi = -20*4.5/10 mV = -9 mV
  at first    v = Vr + rand()*(Vt - Vr), ge = gi = 0
"""
from brian2 import NeuronGroup, SpikeMonitor, Synapses, ms, mV

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.2  # seconds

EQUATIONS = """
dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt
"""


def declare(options):
    constants = {
        "taum": 20 * ms, "taue": 5 * ms, "taui": 10 * ms, "El": -49 * mV, "Vt": -50 * mV, "Vr": -60 * mV,
        "we": 60 * 0.27 / 10 * mV, "wi": -20 * 4.5 / 10 * mV}
    cells = NeuronGroup(
        4000, EQUATIONS, threshold="v > Vt", reset="v = Vr", refractory=5 * ms, method="exact", namespace=constants, name="cells")
    cells.v = "Vr + rand()*(Vt - Vr)"
    excitatory = Synapses(cells[:3200], cells, on_pre="ge += we", namespace=constants, name="excitatory")
    inhibitory = Synapses(cells[3200:], cells, on_pre="gi += wi", namespace=constants, name="inhibitory")
    for synapses in (excitatory, inhibitory):
        synapses.connect(p=0.02)
    spikes = SpikeMonitor(cells, name="spikes")
    return Model(
        [cells, excitatory, inhibitory, spikes],
        {"excitatory": (spikes, 0, 3200), "inhibitory": (spikes, 3200, 4000)},
        [excitatory, inhibitory])
