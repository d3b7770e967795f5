namespace Homeostat;

/// <summary>The checks that a body is valid and fits a niche.</summary>
internal static class BodyCheck
{
    /// <summary>The name of the channel by which a mortal senses its own energy.</summary>
    public const string Energy = "energy";

    public static void Check(Body body, Niche niche)
    {
        body.Costs.Check(body.Name);
        CheckClocks(body);
        body.Device.Check(body.Name);
        if (body.PrecariousMargin is not (>= 0 and <= 1) || body.Reserve is not (>= 0 and < double.PositiveInfinity))
        {
            throw new HomeostatException(
                $"The life of body '{body.Name}' is precarious within a fraction of {body.PrecariousMargin} of a limit and below {body.Reserve} J; give a fraction "
                + $"from 0 to 1 and an energy of 0 or more.");
        }

        CheckParts(body);
        CheckBoundary(body);
        foreach (var port in body.Senses)
        {
            CheckPort($"Body '{body.Name}'", body.Circuit, port, [.. niche.Sensors, Energy, .. body.Parts.Select(p => p.Name)], "senses", "sensors");
        }

        foreach (var port in body.Acts)
        {
            CheckPort($"Body '{body.Name}'", body.Circuit, port, niche.Effectors, "acts by", "effectors");
        }

        var done = body.Acts.SelectMany(p => p.Channels).ToArray();
        if (niche.Effectors.FirstOrDefault(e => done.Count(d => d == e) != 1) is { } effector)
        {
            throw new HomeostatException(
                $"The effector '{effector}' of the niche is used {done.Count(d => d == effector)} times by body '{body.Name}'; use it once.");
        }

        foreach (var variable in body.Essential)
        {
            variable.Check(body.Name);
            if (!niche.States.Contains(variable.Name) && body.Parts.All(p => p.Name != variable.Name))
            {
                throw new HomeostatException(
                    $"The essential variable '{variable.Name}' of body '{body.Name}' is neither a state of the niche "
                    + $"({string.Join(", ", niche.States)}) nor a part ({string.Join(", ", body.Parts.Select(p => p.Name).DefaultIfEmpty("none"))}).");
            }
        }

        if (niche.Values.Length != niche.States.Count)
        {
            throw new HomeostatException($"The niche names {niche.States.Count} states and has {niche.Values.Length} values; make the two numbers equal.");
        }
    }

    private static void CheckParts(Body body)
    {
        var network = new Autopoiesis(body.Parts);
        if (network.Foreign is [var foreign, ..])
        {
            throw new HomeostatException(
                $"A part of body '{body.Name}' is made by '{foreign}', which is not a part of the body; the parts are "
                + $"{string.Join(", ", body.Parts.Select(p => p.Name).DefaultIfEmpty("none"))}.");
        }

        // The equations of a part (PartNetwork) define variables with these endings.
        if (body.Parts.FirstOrDefault(p => p.Name.EndsWith("_built", StringComparison.Ordinal) || p.Name.EndsWith("_repair", StringComparison.Ordinal)) is { } taken)
        {
            throw new HomeostatException(
                $"A part of body '{body.Name}' is called '{taken.Name}'; names that end in _built or _repair are used for the equations of the parts. Choose another name.");
        }

        foreach (var name in body.Acts.Select(p => p.Part).Append(body.Intake).OfType<string>())
        {
            if (body.Parts.All(p => p.Name != name))
            {
                throw new HomeostatException($"A port or the intake of body '{body.Name}' uses the part '{name}', which the body does not have. Add the part or correct the name.");
            }
        }
    }

    private static void CheckClocks(Body body)
    {
        body.Clocks.Check(body.Name);
        if (body.Selection is { } selection && selection.Every < body.Clocks.Learning)
        {
            throw new HomeostatException(
                $"Body '{body.Name}' selects every {selection.Every} steps and learns every {body.Clocks.Learning}: the structure would be judged before any "
                + $"synapse has learned. Make selection the slowest clock.");
        }
    }

    private static void CheckBoundary(Body body)
    {
        var (sensory, active, inside) = body.Boundary;
        if (sensory.Count == 0 || active.Count == 0 || inside.Count == 0)
        {
            throw new HomeostatException(
                $"Body '{body.Name}' has {sensory.Count} sensory, {active.Count} active and {inside.Count} internal populations; a boundary needs at "
                + $"least one population of each kind.");
        }

        if (sensory.Intersect(active).FirstOrDefault() is { } both)
        {
            throw new HomeostatException(
                $"The population '{both}' of body '{body.Name}' both senses and acts, so that it does not separate the inside from the niche. Use two populations.");
        }
    }

    internal static void CheckPort(string owner, Circuit circuit, Port port, IReadOnlyList<string> channels, string does, string what)
    {
        var size = circuit[port.Population].Size;
        if (port.Channels.Count != size)
        {
            throw new HomeostatException(
                $"{owner} {does} '{port.Variable}', which has {size} units, but {port.Channels.Count} channels are given; give one channel for each unit.");
        }

        if (port.Channels.FirstOrDefault(c => !channels.Contains(c)) is { } unknown)
        {
            throw new HomeostatException(
                $"{owner} {does} '{unknown}', which is not there. The {what} are: {string.Join(", ", channels)}.");
        }
    }
}
