"""COBAHH: network of Hodgkin-Huxley cells with conductance synapses, Brette et al. (2007), benchmark 3, as in Brian's example:
cells of Traub and Miles (1991).

  cells       4000, the first 3200 excitatory, the last 800 inhibitory; exponential Euler, dt = 0.1 ms
  equations   as EQUATIONS below
  constants   area = 20000 um^2, times which: Cm = 1 uF/cm^2 (200 pF), gl = 5e-5 S/cm^2 (10 nS),
              g_na = 100 mS/cm^2 (20 uS), g_kd = 30 mS/cm^2 (6 uS)
              El = -60 mV, EK = -90 mV, ENa = 50 mV, VT = -63 mV, Ee = 0 mV, Ei = -80 mV, taue = 5 ms, taui = 10 ms
  spike       v > -20 mV; no reset; refractory 3 ms (no more spikes counted so long, the cell goes on)
  synapses    every pair with probability 0.02 (a cell may connect to itself), no delay
              excitatory: ge += we, we = 6 nS; inhibitory: gi += wi, wi = 67 nS
  at first    v = El + (5*randn() - 5)*mV, ge = (1.5*randn() + 4)*10*nS, gi = (12*randn() + 20)*10*nS, m = n = h = 0
"""
from brian2 import NeuronGroup, SpikeMonitor, Synapses, cm, ms, msiemens, mV, nS, siemens, ufarad, umetre

from brian_model import Model

TIME_STEP = 0.1 * ms
TRANSIENT = 0.2  # seconds

EQUATIONS = """
dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v)
         - g_na*(m*m*m)*h*(v - ENa) - g_kd*(n*n*n*n)*(v - EK))/Cm : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dge/dt = -ge/taue : siemens
dgi/dt = -gi/taui : siemens
alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
beta_m = 0.28*(mV**-1)*5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
beta_h = 4./(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
beta_n = .5*exp((10*mV - v + VT)/(40*mV))/ms : Hz
"""


def declare(options):
    area = 20000 * umetre**2
    constants = {
        "Cm": 1 * ufarad * cm**-2 * area, "gl": 5e-5 * siemens * cm**-2 * area,
        "g_na": 100 * msiemens * cm**-2 * area, "g_kd": 30 * msiemens * cm**-2 * area,
        "El": -60 * mV, "EK": -90 * mV, "ENa": 50 * mV, "VT": -63 * mV, "Ee": 0 * mV, "Ei": -80 * mV,
        "taue": 5 * ms, "taui": 10 * ms, "we": 6 * nS, "wi": 67 * nS}
    cells = NeuronGroup(
        4000, EQUATIONS, threshold="v > -20*mV", refractory=3 * ms, method="exponential_euler", namespace=constants, name="cells")
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
