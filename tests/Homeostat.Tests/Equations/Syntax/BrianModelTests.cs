using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

/// <summary>Models of the literature as one writes them for Brian 2: pasted in, they must read and their units must fit.</summary>
public class BrianModelTests
{
    /// <summary>Name, names from outside with their units, model, reset or on_pre statements.</summary>
    public static TheoryData<string, string, string, string> Models => new()
    {
        {
            "leaky integrate-and-fire", "v_rest: volt, R: ohm, tau: second, v_reset: volt, b: volt",
            """
            dv/dt = (v_rest - v + R*I)/tau : volt (unless refractory)
            dv_th/dt = (-50*mV - v_th)/(15*ms) : volt
            I : amp
            """,
            "v = v_reset; v_th += b"
        },
        {
            "adaptive exponential (Brette & Gerstner 2005)",
            "C: farad, gL: siemens, EL: volt, VT: volt, DeltaT: volt, tauw: second, a: siemens, b: amp, Vr: volt",
            """
            dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT)
                      + I - w)/C              : volt
            dw/dt  = (a*(vm - EL) - w)/tauw   : amp
            I : amp
            """,
            "vm = Vr\nw += b"
        },
        {
            "Hodgkin-Huxley, Traub-Miles kinetics",
            "Cm: farad, gl: siemens, g_na: siemens, g_kd: siemens, El: volt, ENa: volt, EK: volt, VT: volt, "
            + "Ee: volt, Ei: volt, taue: second, taui: second, we: siemens",
            """
            dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v)
                     - g_na*(m*m*m)*h*(v - ENa)
                     - g_kd*(n*n*n*n)*(v - EK))/Cm : volt
            dm/dt = alpha_m*(1 - m) - beta_m*m : 1
            dn/dt = alpha_n*(1 - n) - beta_n*n : 1
            dh/dt = alpha_h*(1 - h) - beta_h*h : 1
            dge/dt = -ge*(1./taue) : siemens
            dgi/dt = -gi*(1./taui) : siemens
            # rates
            alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
            beta_m = 0.28*(mV**-1)*5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
            alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
            beta_h = 4./(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
            alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
            beta_n = .5*exp((10*mV - v + VT)/(40*mV))/ms : Hz
            """,
            "ge += we"
        },
        {
            "squid axon per area (Hodgkin & Huxley 1952)",
            "Cm: farad/meter**2, gNa: siemens/meter**2, gK: siemens/meter**2, gl: siemens/meter**2, "
            + "ENa: volt, EK: volt, El: volt, area: meter**2",
            """
            Im = gl*(El - v) + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v) : amp/meter**2
            dv/dt = (Im + I/area)/Cm : volt
            I : amp (shared)
            dm/dt = (m_inf - m)/tau_m : 1
            dn/dt = (1 - n)*0.01/mV*(v + 55*mV)/(1 - exp(-(v + 55*mV)/(10*mV)))/ms - n*0.125*exp(-(v + 65*mV)/(80*mV))/ms : 1
            dh/dt = (1 - h)*0.07*exp(-(v + 65*mV)/(20*mV))/ms - h/(1 + exp(-(v + 35*mV)/(10*mV)))/ms : 1
            m_inf = 1/(1 + exp(-(v + 40*mV)/(9*mV))) : 1
            tau_m = 0.04*ms + 0.46*ms*exp(-((v + 38*mV)/(30*mV))**2) : second
            """,
            ""
        },
        {
            "Izhikevich 2003", "a: hertz, b: hertz, c: volt, d: volt/second",
            """
            dv/dt = (0.04/ms/mV)*v**2 + (5/ms)*v + 140*mV/ms - u + I : volt
            du/dt = a*(b*v - u) : volt/second
            I : volt/second
            """,
            "v = c; u = u + d"
        },
        {
            "CUBA", "taum: second, taue: second, taui: second, El: volt, Vr: volt, we: volt",
            """
            dv/dt  = (ge+gi-(v-El))/taum : volt (unless refractory)
            dge/dt = -ge/taue : volt
            dgi/dt = -gi/taui : volt
            """,
            "v = Vr; ge = 0*mV; gi = 0"
        },
        {
            "COBA, dimensionless conductances", "taum: second, taue: second, taui: second, Ee: volt, Ei: volt, El: volt",
            """
            dv/dt = (ge*(Ee - v) + gi*(Ei - v) - (v - El))*(1./taum) : volt (unless refractory)
            dge/dt = -ge*(1./taue) : 1
            dgi/dt = -gi*(1./taui) : 1
            """,
            "v = El; ge += 6/10."
        },
        {
            "Morris-Lecar 1981", "C: farad/meter**2, gL: siemens/meter**2, gCa: siemens/meter**2, gK: siemens/meter**2, "
            + "VL: volt, VCa: volt, VK: volt, V1: volt, V2: volt, V3: volt, V4: volt, phi: hertz",
            """
            dV/dt = (-gL*(V - VL) - gCa*m_inf*(V - VCa) - gK*n*(V - VK) + I)/C : volt
            dn/dt = lam*(n_inf - n) : 1
            m_inf = 0.5*(1 + tanh((V - V1)/V2)) : 1
            n_inf = 0.5*(1 + tanh((V - V3)/V4)) : 1
            lam = phi*cosh((V - V3)/(2*V4)) : Hz
            I : amp/meter**2
            """,
            ""
        },
        {
            "noise (Ornstein-Uhlenbeck)", "tau: second, sigma: volt, mu: volt",
            """
            dv/dt = (mu - v)/tau + sigma*sqrt(2/tau)*xi : volt
            dx/dt = -x/(5*ms) + (5*ms)**-0.5*xi : 1
            """,
            "v -= 2*sigma"
        },
        {
            "rates and booleans (Wilson-Cowan)", "tau_E: second, w_EE: 1, w_EI: 1, theta0: 1",
            """
            dE/dt = (-E + (1 - E)*S)/tau_E : 1
            S = 1/(1 + exp(-(w_EE*E - w_EI*Inh + P - theta0))) : 1 (constant over dt)
            Inh, P : 1 (constant)
            driven = t > 10*ms and not (t > 1*second) : boolean (shared)
            neuron_id : integer (constant)
            rate = 40*Hz*int(driven)*(1 + sin(2*pi*3*Hz*t + phase)) : Hz
            phase : radian
            """,
            ""
        },
        {
            "calcium (Li & Rinzel)", "O_P: molar/second, K_P: molar, Omega_C: hertz, C_T: molar, Omega_L: hertz, rho_A: 1",
            """
            dC/dt = J_r + J_l - J_p : mmolar
            J_r = Omega_C*m_inf**3*h**3*(C_T - (1 + rho_A)*C) : mmolar/second
            J_l = Omega_L*(C_T - (1 + rho_A)*C) : mmolar/second
            J_p = O_P*C**2/(C**2 + K_P**2) : mM/second
            m_inf = C/(C + 0.13*umolar) : 1
            dh/dt = (0.5 - h)/(2*second) : 1
            """,
            ""
        },
        {
            "spike-timing dependent plasticity", "taupre: second, taupost: second, gmax: 1, dApre: 1, ge: 1, lr: 1",
            """
            w : 1
            dApre/dt = -Apre/taupre : 1 (event-driven)
            dApost/dt = -Apost/taupost : 1 (event-driven)
            """,
            """
            ge += w
            Apre += dApre
            w = clip(w + lr*Apost,
                     0, gmax)   # bounded
            """
        },
        {
            "short-term plasticity (Tsodyks & Markram)", "tau_f: second, tau_d: second, U_0: 1, v_post: volt, w_e: volt",
            """
            du_S/dt = -u_S/tau_f : 1 (event-driven)
            dx_S/dt = (1 - x_S)/tau_d : 1 (event-driven)
            """,
            """
            u_S += U_0*(1 - u_S)
            r_S = u_S*x_S
            x_S -= r_S
            v_post += w_e*r_S
            """
        },
        {
            "NMDA synapse, summed", "tau_r: second, tau_s: second, alpha: hertz, v_post: volt, g_max: siemens",
            """
            ds/dt = -s/tau_s + alpha*x*(1 - s) : 1 (clock-driven)
            dx/dt = -x/tau_r : 1 (clock-driven)
            g_nmda_post = w*s*g_max/(1 + 1.*exp(-0.062*v_post/mV)/3.57) : siemens (summed)
            w : 1
            """,
            "x += 1"
        },
        {
            "neural mass (Jansen & Rit)", "A: volt, a: hertz, C: 1, e0: hertz, r: 1/volt, v0: volt",
            """
            dy0/dt = y3 : volt
            dy3/dt = A*a*Sp - 2*a*y3 - a**2*y0 : volt/second
            Sp = 2*e0/(1 + exp(r*(v0 - C*y0))) : Hz
            """,
            ""
        },
        {
            "linked and shared", "tau: second",
            """
            dv/dt = (-v + coupled + drive + total)/tau : 1
            coupled : 1 (linked)
            drive : 1 (input)
            total = sum(v) - v : 1
            winner = kwta(v, 3)*softmax(v/2) : 1
            F = v**2/2 + (drive - v)**2/2 : 1 (energy)
            """,
            "v = where(v > 1, 0, v - 1)"
        },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Pastes_in(string name, string outside, string model, string statements)
    {
        var set = EquationSet.Parse(model, name);
        var block = StatementList.Parse(statements, name);
        var outer = new KnownNames(outside);
        EquationChecks.Check(set, outer);
        EquationChecks.Check(block, new EquationScope(set, outer));

        // One definition a line of text that holds a colon, and one more for each comma before it.
        var expected = model.Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal))
            .Sum(line => line.Contains('=', StringComparison.Ordinal) ? 1 : line.Split(':')[0].Split(',').Length);
        Assert.Equal(expected, set.Equations.Count);

        foreach (var expression in set.Equations.Select(e => e.Expression).Concat(block.Statements.Select(s => s.Value)).OfType<Expression>())
        {
            Assert.True(ExpressionParserTests.Same(expression, ExpressionParser.Parse(expression.ToString())));
        }
    }
}
