"""The circuits of brian-neurons.json: one for every integrator and for every thing a spiking circuit does in a step.

A case: dt_ms, steps, every (how many steps from record to record), record, populations and projections by name, in the order of
declaration. A population: size, equations, threshold, reset, refractory, method, constants and initial values as text, events
{name: [condition, statements]}, on_step, signals {name: {values, step, unit}}, links; or spikes [[unit, ms], ...]. A projection:
pre, post (a population or a slice of one), pairs [[i, j], ...], equations, on_pre, on_post, delay, constants, initial, method."""

LIF = """
dv/dt = (v_rest - v + R*I)/tau : volt (unless refractory)
I : amp
"""
LIF_CONSTANTS = {"v_rest": "-70*mV", "R": "100*Mohm", "tau": "10*ms", "theta": "-50*mV", "v_reset": "-65*mV"}
LIF_CELLS = {
    "size": 3, "equations": LIF, "threshold": "v > theta", "reset": "v = v_reset", "refractory": "2*ms",
    "constants": LIF_CONSTANTS, "initial": {"v": "-70*mV + 2*mV*i", "I": "0.22*nA + 0.1*nA*i"}}

FITZHUGH_NAGUMO = {
    "size": 2,
    "equations": """
dv/dt = (v - v**3/3 - w + I)/ms : 1
dw/dt = (v + 0.7 - 0.8*w)/(12.5*ms) : 1
I : 1
""",
    "initial": {"v": "-1.2 + 0.3*i", "w": "-0.6", "I": "0.5 + 0.2*i"}}

ADEX = {
    "size": 2,
    "equations": """
dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
dw/dt = (a*(vm - EL) - w)/tauw : amp
I : amp
""",
    "threshold": "vm > Vcut", "reset": "vm = Vr; w += b",
    "constants": {
        "C": "281*pF", "gL": "30*nS", "EL": "-70.6*mV", "VT": "-50.4*mV", "DeltaT": "2*mV", "Vcut": "-40.4*mV",
        "tauw": "144*ms", "a": "4*nS", "b": "0.0805*nA", "Vr": "-70.6*mV"},
    "initial": {"vm": "EL", "I": "1*nA + 0.4*nA*i"}}

HODGKIN_HUXLEY = """
dv/dt = (gl*(El - v) - g_na*(m*m*m)*h*(v - ENa) - g_kd*(n*n*n*n)*(v - EK) + I)/Cm : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
beta_m = 0.28*(mV**-1)*5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
beta_h = 4./(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
beta_n = .5*exp((10*mV - v + VT)/(40*mV))/ms : Hz
I : amp
"""
HODGKIN_HUXLEY_CONSTANTS = {
    "Cm": "200*pF", "gl": "10*nS", "g_na": "20*uS", "g_kd": "6*uS", "El": "-65*mV", "EK": "-90*mV", "ENa": "50*mV", "VT": "-63*mV"}

SYNAPTIC = """
dv/dt = (v_rest - v + ge*(Ee - v)/gl + gi*(Ei - v)/gl)/tau : volt (unless refractory)
dge/dt = -ge/(5*ms) : siemens
dgi/dt = -gi/(10*ms) : siemens
"""
SYNAPTIC_CONSTANTS = {
    "v_rest": "-65*mV", "Ee": "0*mV", "Ei": "-80*mV", "gl": "10*nS", "tau": "20*ms", "theta": "-50*mV", "v_reset": "-65*mV"}

STDP = """
w : 1
dApre/dt = -Apre/taupre : 1 (event-driven)
dApost/dt = -Apost/taupost : 1 (event-driven)
"""
STDP_CONSTANTS = {"taupre": "20*ms", "taupost": "15*ms", "dApre": "0.01", "dApost": "-0.0105", "wmax": "1"}


def train(unit, *times):
    return [[unit, t] for t in times]


def one(cells, record, dt_ms=0.1, steps=300, every=3, **changes):
    """A case of one population, "cell"."""
    return {
        "dt_ms": dt_ms, "steps": steps, "every": every, "record": [f"cell.{name}" for name in record],
        "populations": {"cell": {**cells, **changes}}}


