namespace Homeostat;

/// <content>The body that acts by a reflex arc.</content>
public static partial class Thermostat
{
    /// <summary>
    /// Creates a thermostat that acts by a reflex arc, with the same skin, heater, essential variables, costs and parts as the other bodies. It predicts
    /// that its skin has the temperature of the set point, and its action makes the prediction true. It does not learn and does not anticipate. Its
    /// precisions are the gains of a controller (<see cref="ReflexArc"/>).
    /// </summary>
    /// <param name="room">The room that the body will live in.</param>
    /// <param name="reflex">The reflex arc; its set point is 21 °C and its precisions are 0.02, 0.3 and 0.1 unless given. Its limit is set to the heater's power.</param>
    public static Body Reflex(Room room, ReflexArc? reflex = null)
    {
        ArgumentNullException.ThrowIfNull(room);
        reflex = (reflex ?? new ReflexArc { SetPoint = 21, Precisions = [0.02, 0.3, 0.1] }) with { Limit = 1 };
        var circuit = new Circuit("reflex", 1 * Units.Second)
        {
            new Population("skin", 1, Skin),
            reflex.Create("reflex"),
            new Population("heater", 1, "power : 1 (input)"),
            new Projection("skin", "reflex", "y_post = warmth_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("reflex", "heater", "power_post = clip(action_pre, -1, 1) : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        return Living("reflex", circuit, room, new ThermostatOptions { SetPoint = reflex.SetPoint });
    }
}
