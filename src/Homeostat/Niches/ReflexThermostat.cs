namespace Homeostat;

/// <content>A body that acts by reflex.</content>
public static partial class Thermostat
{
    /// <summary>
    /// A thermostat that acts by reflex: the same skin, heater, needs, costs and parts as the others. It expects to feel its set point, and makes it so;
    /// it learns nothing and foresees nothing. Its precisions are the gains of a controller (<see cref="ReflexArc"/>).
    /// </summary>
    /// <param name="room">Where it is to live.</param>
    /// <param name="reflex">How it acts; precisions .02, .3 and .1 around 21 °C unless given. What can be done is limited to the heater's power.</param>
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