CASES = {
    # Integrators.
    "LIF, exact": one(LIF_CELLS, ["v"], method="exact"),
    "LIF, exponential Euler": one(LIF_CELLS, ["v"], method="exponential_euler"),
    "LIF, Euler": one(LIF_CELLS, ["v"], method="euler"),
    "LIF, Heun": one(LIF_CELLS, ["v"], method="heun"),
    "LIF, rk4": one(LIF_CELLS, ["v"], method="rk4"),
    "three linear equations, exact": one(
        {"size": 2,
         "equations": """
dv/dt = (-v + x + y)/(20*ms) : volt
dx/dt = -x/(5*ms) : volt
dy/dt = (x - y)/(3*ms) : volt
"""},
        ["v", "x", "y"], method="exact", initial={"x": "10*mV*(i + 1)", "y": "-3*mV", "v": "1*mV"}),
    "Hodgkin-Huxley, exponential Euler": one(
        {"size": 2, "equations": HODGKIN_HUXLEY, "constants": HODGKIN_HUXLEY_CONSTANTS},
        ["v", "m", "n", "h"], steps=400, every=8, threshold="v > -20*mV", refractory="3*ms", method="exponential_euler",
        initial={"v": "El", "I": "0.1*nA + 0.5*nA*i"}),
    "Hodgkin-Huxley, rk4, refractory while m is large": one(
        {"size": 2, "equations": HODGKIN_HUXLEY, "constants": HODGKIN_HUXLEY_CONSTANTS},
        ["v", "m"], dt_ms=0.02, steps=1500, every=25, threshold="m > 0.5", refractory="m > 0.5", method="rk4",
        initial={"v": "El", "I": "0.3*nA + 0.4*nA*i", "h": "1"}),
    "Izhikevich, Euler": one(
        {"size": 3,
         "equations": """
dv/dt = (0.04*v**2 + 5*v + 140 - u + I)/ms : 1
du/dt = a*(b*v - u)/ms : 1
a : 1
b : 1
c : 1
d : 1
I : 1
""",
         "threshold": "v >= 30", "reset": "v = c; u += d"},
        ["v", "u"], dt_ms=0.25, steps=240, every=5, method="euler",
        initial={
            "v": "-65", "a": "0.02 + 0.04*i", "b": "0.2", "c": "-65 + 5*i", "d": "8 - 3*i", "u": "-13", "I": "6 + 2*i"}),
    "adaptive exponential, Euler": one(ADEX, ["vm", "w"], steps=400, every=8, method="euler"),
    "adaptive exponential, rk4": one(ADEX, ["vm", "w"], steps=400, every=8, method="rk4"),
    "FitzHugh-Nagumo, Euler": one(FITZHUGH_NAGUMO, ["v", "w"], method="euler", every=6),
    "FitzHugh-Nagumo, Heun": one(FITZHUGH_NAGUMO, ["v", "w"], method="heun", every=6),
    "FitzHugh-Nagumo, rk4": one(FITZHUGH_NAGUMO, ["v", "w"], method="rk4", every=6),
    "driven by a function of time, Euler": one(
        {"size": 2, "equations": "dv/dt = (sin(2*pi*f*t) - v)/(10*ms) : 1\nf : Hz", "initial": {"f": "40*Hz + 60*Hz*i"}},
        ["v"], method="euler"),
    "driven by a function of time, rk4": one(
        {"size": 2, "equations": "dv/dt = (sin(2*pi*f*t) - v)/(10*ms) : 1\nf : Hz", "initial": {"f": "40*Hz + 60*Hz*i"}},
        ["v"], method="rk4"),

    # Thresholds, resets, refractoriness.
    "refractory for a time of its own": one(
        {"size": 3, "equations": LIF + "ref : second\n", "threshold": "v > theta", "reset": "v = v_reset",
         "constants": LIF_CONSTANTS},
        ["v"], method="exact", refractory="ref", initial={"v": "-60*mV", "I": "0.35*nA", "ref": "1*ms + 1.55*ms*i"}),
    "refractory, but not its potential": one(
        {"size": 2,
         "equations": "dv/dt = (v_rest - v + R*I)/tau : volt\nI : amp\nready = int(not_refractory) : 1\ndc/dt = ready/ms : 1\n",
         "threshold": "v > theta", "reset": "v = v_reset", "constants": LIF_CONSTANTS},
        ["v", "c"], method="euler", refractory="4*ms", initial={"v": "-60*mV", "I": "0.5*nA + 0.5*nA*i"}),
    "adaptive threshold": one(
        {"size": 3,
         "equations": """
dv/dt = (I - v)/(10*ms) : volt
dvt/dt = (10*mV - vt)/(15*ms) : volt
I : volt
""",
         "threshold": "v > vt", "reset": "v = 0*mV; vt += 3*mV"},
        ["v", "vt"], method="exponential_euler", initial={"v": "0*mV", "vt": "10*mV", "I": "15*mV + 10*mV*i"}),
    "reset in terms of what it has changed": one(
        {"size": 2,
         "equations": """
dv/dt = (I - v)/(5*ms) : 1
dw/dt = -w/(20*ms) : 1
I : 1
n : 1
""",
         "threshold": "v > 1 + w", "reset": "half = v/2; v = half - w; w += v/4; n += 1"},
        ["v", "w", "n"], method="exact", initial={"I": "3 + i", "w": "0.1*i"}),
    "two events": one(
        {"size": 2,
         "equations": "dv/dt = (I - v)/(5*ms) : 1\nI : 1\nseen : 1\n",
         "threshold": "v > 1", "reset": "v = 0", "events": {"half": ["v > 0.5 and v < 0.6", "seen += v; I += 0.01"]}},
        ["v", "seen", "I"], method="euler", initial={"I": "2 + i"}),

    # Inputs.
    "given currents, one for all": one(
        {**LIF_CELLS, "equations": "dv/dt = (v_rest - v + R*I)/tau : volt (unless refractory)\nI = scale*stimulus(t) : amp\nscale : 1",
         "signals": {"stimulus": {"values": [0.1, 0.4, 0.2, 0.35, 0.0, 0.5], "step": "4*ms", "unit": "nA"}},
         "initial": {"v": "-70*mV", "scale": "1 + 0.5*i"}},
        ["v"], method="euler"),
    "given currents, one each": one(
        {**LIF_CELLS, "equations": "dv/dt = (v_rest - v + R*I)/tau : volt (unless refractory)\nI = stimulus(t, i) : amp",
         "signals": {"stimulus": {
             "values": [[0.1, 0.4, 0.3], [0.4, 0.2, 0.3], [0.35, 0.0, 0.2], [0.5, 0.6, 0.1]], "step": "6.3*ms", "unit": "nA"}},
         "initial": {"v": "-70*mV"}},
        ["v"], method="euler"),
    "held over the step": one(
        {"size": 2,
         "equations": """
dx/dt = (held - x)/(5*ms) : 1
dy/dt = (x - y)/(5*ms) : 1
held = cos(t/(3*ms)) + y : 1 (constant over dt)
""", "initial": {"x": "1 - i"}},
        ["x", "y"], method="rk4"),
    "statements in every step": one(
        {**LIF_CELLS, "on_step": "v += 0.2*mV*int(t > 5*ms); I -= 0.0002*nA*i"}, ["v", "I"], method="exact"),
    "functions": one(
        {"size": 8,
         "equations": "x : 1\n" + "\n".join(f"y{n} : 1" for n in range(14)) + "\n",
         "on_step": "x += 0.0007*(i + 1)\n" + "\n".join(f"y{n} = {text}" for n, text in enumerate([
             "arcsin(x)", "arccos(-x)", "arctan(20*x)", "expm1(x/100)", "log1p(x/100)", "exprel(3*x)", "sinh(x)", "cosh(x)", "tan(x)",
             "clip(x, -0.3, 0.5)", "sign(x)*floor(10*x) + ceil(7*x)", "(10*x) % 3 + (10*x) // 4",
             "int(x > 0.1 and not x > 0.6)*log10(2 + x)", "timestep(t, dt)"]))},
        ["x", *[f"y{n}" for n in range(14)]], steps=60, every=5, initial={"x": "-0.913 + 0.2*i"}),

    # Synapses.
    "synapses with delays": {
        "dt_ms": 0.1, "steps": 400, "every": 5, "record": ["cell.v", "cell.ge", "cell.gi"],
        "populations": {
            "source": {"size": 2, "spikes": [*train(0, 1, 6, 8, 9, 12.3, 20, 22), *train(1, 0.5, 3, 9, 15, 15.1, 15.2)]},
            "other": {"size": 1, "spikes": train(0, 10, 30)},
            "cell": {
                "size": 2, "equations": SYNAPTIC, "threshold": "v > theta", "reset": "v = v_reset", "refractory": "3*ms",
                "method": "exponential_euler", "constants": SYNAPTIC_CONSTANTS, "initial": {"v": "-60*mV"}}},
        "projections": {
            "excitatory": {
                "pre": "source", "post": "cell", "pairs": [[0, 0], [0, 1], [1, 1]], "equations": "w : siemens",
                "on_pre": "ge += w", "initial": {"w": "12*nS + 6*nS*i + 2*nS*j"}, "delay": "0.5*ms + 0.75*ms*j"},
            "inhibitory": {
                "pre": "other", "post": "cell", "pairs": [[0, 0], [0, 1]], "on_pre": "gi += 9*nS", "delay": "2*ms"}}},
    "jumps of a refractory potential are lost": {
        "dt_ms": 0.1, "steps": 300, "every": 3, "record": ["cell.v", "cell.x"],
        "populations": {
            "source": {"size": 1, "spikes": train(0, 1, 1.5, 2, 2.3, 3, 4, 5, 6, 6.1, 6.2, 9, 12, 20, 20.1, 21, 22, 25)},
            "cell": {
                "size": 2, "equations": "dv/dt = -v/tau : volt (unless refractory)\ndx/dt = -x/tau : volt\n", "threshold": "v > theta",
                "reset": "v = v_reset", "refractory": "2*ms", "method": "exact",
                "constants": {"tau": "20*ms", "theta": "20*mV", "v_reset": "10*mV"}, "initial": {"v": "15*mV"}}},
        "projections": {
            "jump": {"pre": "source", "post": "cell", "pairs": [[0, 0], [0, 1]],
                     "on_pre": "v += 4*mV + 3*mV*j; x += 4*mV", "delay": "0.2*ms"}}},
    "recurrent, without delay": {
        "dt_ms": 0.1, "steps": 400, "every": 5, "record": ["cell.v"],
        "populations": {"cell": {**LIF_CELLS, "method": "exact"}},
        "projections": {
            "ring": {"pre": "cell", "post": "cell", "pairs": [[0, 1], [1, 2], [2, 0], [2, 2]], "equations": "w : volt",
                     "on_pre": "v += w", "initial": {"w": "1.5*mV - 1*mV*j"}}}},
    "recurrent between slices": {
        "dt_ms": 0.1, "steps": 400, "every": 5, "record": ["cell.v"],
        "populations": {"cell": {**LIF_CELLS, "method": "exact"}},
        "projections": {
            "back": {"pre": "cell[1:]", "post": "cell[:2]", "pairs": [[0, 0], [1, 0], [1, 1]], "equations": "w : volt",
                     "on_pre": "v += w", "initial": {"w": "1*mV + 1*mV*i - 0.5*mV*j"}, "delay": "0.1*ms + 0.4*ms*i"}}},
    "STDP, given spikes": {
        "dt_ms": 0.1, "steps": 1200, "every": 10, "record": ["synapse.w"],
        "populations": {
            "before": {"size": 2, "spikes": [*train(0, 5, 25, 45, 46, 60, 80, 100.5), *train(1, 10, 30, 50, 70, 90, 110)]},
            "after": {"size": 2, "spikes": [*train(0, 7, 20, 45, 58, 59, 85, 100, 118), *train(1, 12, 28, 50, 75, 88)]}},
        "projections": {
            "synapse": {
                "pre": "before", "post": "after", "pairs": [[0, 0], [0, 1], [1, 0], [1, 1]], "equations": STDP,
                "on_pre": "Apre += dApre; w = clip(w + Apost, 0, wmax)", "on_post": "Apost += dApost; w = clip(w + Apre, 0, wmax)",
                "constants": STDP_CONSTANTS, "initial": {"w": "0.01 + 0.4*i + 0.2*j"}}}},
    "STDP of a cell with delays": {
        "dt_ms": 0.1, "steps": 600, "every": 6, "record": ["synapse.w", "cell.v"],
        "populations": {
            "source": {"size": 2, "spikes": [*train(0, 5, 15, 16, 25, 35, 37, 39, 50), *train(1, 8, 9, 10, 22, 30, 36, 41, 55)]},
            "cell": {
                "size": 1, "equations": "dv/dt = -v/(10*ms) : 1 (unless refractory)", "threshold": "v > 1", "reset": "v = 0",
                "refractory": "2*ms", "method": "exact"}},
        "projections": {
            "synapse": {
                "pre": "source", "post": "cell", "pairs": [[0, 0], [1, 0]], "equations": STDP,
                "on_pre": "v_post += w; Apre += dApre; w = clip(w + Apost, 0, wmax)",
                "on_post": "Apost += dApost; w = clip(w + Apre, 0, wmax)", "delay": "0.4*ms + 1.3*ms*i",
                "constants": STDP_CONSTANTS, "initial": {"w": "0.6"}}}},
    "short-term plasticity": {
        "dt_ms": 0.1, "steps": 1500, "every": 15, "record": ["cell.v"],
        "populations": {
            "source": {"size": 1, "spikes": train(0, *[5 + 12 * k for k in range(9)], 130, 131, 132)},
            "cell": {"size": 2, "equations": "dv/dt = -v/(20*ms) : 1", "method": "exact"}},
        "projections": {
            "synapse": {
                "pre": "source", "post": "cell", "pairs": [[0, 0], [0, 1]],
                "equations": """
dx/dt = (1 - x)/tau_d : 1 (event-driven)
du/dt = -u/tau_f : 1 (event-driven)
tau_d : second
tau_f : second
U0 : 1
w : 1
""",
                "on_pre": "u += U0*(1 - u); r = u*x; x -= r; v_post += w*r",
                "initial": {"x": "1", "tau_d": "20*ms + 480*ms*j", "tau_f": "1500*ms - 1400*ms*j", "U0": "0.1 + 0.4*j", "w": "2"}}}},
    "gap junctions, summed": {
        "dt_ms": 0.1, "steps": 300, "every": 5, "record": ["cell.v"],
        "populations": {
            "cell": {
                "size": 3,
                "equations": """
dv/dt = (v0 - v + gap)/tau : 1
gap : 1
v0 : 1
""",
                "threshold": "v > 1", "reset": "v = 0", "method": "euler", "constants": {"tau": "10*ms"},
                "initial": {"v": "0.2*i", "v0": "1.1 - 0.2*i"}}},
        "projections": {
            "junction": {
                "pre": "cell", "post": "cell", "pairs": [[0, 1], [1, 0], [1, 2], [2, 1]],
                "equations": "w : 1\ngap_post = w*(v_pre - v_post) : 1 (summed)", "initial": {"w": "0.3 + 0.1*j"}}}},
    "NMDA, clock-driven": {
        "dt_ms": 0.1, "steps": 600, "every": 6, "record": ["cell.v", "synapse.s"],
        "populations": {
            "source": {"size": 2, "spikes": [*train(0, 5, 10, 15, 20), *train(1, 8, 40)]},
            "cell": {
                "size": 1,
                "equations": """
dv/dt = (-70*mV - v + g*(0*mV - v)/(1 + exp(-62*v/volt)/3.57))/(10*ms) : volt
g : 1
""", "method": "euler", "initial": {"v": "-70*mV"}}},
        "projections": {
            "synapse": {
                "pre": "source", "post": "cell", "pairs": [[0, 0], [1, 0]], "method": "euler",
                "equations": """
ds/dt = -s/(100*ms) + 0.5*x*(1 - s)/ms : 1 (clock-driven)
dx/dt = -x/(2*ms) : 1 (clock-driven)
w : 1
g_post = w*s : 1 (summed)
""",
                "on_pre": "x += 1", "initial": {"w": "0.5 + 0.2*i"}}}},
    "linked variable": {
        "dt_ms": 0.1, "steps": 200, "every": 4, "record": ["follower.y"],
        "populations": {
            "driver": {"size": 2, "equations": "dx/dt = (1 - x)/(10*ms) : 1", "method": "euler", "initial": {"x": "0.5*i"}},
            "follower": {
                "size": 2, "equations": "dy/dt = (z - y)/(5*ms) : 1\nz : 1 (linked)", "method": "euler", "links": {"z": "driver.x"}}}},
    "synapses on a second event": {
        "dt_ms": 0.1, "steps": 300, "every": 5, "record": ["cell.v", "target.n"],
        "populations": {
            "cell": {
                "size": 2, "equations": "dv/dt = (I - v)/(5*ms) : 1\nI : 1\n", "threshold": "v > 1", "reset": "v = 0",
                "events": {"rise": ["v > 0.5 and v < 0.55", "I += 0"]}, "method": "euler", "initial": {"I": "1.5 + i"}},
            "target": {"size": 1, "equations": "n : 1"}},
        "projections": {
            "synapse": {"pre": "cell", "post": "target", "pairs": [[0, 0], [1, 0]], "equations": "w : 1", "on_pre": "n += w",
                        "pre_event": "rise", "initial": {"w": "1 + 10*i"}, "delay": "0.3*ms"}}},
}
