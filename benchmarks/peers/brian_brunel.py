"""Brunel (2000), model A (equal cells), in the asynchronous irregular regime of its figure 8C, with 10,000 cells and
10 million synapses in place of the paper's 12,500 and 15.6 million.

  cells       10000, the first 8000 excitatory, the last 2000 inhibitory; exact integration, dt = 0.1 ms
  equations   dv/dt = -v/tau : volt (unless refractory)
  constants   tau = 20 ms, theta = 20 mV, V_r = 10 mV, J = 0.1 mV, g = 5
  spike       v > theta, then v = V_r; refractory 2 ms
  synapses    every pair with probability 0.1 (a cell may connect to itself), delay 1.5 ms
              excitatory: v += J; inhibitory: v -= g*J
  external    v += J*Poisson(C_E*nu_ext*dt) in each cell and step, C_E = 800, nu_ext = 2*nu_thr = 25 Hz with
              nu_thr = theta/(J*C_E*tau) = 12.5 Hz: 20 kHz a cell, 2 spikes a step. (Brian draws from the binomial
              distribution of 800 spikes of probability 0.0025, whose variance is 0.25 % smaller.)
  at first    v = rand()*theta (the paper does not say)

What arrives while a cell is refractory, from synapses and from outside, is lost: Brian does not write a variable that is
"unless refractory" then, but in the reset.
"""
from brian2 import Hz, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, ms, mV

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.2  # seconds


def declare(options):
    constants = {"tau": 20 * ms, "theta": 20 * mV, "V_r": 10 * mV, "J": 0.1 * mV, "g": 5}
    cells = NeuronGroup(
        10000, "dv/dt = -v/tau : volt (unless refractory)", threshold="v > theta", reset="v = V_r", refractory=2 * ms,
        method="exact", namespace=constants, name="cells")
    cells.v = "rand()*theta"
    excitatory = Synapses(cells[:8000], cells, on_pre="v += J", delay=1.5 * ms, namespace=constants, name="excitatory")
    inhibitory = Synapses(cells[8000:], cells, on_pre="v -= g*J", delay=1.5 * ms, namespace=constants, name="inhibitory")
    for synapses in (excitatory, inhibitory):
        synapses.connect(p=0.1)
    external = PoissonInput(cells, "v", N=800, rate=25 * Hz, weight=0.1 * mV)
    spikes = SpikeMonitor(cells, name="spikes")
    return Model(
        [cells, excitatory, inhibitory, external, spikes],
        {"excitatory": (spikes, 0, 8000), "inhibitory": (spikes, 8000, 10000)},
        [excitatory, inhibitory])
