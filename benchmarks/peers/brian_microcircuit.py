"""The cortical microcircuit of Potjans and Diesmann (2014), cells and synapses a cell both at a tenth of the full scale
(7713 cells, some 2.9 million synapses), scaled by the rules of van Albada et al. (2015): weights divided by sqrt(0.1), and
a direct current in place of the mean input that is lost, worked out with the mean rates of the full network.

  populations L23E 20683, L23I 5834, L4E 21915, L4I 5479, L5E 4850, L5I 1065, L6E 14395, L6I 2948 cells, times 0.1 rounded
  cells       exact integration, dt = 0.1 ms
  equations   dv/dt = (El - v)/taum + (I + Idc)/Cm : volt (unless refractory)
              dI/dt = -I/taus : amp
              Idc : amp (constant)
  constants   El = -65 mV, taum = 10 ms, Cm = 250 pF, taus = 0.5 ms, Vt = -50 mV, Vr = -65 mV
  spike       v >= Vt, then v = Vr; refractory 2 ms
  synapses    each pair of a cell of population s and a cell of population t with probability -log(1 - PROBABILITIES[t][s]):
              the paper's table is the chance of at least one synapse of several; this is the mean number (self allowed)
              on_pre  I += w
              w       normal, mean 87.8 pA (twice that from L4E to L23E; -4 times that from inhibitory cells), standard
                      deviation 0.1 of the mean, kept between 0 and twice the mean; divided by sqrt(0.1)
              delay   normal, 1.5 +- 0.75 ms from excitatory, 0.75 +- 0.375 ms from inhibitory cells, at least 0.1 ms
  external    I += 87.8 pA/sqrt(0.1)*Poisson(0.1*EXTERNAL[t]*8 Hz*dt) in each cell and step (Brian: binomial)
  direct      Idc[t] = (1 - sqrt(0.1))*taus*(sum over s of PROBABILITY'[t][s]*SIZES[s]*mean w[t][s]*RATES[s]
              + EXTERNAL[t]*8 Hz*87.8 pA), all of the full scale, unscaled weights, PROBABILITY' = -log(1 - PROBABILITIES)
  at first    v normal, -58 +- 10 mV; I = 0
"""
import numpy as np
from brian2 import Hz, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, ms, mV, pA, pF

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.2  # seconds
SCALE = 0.1

NAMES = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
SIZES = np.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
EXTERNAL = np.array([1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100])
RATES = np.array([0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523])  # Hz, of the full network
PROBABILITIES = np.array([  # from the population of the column to that of the row
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0000, 0.0076, 0.0000],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0000, 0.0042, 0.0000],
    [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0000],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0000, 0.1057, 0.0000],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0000],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0000],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443],
])

EQUATIONS = """
dv/dt = (El - v)/taum + (I + Idc)/Cm : volt (unless refractory)
dI/dt = -I/taus : amp
Idc : amp (constant)
layer : integer (constant)  # 0 to 7, as in NAMES
""" + "".join(f"to_{name} : 1 (constant)  # probability of a synapse to a cell there\n" for name in NAMES)


def declare(options):
    constants = {
        "El": -65 * mV, "taum": 10 * ms, "Cm": 250 * pF, "taus": 0.5 * ms, "Vt": -50 * mV, "Vr": -65 * mV, "w0": 87.8 * pA,
        "root": SCALE**0.5}
    sizes = np.rint(SIZES * SCALE).astype(int)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    density = -np.log1p(-PROBABILITIES)

    cells = NeuronGroup(
        int(ends[-1]), EQUATIONS, threshold="v >= Vt", reset="v = Vr", refractory=2 * ms, method="exact",
        namespace=constants, name="cells")
    cells.v = "-58*mV + 10*mV*randn()"
    cells.layer = np.repeat(np.arange(8), sizes)

    mean = np.tile([1.0, -4.0], (8, 4))  # of w, in units of w0
    mean[0, 2] = 2.0
    lost = (density * SIZES * mean) @ RATES + EXTERNAL * 8.0  # full input in w0 a second
    cells.Idc = np.repeat(87.8 * (1 - SCALE**0.5) * 0.5e-3 * lost, sizes) * pA

    synapses = Synapses(cells, cells, "w : amp", on_pre="I += w", namespace=constants, name="synapses")
    external = []
    for target in range(8):
        setattr(cells, f"to_{NAMES[target]}", np.repeat(density[target], sizes))
        synapses.connect(j=f"k for k in sample({starts[target]}, {ends[target]}, p=to_{NAMES[target]}_pre)")
        external.append(PoissonInput(
            cells[int(starts[target]):int(ends[target])], "I", N=round(EXTERNAL[target] * SCALE), rate=8 * Hz,
            weight=87.8 * pA / SCALE**0.5))
    synapses.w = "w0/root*clip(1 + 0.1*randn(), 0, 2)*(1 - 5*(layer_pre % 2) + int(layer_pre == 2 and layer_post == 0))"
    synapses.delay = "clip((1.5 - 0.75*(layer_pre % 2))*ms*(1 + 0.5*randn()), 0.1*ms, 1*second)"
    spikes = SpikeMonitor(cells, name="spikes")
    populations = {name: (spikes, int(start), int(end)) for name, start, end in zip(NAMES, starts, ends)}
    return Model([cells, synapses, spikes, *external], populations, [synapses])
