using System.Globalization;

namespace Homeostat;

/// <summary>The settings of a <see cref="Thermostat"/>, the body that lives in a <see cref="Room"/>.</summary>
public sealed record ThermostatOptions
{
    /// <summary>The preferred temperature, in °C.</summary>
    public double SetPoint { get; init; } = 22.8;

    /// <summary>The lower limit of the room's temperature, in °C. The mortal dies below it.</summary>
    public double Low { get; init; } = 15;

    /// <summary>The upper limit of the room's temperature, in °C. The mortal dies above it.</summary>
    public double High { get; init; } = 27;

    /// <summary>The time over which a predicted disturbance is compensated, in steps. The target is shifted by the change of temperature that the disturbance would cause in this time.</summary>
    public double Lookahead { get; init; } = 7;

    /// <summary>The learning rate of the synapses that predict disturbances from cues.</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>The time in which a deviation from the target should be corrected, in steps.</summary>
    public double Horizon { get; init; } = 1;

    /// <summary>The gain with which the estimate of the temperature follows the thermometer, per step of life.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>The gain with which the estimate of the disturbance follows the thermometer, per step of life.</summary>
    public double DisturbanceGain { get; init; } = 0.25;

    /// <summary>The rate at which the estimate of the disturbance returns to its expected value, per step of life.</summary>
    public double Leak { get; init; } = 0.02;

    /// <summary>The time constant of the estimate of the constant part of the disturbance, in steps.</summary>
    public double Settled { get; init; } = 100;

    /// <summary>The time constant of the memory of a cue, in steps.</summary>
    public double Held { get; init; } = 7;

    /// <summary>The time constant of the trace by which a disturbance is attributed to an earlier cue, in steps.</summary>
    public double Trace { get; init; } = 8;

    /// <summary>The number of steps from one change of structure to the next.</summary>
    public int Selection { get; init; } = 100;

    /// <summary>The number of learning steps over which the evidence for a synapse is averaged.</summary>
    public double Window { get; init; } = 2500;

    /// <summary>The correlation time of the evidence, in learning steps: the time after which a new gradient counts as independent.</summary>
    public double Correlation { get; init; } = 3;

    /// <summary>The precision of the prior of the synapses' weights, which is normal around 0.</summary>
    public double Prior { get; init; } = 6;

    /// <summary>The upkeep of a synapse, in nats per step.</summary>
    public double Upkeep { get; init; } = 1e-4;

    /// <summary>The largest shift of the target from the set point, in °C.</summary>
    public double Shift { get; init; } = 3;

    internal void Check()
    {
        const string Body = "A thermostat";
        RequireOption.Finite(Body, (nameof(SetPoint), SetPoint), (nameof(Low), Low), (nameof(High), High));
        RequireOption.NotNegative(
            Body, (nameof(Lookahead), Lookahead), (nameof(Rate), Rate), (nameof(Gain), Gain), (nameof(DisturbanceGain), DisturbanceGain), (nameof(Leak), Leak),
            (nameof(Upkeep), Upkeep), (nameof(Shift), Shift));
        RequireOption.Positive(Body, (nameof(Horizon), Horizon), (nameof(Settled), Settled), (nameof(Held), Held), (nameof(Trace), Trace), (nameof(Prior), Prior));
        RequireOption.That(Window >= 1 && double.IsFinite(Window), Body, nameof(Window), Window, "a finite number of steps, one or more");
        RequireOption.That(Correlation >= 1 && double.IsFinite(Correlation), Body, nameof(Correlation), Correlation, "a finite number of steps, one or more");
    }
}

/// <summary>
/// Bodies for a <see cref="Room"/>: a thermostat that learns and anticipates, a controller and a reflex arc that do not learn.
/// </summary>
public static partial class Thermostat
{
    // The precision of disturbances, in 1/(°C per step)².
    private const double Precision = 25;

    private const string Skin = """
        felt : 1                       # what the thermometer shows, in °C
        gain : 1 (gain)                # gain of this individual's skin
        offset : 1 (offset)
        warmth = gain*(felt - 21) + 21 + offset : 1
        """;

