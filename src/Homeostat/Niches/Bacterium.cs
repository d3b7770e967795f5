using System.Globalization;

namespace Homeostat;

/// <summary>
/// Bodies of cells that find food by run and tumble in an <see cref="AttractantField"/>. Binding of attractant changes the activity of the
/// receptors, and methylation slowly returns the activity to its resting value (integral feedback; Barkai and Leibler 1997; Yi, Huang, Simon and
/// Doyle 2000). The activity therefore tells the cell whether the concentration is higher or lower than a few seconds ago, and the cell tumbles
/// less often while the concentration rises.
/// </summary>
public static class Bacterium
{
    /// <summary>Creates the body of a cell.</summary>
    /// <param name="field">The field that the cell will live in. The cell starts adapted to the concentration at its start.</param>
    /// <param name="options">The constants of the cell.</param>
    /// <param name="name">The name of the body.</param>
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
                ligand : 1                                                            # concentration, in μM
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

    /// <summary>Creates a control: the same cell with receptors that do not sense the attractant, so that its rate of tumbles does not depend on the concentration.</summary>
    public static Body Blind(AttractantField field) => Create(field, new BacteriumOptions { Sensitivity = 0 }, "blind");

    /// <summary>Creates a control: the same cell without methylation. It senses the concentration, but not whether the concentration rises or falls.</summary>
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
