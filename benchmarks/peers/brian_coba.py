"""COBA: conductance-based integrate-and-fire network of Vogels and Abbott (2005), as in Brette et al. (2007), benchmark 1.
It keeps itself active; the conductances at the start set it off, as in Brian's examples.

  cells       4000, the first 3200 excitatory, the last 800 inhibitory; exponential Euler, dt = 0.1 ms
  equations   dv/dt  = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v))/Cm : volt (unless refractory)
              dge/dt = -ge/taue : siemens
              dgi/dt = -gi/taui : siemens
  constants   Cm = 200 pF, gl = 10 nS (so the membrane's time constant is 20 ms), taue = 5 ms, taui = 10 ms
              El = -60 mV, Ee = 0 mV, Ei = -80 mV, Vt = -50 mV, Vr = -60 mV
  spike       v > Vt, then v = Vr; refractory 5 ms
  synapses    every pair with probability 0.02 (a cell may connect to itself), no delay
              excitatory: ge += we, we = 6 nS; inhibitory: gi += wi, wi = 67 nS
  at first    v = El + (5*randn() - 5)*mV, ge = (1.5*randn() + 4)*10*nS, gi = (12*randn() + 20)*10*nS
"""
from brian2 import NeuronGroup, SpikeMonitor, Synapses, ms, mV, nS, pF

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.2  # seconds

EQUATIONS = """
dv/dt  = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v))/Cm : volt (unless refractory)
dge/dt = -ge/taue : siemens
dgi/dt = -gi/taui : siemens
"""


def declare(options):
    constants = {
        "Cm": 200 * pF, "gl": 10 * nS, "taue": 5 * ms, "taui": 10 * ms, "El": -60 * mV, "Ee": 0 * mV, "Ei": -80 * mV,
        "Vt": -50 * mV, "Vr": -60 * mV, "we": 6 * nS, "wi": 67 * nS}
    cells = NeuronGroup(
        4000, EQUATIONS, threshold="v > Vt", reset="v = Vr", refractory=5 * ms, method="exponential_euler",
        namespace=constants, name="cells")
    cells.v = "El + (5*randn() - 5)*mV"
    cells.ge = "(1.5*randn() + 4)*10*nS"
    cells.gi = "(12*randn() + 20)*10*nS"
    excitatory = Synapses(cells[:3200], cells, on_pre="ge += we", namespace=constants, name="excitatory")
    inhibitory = Synapses(cells[3200:], cells, on_pre="gi += wi", namespace=constants, name="inhibitory")
    for synapses in (excitatory, inhibitory):
        synapses.connect(p=0.02)
    spikes = SpikeMonitor(cells, name="spikes")
    return Model(
        [cells, excitatory, inhibitory, spikes],
        {"excitatory": (spikes, 0, 3200), "inhibitory": (spikes, 3200, 4000)},
        [excitatory, inhibitory])
