"""Izhikevich (2003), the network of 1000 cells of the program printed in the paper, step for step: 1 ms, in which v moves by two
half steps and then u by one, with the new v.

  cells       1000, the first 800 excitatory, the last 200 inhibitory; Euler with dt = 1 ms of EQUATIONS below, whose right
              sides are written so that a step is the paper's: "middle" is v after half a millisecond, "after" after a whole one
              (v, u and I are pure numbers, "in mV")
  parameters  with r = rand(), one a cell:
              excitatory  a = 0.02,           b = 0.2,            c = -65 + 15*r**2, d = 8 - 6*r**2, noise = 5
              inhibitory  a = 0.02 + 0.08*r,  b = 0.25 - 0.05*r,  c = -65,           d = 2,          noise = 2
  spike       v >= 30, then v = c; u += d
  synapses    everyone to everyone, itself too (1,000,000), no delay: I += w, with w = 0.5*rand() from an excitatory cell and
              w = -rand() from an inhibitory one. I lasts for one step: its equation with a step of 1 ms makes it 0
  at first    v = -65, u = b*v, I = 0
"""
from brian2 import NeuronGroup, SpikeMonitor, Synapses, ms

from brian_model import Model

TIME_STEP = 1 * ms
TRANSIENT = 0.0  # seconds

EQUATIONS = """
dv/dt = (after - v)/ms : 1
du/dt = a*(b*after - u)/ms : 1
dI/dt = -I/ms : 1
middle = v + 0.5*(0.04*v**2 + 5*v + 140 - u + I + thalamus) : 1
after = middle + 0.5*(0.04*middle**2 + 5*middle + 140 - u + I + thalamus) : 1
thalamus = noise*randn() : 1 (constant over dt)
a : 1 (constant)
b : 1 (constant)
c : 1 (constant)
d : 1 (constant)
noise : 1 (constant)
r : 1 (constant)
"""


def declare(options):
    cells = NeuronGroup(1000, EQUATIONS, threshold="v >= 30", reset="v = c; u += d", method="euler", name="cells")
    cells.r = "rand()"
    cells.a = "0.02 + 0.08*r*int(i >= 800)"
    cells.b = "0.2 + (0.05 - 0.05*r)*int(i >= 800)"
    cells.c = "-65 + 15*r**2*int(i < 800)"
    cells.d = "2 + (6 - 6*r**2)*int(i < 800)"
    cells.noise = "2 + 3*int(i < 800)"
    cells.v = -65
    cells.u = "b*v"
    synapses = Synapses(cells, cells, "w : 1", on_pre="I += w", name="synapses")
    synapses.connect()
    synapses.w = "rand()*(0.5*int(i < 800) - int(i >= 800))"
    spikes = SpikeMonitor(cells, name="spikes")
    return Model(
        [cells, synapses, spikes],
        {"excitatory": (spikes, 0, 800), "inhibitory": (spikes, 800, 1000)},
        [synapses])