    /// <summary>Creates a thermostat that estimates the temperature, predicts disturbances from cues, learns these predictions, and keeps only the synapses that help to predict.</summary>
    /// <param name="room">The room that the body will live in.</param>
    /// <param name="options">The settings of the thermostat.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Body Create(Room room, ThermostatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(room);
        options ??= new ThermostatOptions();
        options.Check();
        var cues = room.Cues.Count;
        var comparison = new ModelComparison(options.Window, options.Correlation, options.Prior)
        {
            Curvature = $"{Text(Precision)}*mean((gain*trace_pre)**2)",
        };
        var selection = new Selection(options.Selection, [comparison])
        {
            Upkeep = new Upkeep(Synapse: options.Upkeep),
        };
        var circuit = new Circuit("thermostat", 0.25 * Units.Second)
        {
            new Population("skin", 1, Skin),
            new Population("cues", cues, "on : 1"),
            new Population("memory", cues, """
                dheld/dt = (on - held)/(tau_held*second) : 1      # memory of a cue
                dtrace/dt = (held - trace)/(tau_trace*second) : 1  # trace, by which its effect is learned
                on : 1 (input)
                """)
            {
                Constants = Numbers(("tau_held", options.Held), ("tau_trace", options.Trace)),
            },
            new Population("belief", 1, """
                dmu/dt = (effect + d + k*error)/second : 1                            # temperature
                dd/dt = (k_d*error - leak*surprise)/second : 1                        # disturbance, °C per step
                dslow/dt = (d - expected - slow)/(tau_slow*second) : 1                # constant part of the disturbance
                error = warmth - mu : 1
                surprise = d - slow - expected : 1
                burden = precision_d*surprise : 1
                F = precision*error**2/2 + precision_d*surprise**2/2 : 1 (energy)
                warmth, expected, forecast, effect : 1 (input)
                """)
            {
                Constants = Numbers(
                    ("k", options.Gain), ("k_d", options.DisturbanceGain), ("leak", options.Leak), ("tau_slow", options.Settled), ("precision", 10), ("precision_d", Precision)),
                Initial = new Dictionary<string, string> { ["mu"] = Text(options.SetPoint), ["slow"] = "-0.2", ["d"] = "-0.2" },
            },
            new Population("will", 1, """
                dpower/dt = (clip((target - mu)/horizon - d, -strength, strength)/strength - power)/(1*second) : 1
                target = set_point - clip(foresight*lookahead*forecast, -shift, shift) : 1
                effect = strength*power : 1
                foresight : 1
                mu, d, forecast : 1 (input)
                """)
            {
                Constants = Numbers(
                    ("set_point", options.SetPoint), ("lookahead", options.Lookahead), ("shift", options.Shift), ("horizon", options.Horizon), ("strength", 0.6)),
                Initial = new Dictionary<string, string> { ["foresight"] = "1" },
            },
            new Population("heater", 1, "power : 1 (input)"),
            new Projection("skin", "belief", "warmth_post = warmth_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("cues", "memory", "on_post = on_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            Synapse.Learning(
                "memory",
                "belief",
                """
                gain : 1 (gain)                                 # gain of this individual's synapse
                expected_post = w*gain*trace_pre : 1 (summed)   # present disturbance, predicted from earlier cues
                forecast_post = w*gain*held_pre : 1 (summed)    # coming disturbance, predicted from present cues
                """,
                gradient: "-mean(burden_post*gain*trace_pre)",
                Optimizer.Sgd(options.Rate / Precision),
                weights: "0",
                name: "foretells",
                selection),
            new Projection("belief", "will", """
                mu_post = mu_pre : 1 (summed)
                d_post = d_pre : 1 (summed)
                forecast_post = forecast_pre : 1 (summed)
                effect_pre = effect_post : 1 (summed)
                """) { Connectivity = Connectivity.OneToOne },
            new Projection("will", "heater", "power_post = power_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        return Living("mortal", circuit, room, options) with
        {
            Senses = [new Port("skin.felt", "thermometer"), new Port("cues.on", room.Cues)],
            Selection = selection,
            Foresight = "will.foresight",
            Account = Account,
            Clocks = new Timescales { Inference = 4 },
            Watch = ["belief.mu", "belief.d", "will.target", "will.forecast", "foretells.w"],
        };
    }

    /// <summary>
    /// Creates the thermostat of <see cref="Create"/> with its synapses on a crossbar: each individual has cells of its own, which age with it.
    /// </summary>
    /// <param name="room">The room that the body will live in.</param>
    /// <param name="options">The settings of the thermostat.</param>
    /// <param name="crossbar">The settings of the crossbar; null for phase-change memory with all its noise and many faults: a tenth of the cells are stuck at the lowest conductance, and a tenth at the highest.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Body OnCrossbar(Room room, ThermostatOptions? options = null, CrossbarOptions? crossbar = null)
    {
        var body = Create(room, options);
        return body with
        {
            Name = "crossbar",

            // A step of life is ten minutes, and a second of the circuit.
            Crossbar = crossbar ?? new CrossbarOptions { WeightRange = 3, Aging = 600, StuckOff = 0.1, StuckOn = 0.1 },
            Device = body.Device with { SynapticMismatch = 0 },
        };
    }

    /// <summary>
    /// Creates a proportional-integral controller with the same skin, heater, essential variables, costs and parts. It does not learn. The default set
    /// point and gains are those with the longest mean life on the tuning seeds of the benchmark <c>survival</c>.
    /// </summary>
    /// <param name="room">The room that the body will live in.</param>
    /// <param name="proportional">The proportional gain: the heating power per deviation, in 1/°C, where full heating is 1.</param>
    /// <param name="integral">The integral gain: the heating power per sum of the deviations over steps, in 1/°C.</param>
    /// <param name="setPoint">The preferred temperature, in °C.</param>
    /// <exception cref="HomeostatException">A gain is negative or no number.</exception>
    public static Body Controller(Room room, double proportional = 2.5, double integral = 0.1, double setPoint = 23)
    {
        ArgumentNullException.ThrowIfNull(room);
        RequireOption.NotNegative("A controller", ("proportional gain", proportional), ("integral gain", integral));
        var options = new ThermostatOptions { SetPoint = setPoint };
        options.Check();
        var circuit = new Circuit("controller", 1 * Units.Second)
        {
            new Population("skin", 1, Skin),
            new Population("controller", 1, """
                dintegral/dt = where(abs(wish) < 1 or wish*error < 0, error, 0)/second : 1   # constant while the heater is at its limit
                wish = k_p*error + k_i*integral : 1
                power = clip(wish, -1, 1) : 1
                error = set_point - warmth : 1
                warmth : 1 (input)
                """)
            {
                Constants = Numbers(("set_point", setPoint), ("k_p", proportional), ("k_i", integral)),
                Method = "euler",
            },
            new Population("heater", 1, "power : 1 (input)"),
            new Projection("skin", "controller", "warmth_post = warmth_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("controller", "heater", "power_post = power_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        return Living("controller", circuit, room, options);
    }

    private static string Account(Mortal mortal)
    {
        var simulation = mortal.Simulation;
        var (power, felt, wanted) = (mortal.Done[0], simulation["belief.mu"][0, 0], simulation["will.target"][0, 0]);
        var foreseen = simulation["will.foresight"][0, 0] * simulation["will.forecast"][0, 0];
        var (held, weights, gains) = (simulation["memory.held"], simulation["foretells.w"], simulation["foretells.gain"]);
        var cue = Enumerable.Range(0, weights.Columns).MaxBy(n => Math.Abs(weights[0, n] * gains[0, n] * held[0, n]));
        var doing = power > 0.02 ? $"heats at {Percent(power)}" : power < -0.02 ? $"cools at {Percent(-power)}" : "rests";
        var why = Math.Abs(foreseen) < 0.05 ? "" : $", as cue {cue + 1} foretells {(foreseen < 0 ? "cold" : "heat")}";
        return string.Create(CultureInfo.InvariantCulture, $"{doing}: believes it is {felt:F1} °C and wants {wanted:F1} °C{why}");

        static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");
    }

    // The costs, essential variables and parts that all bodies in this room have.
    private static Body Living(string name, Circuit circuit, Room room, ThermostatOptions options) => new(name, circuit)
    {
        Senses = [new Port("skin.felt", "thermometer")],
        Acts = [new Port("heater.power", room.Effectors) { Part = "coil" }],
        Essential = [new EssentialVariable("temperature", options.Low, options.High) { SetPoint = options.SetPoint }],
        Energy = 150,
        Capacity = 300,
        Costs = new EnergyCosts { Basal = 0.2, Effort = 1, Synapse = 0.01, MultiplyAccumulate = 1e-5, Operation = 1e-5 },
        Parts =
        [
            new Part("enzyme") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2 },
            new Part("membrane") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2, Vital = 0.5 },
            new Part("coil") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2 },
        ],
        Device = new DeviceVariation { Mismatch = 0.02, Offset = 0.2, SynapticMismatch = 0.4 },
        Reserve = 30,
    };

    private static Dictionary<string, Quantity> Numbers(params (string Name, double Value)[] values) =>
        values.ToDictionary(v => v.Name, v => (Quantity)v.Value);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
