using System.Globalization;

namespace Homeostat;

/// <summary>
/// A cell that finds food by run and tumble in an <see cref="AttractantField"/>. Receptors compare what they bind with what their
/// methylation is set to; methylation follows until activity is what it always is (integral feedback; Barkai and Leibler 1997; Yi, Huang, Simon and
/// Doyle 2000). So activity says whether there is more or less than a few seconds ago, and the cell tumbles the less the better it gets.
/// </summary>
public static class Bacterium
{
    /// <summary>A cell.</summary>
    /// <param name="field">Where it is to live; it is adapted to the place where it begins.</param>
    /// <param name="options">Its constants.</param>
    /// <param name="name">What its kind is called.</param>
    /// <exception cref="HomeostatException">A constant is out of range.</exception>
    public static Body Create(AttractantField field, BacteriumOptions? options = null, string name = "cell")
    {
        ArgumentNullException.ThrowIfNull(field);
        options ??= new BacteriumOptions();
        Check(options);
        var constants = new Dictionary<string, Quantity>
        {
            ["K_I"] = options.Inactive, ["K_A"] = options.Active, ["sensitivity"] = options.Sensitivity, ["cluster"] = options.Cluster,
            ["epsilon"] = options.Methylation, ["k_R"] = options.Adaptation, ["noise"] = options.Noise, ["a_0"] = options.Activity,
            ["tau_Y"] = options.Response, ["lambda_0"] = options.TumbleRate, ["H"] = options.Steepness, ["precision"] = 100,
        };
        var start = options.Sensitivity * Math.Log((1 + (field.Values[^2] / options.Inactive)) / (1 + (field.Values[^2] / options.Active)));
        var methylated = 1 + ((start + (Math.Log(options.Activity / (1 - options.Activity)) / options.Cluster)) / options.Methylation);
        var circuit = new Circuit(name, field.Options.TimeStep * Units.Second)
        {
            new Population("surface", 1, """
                ligand : 1                                                            # what is met, in μM
                bound = sensitivity*log((1 + ligand/K_I)/(1 + ligand/K_A)) : 1        # in kT
                """)
            {
                Constants = constants,
            },
            new Population("receptors", 1, """
                dm/dt = k_R*(a_0 - activity)/second + noise*xi/sqrt(second) : 1       # methylation
                activity = 1/(1 + exp(cluster*(epsilon*(1 - m) + bound))) : 1
                F = precision*(activity - a_0)**2/2 : 1 (energy)
                bound : 1 (input)
                """)
            {
                Constants = constants,
                Initial = new Dictionary<string, string> { ["m"] = methylated.ToString("R", CultureInfo.InvariantCulture) },
            },
            new Population("CheY", 1, """
                dphosphorylated/dt = (activity - phosphorylated)/(tau_Y*second) : 1
                activity : 1 (input)
                """)
            {
                Constants = constants,
                Initial = new Dictionary<string, string> { ["phosphorylated"] = options.Activity.ToString("R", CultureInfo.InvariantCulture) },
            },
            new Population("motor", 1, """
                tumbling = minimum(lambda_0*(phosphorylated/a_0)**H, 10) : 1          # in 1/s
                phosphorylated : 1 (input)
                """)
            {
                Constants = constants,
            },
            new Projection("surface", "receptors", "bound_post = bound_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("receptors", "CheY", "activity_post = activity_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("CheY", "motor", "phosphorylated_post = phosphorylated_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        return new Body(name, circuit)
        {
            Senses = [new Port("surface.ligand", "attractant")],
            Acts = [new Port("motor.tumbling", "tumbling")],
            Essential = [],
            Energy = 100,
            Capacity = 200,
            Costs = new EnergyCosts { Basal = 0.055, MultiplyAccumulate = 1e-5, Operation = 1e-5, Effort = 1e-3 },
            Parts =
            [
                new Part("enzyme") { Wear = 0.001, Repair = 0.02, Catalysts = ["enzyme"], Cost = 2 },
                new Part("membrane") { Wear = 0.001, Repair = 0.02, Catalysts = ["enzyme"], Cost = 2, Vital = 0.5 },
                new Part("transporter") { Wear = 0.001, Repair = 0.02, Catalysts = ["enzyme"], Cost = 2 },
            ],
            Intake = "transporter",
            Watch = ["receptors.m", "receptors.activity", "CheY.phosphorylated"],
            Reserve = 25,
            Account = Account,
        };
    }

    /// <summary>The same cell with receptors that tell nothing: it runs and tumbles as often, whatever there is.</summary>
    public static Body Blind(AttractantField field) => Create(field, new BacteriumOptions { Sensitivity = 0 }, "blind");

    /// <summary>The same cell without methylation: it knows how much there is, and not whether that is more than before.</summary>
    public static Body Unadapting(AttractantField field) => Create(field, new BacteriumOptions { Adaptation = 0, Noise = 0 }, "unadapting");

    private static string Account(Mortal mortal)
    {
        var activity = mortal.Simulation["receptors.activity"][0, 0];
        var rest = mortal.Body.Circuit["receptors"].Constants["a_0"].Value;
        var (does, why) = activity < 0.8 * rest ? ("runs on", "there is more attractant than a few seconds ago")
            : activity > 1.2 * rest ? ("turns about", "there is less attractant than a few seconds ago")
            : ("runs and tumbles", "there is as much attractant as a few seconds ago");
        return string.Create(CultureInfo.InvariantCulture, $"{does}, {mortal.Done[0]:F1} tumbles a second: {why}");
    }

    private static void Check(BacteriumOptions options)
    {
        const string Cell = "A bacterium";
        RequireOption.Positive(
            Cell, ("cluster", options.Cluster), ("methylation", options.Methylation), ("inactive", options.Inactive), ("active", options.Active),
            ("response", options.Response), ("tumble rate", options.TumbleRate), ("steepness", options.Steepness));
        RequireOption.NotNegative(Cell, ("sensitivity", options.Sensitivity), ("adaptation", options.Adaptation), ("noise", options.Noise));
        RequireOption.That(options.Activity is > 0 and < 1, Cell, "activity", options.Activity, "a number between 0 and 1");
    }
}
