"""Models of Brian 2's tutorials and examples, their texts as they stand there, for brian-documentation.json: a model pasted from
the documentation runs unchanged. The format is that of brian_cases.py.

What is random there is given here (initial values, spikes of Poisson groups), noise has strength zero, and groups are smaller."""


def final(populations, record, steps=1000, dt_ms=0.1, **projections):
    """Only the first state and that at the start of the last step are recorded; spikes are recorded all."""
    return {
        "dt_ms": dt_ms, "steps": steps, "every": steps - 1, "record": record, "populations": populations,
        "projections": projections}


def everyone(pre, post, itself=True):
    return [[i, j] for i in range(pre) for j in range(post) if itself or i != j]


def irregular(unit, count, seed, mean_ms):
    """A train of given spikes without rhythm: fractions of the golden section."""
    t, spikes = 0.0, []
    for k in range(count):
        t += 2 * mean_ms * ((k + seed) * 0.6180339887 % 1) + 0.3
        spikes.append([unit, round(t, 1)])
    return spikes


HODGKIN_HUXLEY = """
dv/dt = (gl*(El-v) - g_na*(m*m*m)*h*(v-ENa) - g_kd*(n*n*n*n)*(v-EK) + I)/Cm : volt
dm/dt = 0.32*(mV**-1)*4*mV/exprel((13.*mV-v+VT)/(4*mV))/ms*(1-m)-0.28*(mV**-1)*5*mV/exprel((v-VT-40.*mV)/(5*mV))/ms*m : 1
dn/dt = 0.032*(mV**-1)*5*mV/exprel((15.*mV-v+VT)/(5*mV))/ms*(1.-n)-.5*exp((10.*mV-v+VT)/(40.*mV))/ms*n : 1
dh/dt = 0.128*exp((17.*mV-v+VT)/(18.*mV))/ms*(1.-h)-4./(1+exp((40.*mV-v+VT)/(5.*mV)))/ms*h : 1
I : amp
"""

