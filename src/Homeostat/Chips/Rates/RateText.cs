namespace Homeostat.Chips;

/// <summary>The equations of sigma-delta neurons: integer sums, the values of the circuit that follow from them, and messages of what has changed.</summary>
internal static class RateText
{
    /// <summary>The sum of what has arrived in an input, in whole numbers, and the value that it stands for.</summary>
    public static string Input(string name) => $"""
        dsigma_{name}/dt = (sum_{name} - sigma_{name})/dt : 1   # sum of all that has arrived
        sum_{name} = sigma_{name} + a_{name} : 1
        a_{name} : 1 (input)
        {name} = (sum_{name} + bias_{name})*unit_{name} : 1

        """;

    /// <summary>The messages that carry a value.</summary>
    /// <param name="name">The value.</param>
    /// <param name="activation">The value as a whole number, in parts of a message.</param>
    public static string Message(string name, string activation) => $"""
        act_next_{name} = {activation} : 1
        dact_{name}/dt = message_next_{name}*parts_{name}/dt : 1   # what the receivers know of
        change_{name} = act_next_{name} - act_{name} : 1
        message_next_{name} = floor(where(abs(change_{name}) >= parts_{name}, change_{name}, 0)/parts_{name}) : 1
        dmessage_{name}/dt = (message_next_{name} - message_{name})/dt : 1   # what is sent

        """;
}