MODELS = {
    "tutorial 1: a simple model": final(
        {"G": {"size": 1, "equations": "dv/dt = (1-v)/tau : 1", "threshold": "v>0.8", "reset": "v = 0", "method": "exact",
               "constants": {"tau": "10*ms"}}},
        ["G.v"], 500),
    "tutorial 1: refractoriness": final(
        {"G": {"size": 1, "equations": "\ndv/dt = (1-v)/tau : 1 (unless refractory)\n", "threshold": "v>0.8", "reset": "v = 0",
               "refractory": "15*ms", "method": "exact", "constants": {"tau": "10*ms"}}},
        ["G.v"], 1500),
    "tutorial 1: multiple neurons": final(
        {"G": {"size": 20, "equations": "\ndv/dt = (v0-v)/tau : 1 (unless refractory)\nv0 : 1\n", "threshold": "v>1",
               "reset": "v = 0", "refractory": "5*ms", "method": "exact", "constants": {"tau": "10*ms", "v0_max": "3."},
               "initial": {"v0": "i*v0_max/(N-1)"}}},
        ["G.v"]),
    "tutorial 2: synapses with delays": final(
        {"G": {"size": 3, "equations": "\ndv/dt = (I-v)/tau : 1\nI : 1\ntau : second\n", "threshold": "v>1", "reset": "v = 0",
               "method": "exact", "initial": {"I": "2*int(i == 0)", "tau": "10*ms + 90*ms*int(i > 0)"}}},
        ["G.v"], 500,
        S={"pre": "G", "post": "G", "pairs": [[0, 1], [0, 2]], "equations": "w : 1", "on_pre": "v_post += w",
           "initial": {"w": "j*0.2"}, "delay": "j*2*ms"}),
    "IF_curve_LIF": final(
        {"group": {"size": 24, "equations": "\ndv/dt = (v0 - v) / tau : volt (unless refractory)\nv0 : volt\n",
                   "threshold": "v > 10*mV", "reset": "v = 0*mV", "refractory": "5*ms", "method": "exact",
                   "constants": {"tau": "10*ms", "n": "24"}, "initial": {"v": "0*mV", "v0": "20*mV * i / (n-1)"}}},
        ["group.v"]),
    "IF_curve_Hodgkin_Huxley": final(
        {"group": {"size": 8, "equations": HODGKIN_HUXLEY, "threshold": "v > -40*mV", "refractory": "v > -40*mV",
                   "method": "exponential_euler",
                   "constants": {
                       "Cm": "1*ufarad*cm**-2*20000*umetre**2", "gl": "5e-5*siemens*cm**-2*20000*umetre**2", "El": "-65*mV",
                       "EK": "-90*mV", "ENa": "50*mV", "g_na": "100*msiemens*cm**-2*20000*umetre**2",
                       "g_kd": "30*msiemens*cm**-2*20000*umetre**2", "VT": "-63*mV", "num_neurons": "8"},
                   "initial": {"v": "El", "I": "0.7*nA * i / num_neurons"}}},
        ["group.v", "group.m", "group.n", "group.h"]),
    "adaptive_threshold": final(
        {"PG": {"size": 1, "spikes": irregular(0, 60, 1, 1.5)},
         "IF": {"size": 1, "equations": "\ndv/dt = -v/(10*ms) : volt\ndvt/dt = (10*mV-vt)/(15*ms) : volt\n",
                "threshold": "v>vt", "reset": "\nv = 0*mV\nvt += 3*mV\n", "method": "exact", "initial": {"vt": "10*mV"}}},
        ["IF.v", "IF.vt"], C={"pre": "PG", "post": "IF", "pairs": [[0, 0]], "on_pre": "v += 3*mV"}),
    "phase_locking": final(
        {"neurons": {"size": 10, "equations": "\ndv/dt = (-v + a * sin(2 * pi * freq * t) + b) / tau : 1\na : 1\n",
                     "threshold": "v > 1", "reset": "v = 0", "method": "euler",
                     "constants": {"tau": "20*ms", "n": "10", "b": "1.2", "freq": "10*Hz"},
                     "initial": {"v": "i/n", "a": "0.05 + 0.7*i/n"}}},
        ["neurons.v"], 2000),
    "CUBA": final(
        {"P": {"size": 20,
               "equations": "\ndv/dt  = (ge+gi-(v-El))/taum : volt (unless refractory)\ndge/dt = -ge/taue : volt\ndgi/dt = -gi/taui : volt\n",
               "threshold": "v>Vt", "reset": "v = Vr", "refractory": "5*ms", "method": "exact",
               "constants": {"taum": "20*ms", "taue": "5*ms", "taui": "10*ms", "Vt": "-50*mV", "Vr": "-60*mV", "El": "-49*mV"},
               "initial": {"v": "Vr + (i*7 % N)/N * (Vt - Vr)", "ge": "0*mV", "gi": "0*mV"}}},
        ["P.v", "P.ge", "P.gi"],
        Ce={"pre": "P", "post": "P", "pairs": [[i, (3 * i + 5 * k + 1) % 20] for i in range(16) for k in range(3)],
            "on_pre": "ge += we", "constants": {"we": "(60*0.27/10)*mV"}},
        Ci={"pre": "P", "post": "P", "pairs": [[i, (3 * i + 7 * k + 2) % 20] for i in range(16, 20) for k in range(3)],
            "on_pre": "gi += wi", "constants": {"wi": "(-20*4.5/10)*mV"}}),
    "synapses/STDP": final(
        {"input": {"size": 6, "spikes": [spike for unit in range(6) for spike in irregular(unit, 8, unit + 2, 11)]},
         "neurons": {"size": 1, "equations": "\ndv/dt = (ge * (Ee-v) + El - v) / taum : volt\ndge/dt = -ge / taue : 1\n",
                     "threshold": "v>vt", "reset": "v = vr", "method": "euler",
                     "constants": {"taum": "10*ms", "taue": "5*ms", "Ee": "0*mV", "vt": "-54*mV", "vr": "-60*mV", "El": "-74*mV"}}},
        ["neurons.v", "neurons.ge", "S.w"],
        S={"pre": "input", "post": "neurons", "pairs": everyone(6, 1),
           "equations": "w : 1\ndApre/dt = -Apre / taupre : 1 (event-driven)\ndApost/dt = -Apost / taupost : 1 (event-driven)",
           "on_pre": "ge += w\nApre += dApre\nw = clip(w + Apost, 0, gmax)",
           "on_post": "Apost += dApost\nw = clip(w + Apre, 0, gmax)",
           "constants": {"taupre": "20*ms", "taupost": "20*ms", "gmax": "1.5", "dApre": ".01*1.5", "dApost": "-.01*1.05*1.5"},
           "initial": {"w": "(0.3 + 0.1*i) * gmax"}}),
    "synapses/gap_junctions": final(
        {"neurons": {"size": 10, "equations": "\ndv/dt = (v0 - v + Igap) / tau : 1\nIgap : 1 # gap junction current\n",
                     "threshold": "v > 1", "reset": "v = 0", "method": "exact", "constants": {"n": "10", "v0": "1.05", "tau": "10*ms"},
                     "initial": {"v": "i * 1.0 / (n-1)"}}},
        ["neurons.v"],
        S={"pre": "neurons", "post": "neurons", "pairs": everyone(10, 10),
           "equations": "\nw : 1 # gap junction conductance\nIgap_post = w * (v_pre - v_post) : 1 (summed)\n",
           "initial": {"w": ".02"}}),
    "synapses/synapses": final(
        {"G1": {"size": 10, "equations": "dv/dt = -v / (10*ms) : 1", "threshold": "v > 1", "reset": "v=0.", "method": "exact",
                "initial": {"v": "1.2"}},
         "G2": {"size": 10, "equations": "dv/dt = -v / (10*ms) : 1", "threshold": "v > 1", "reset": "v=0", "method": "exact"}},
        ["G2.v"], 300,
        syn={"pre": "G1", "post": "G2", "pairs": [[i, i] for i in range(10) if i % 4], "equations": "dw/dt = -w / (50*ms): 1 (event-driven)",
             "on_pre": "v += w", "delay": "1*ms + i*ms", "initial": {"w": "1"}}),
    "synapses/nonlinear": final(
        {"input": {"size": 2, "equations": "dv/dt = 1/(10*ms) : 1", "threshold": "v>1", "reset": "v = 0", "method": "euler",
                   "initial": {"v": "0.5*i"}},
         "neurons": {"size": 1, "equations": "dv/dt = (g_tot-v)/(10*ms) : 1\ng_tot : 1", "method": "exact"}},
        ["neurons.v", "S.g", "S.x"],
        S={"pre": "input", "post": "neurons", "pairs": [[0, 0], [1, 0]], "method": "euler",
           "equations": "dg/dt = -a*g+b*x*(1-g) : 1 (clock-driven)\ng_tot_post = g : 1 (summed)\ndx/dt = -c*x : 1 (clock-driven)\nw : 1 # synaptic weight",
           "on_pre": "x += w", "constants": {"a": "1 / (10*ms)", "b": "1 / (10*ms)", "c": "1 / (10*ms)"}, "initial": {"w": "1 + 9*i"}}),
    "synapses/licklider": final(
        {"receptors": {"size": 2,
                       "equations": """
dx/dt = (sound-x)/tau_ear+sigma_ear*(2./tau_ear)**.5*xi : 1 (unless refractory)
sound = 5*sin(2*pi*frequency*t)**3 : 1 # nonlinear distorsion
#sound = 5*(sin(4*pi*frequency*t)+.5*sin(6*pi*frequency*t)) : 1 # missing fundamental
frequency = (200+200*t*Hz)*Hz : Hz # increasing pitch
""",
                       "threshold": "x>1", "reset": "x=0", "refractory": "2*ms", "method": "euler",
                       "constants": {"tau_ear": "1*ms", "sigma_ear": "0.0"}},
         "neurons": {"size": 20, "equations": "\ndv/dt = -v/tau+sigma*(2./tau)**.5*xi : 1\nfreq : Hz (constant)\n", "threshold": "v>1",
                     "reset": "v=0", "method": "euler",
                     "constants": {"tau": "1*ms", "sigma": "0", "min_freq": "50*Hz", "max_freq": "1000*Hz", "num_neurons": "20"},
                     "initial": {"freq": "exp(log(min_freq/Hz)+(i*1.0/(num_neurons-1))*log(max_freq/min_freq))*Hz"}}},
        ["receptors.x", "neurons.v"], 600,
        synapses={"pre": "receptors", "post": "neurons", "pairs": everyone(2, 20), "on_pre": "v += 0.5", "delay": "i*1.0/freq_post"}),
    "frompapers/Brette_Gerstner_2005, bursting": final(
        {"neuron": {"size": 2,
                    "equations": """
dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
dw/dt = (a*(vm - EL) - w)/tauw : amp
I : amp
""",
                    "threshold": "vm>Vcut", "reset": "vm=Vr; w+=b", "method": "euler",
                    "constants": {
                        "C": "281 * pF", "gL": "30 * nS", "EL": "-70.6 * mV", "VT": "-50.4 * mV", "DeltaT": "2 * mV",
                        "Vcut": "-50.4*mV + 5 * 2*mV", "tauw": "20*ms", "a": "4*nS", "b": "0.5*nA", "Vr": "-50.4*mV+5*mV"},
                    "initial": {"vm": "EL", "I": "1*nA*(i + 1)"}}},
        ["neuron.vm", "neuron.w"]),
    "frompapers/Wang_Buszaki_1996": final(
        {"neuron": {"size": 2,
                    "equations": """
dv/dt = (-gNa*m**3*h*(v-ENa)-gK*n**4*(v-EK)-gL*(v-EL)+I)/Cm : volt
m = alpha_m/(alpha_m+beta_m) : 1
alpha_m = 0.1/mV*10*mV/exprel(-(v+35*mV)/(10*mV))/ms : Hz
beta_m = 4*exp(-(v+60*mV)/(18*mV))/ms : Hz
dh/dt = 5*(alpha_h*(1-h)-beta_h*h) : 1
alpha_h = 0.07*exp(-(v+58*mV)/(20*mV))/ms : Hz
beta_h = 1./(exp(-0.1/mV*(v+28*mV))+1)/ms : Hz
dn/dt = 5*(alpha_n*(1-n)-beta_n*n) : 1
alpha_n = 0.01/mV*10*mV/exprel(-(v+34*mV)/(10*mV))/ms : Hz
beta_n = 0.125*exp(-(v+44*mV)/(80*mV))/ms : Hz
I : amp
""",
                    "threshold": "v > 0*mV", "refractory": "v > 0*mV", "method": "rk4",
                    "constants": {
                        "Cm": "1*uF", "gL": "0.1*msiemens", "EL": "-65*mV", "ENa": "55*mV", "EK": "-90*mV", "gNa": "35*msiemens",
                        "gK": "9*msiemens"},
                    "initial": {"v": "-70*mV", "h": "1", "I": "1*uA + 1*uA*i"}}},
        ["neuron.v", "neuron.h", "neuron.n"], 2000, 0.02),
    "frompapers/Hindmarsh_Rose_1984": final(
        {"neuron": {"size": 3,
                    "equations": """
dx/dt = (y - a*x**3 + b*x**2 + I - z)/ms : 1
dy/dt = (c - d*x**2 - y)/ms : 1
dz/dt = r*(s*(x - x_1) - z)/ms : 1
I : 1
""",
                    "method": "rk4",
                    "constants": {"a": "1", "b": "3", "c": "1", "d": "5", "r": "0.001", "s": "4", "x_1": "-1.6"},
                    "initial": {"x": "-1.6", "y": "-11.8", "I": "0.4 + i"}}},
        ["neuron.x", "neuron.y", "neuron.z"]),
    "frompapers/Kuramoto_1975": final(
        {"oscillators": {"size": 9,
                         "equations": "\ndTheta/dt = Omega + K/N*coupling : radian\nOmega : radian/second (constant)\ncoupling : 1\n",
                         "method": "euler", "constants": {"K": "12 / second"},
                         "initial": {"Theta": "2*pi*i/N", "Omega": "(0.5 + (4*i % 9)/9) /second"}}},
        ["oscillators.Theta"], 2000,
        connections={"pre": "oscillators", "post": "oscillators", "pairs": everyone(9, 9),
                     "equations": "coupling_post = sin(Theta_pre - Theta_post) : 1 (summed)"}),
    "frompapers/Tsodyks, short-term plasticity": final(
        {"input": {"size": 4, "equations": "\ndphase/dt = rate : 1\nrate : Hz\n", "threshold": "phase>1", "reset": "phase=0", "method": "euler",
                   "initial": {"rate": "(20 + 35*i)*Hz", "phase": "0.1*i"}},
         "neuron": {"size": 4, "equations": "\ndv/dt = (Rm*I - v)/taum : volt\ndI/dt = -I/tau_e : amp\n", "method": "exact",
                    "constants": {"Rm": "100*Mohm", "taum": "10*ms", "tau_e": "3*ms"}}},
        ["neuron.v", "neuron.I"], 2000,
        S={"pre": "input", "post": "neuron", "pairs": [[i, i] for i in range(4)],
           "equations": "w : 1\ndx/dt = (1-x)/taud : 1 (event-driven)\ndu/dt = (U-u)/tauf : 1 (event-driven)",
           "on_pre": "I += w*A_SE*u*x\nx *= (1-u)\nu += U*(1-u)",
           "constants": {"taud": "100*ms", "tauf": "50*ms", "U": "0.2", "A_SE": "250*pA"},
           "initial": {"x": "1", "u": "U", "w": "1 + 0.5*j"}}),
}
