using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The options of commands that can run a circuit on a crossbar.</summary>
internal sealed class CrossbarChoices
{
    private const string Crossbar = "crossbar";

    private readonly Option<string> _substrate = new("--substrate")
    {
        Description = "What carries the circuit out: cpu, or a crossbar on which weights are conductances", HelpName = $"cpu|{Crossbar}", DefaultValueFactory = _ => Substrate.Cpu.Name,
    };

    private readonly Option<string> _device = new("--device") { Description = "Make of the crossbar's cells", HelpName = string.Join('|', CrossbarDeviceCatalog.All.Names), DefaultValueFactory = _ => "pcm" };

    private readonly Option<ulong> _deviceSeed = new("--device-seed") { Description = "Seed of the individual device: two devices of one make differ in their cells", DefaultValueFactory = _ => 1 };

    private readonly Option<double> _range = Number("--weight-range", "Largest absolute weight that a pair of cells can hold", new CrossbarOptions().WeightRange);

    private readonly Option<double> _stuckOff = Number("--stuck-off", "Fraction of cells stuck at the lowest conductance", 0);

    private readonly Option<double> _stuckOn = Number("--stuck-on", "Fraction of cells stuck at the highest conductance", 0);

    private readonly Option<double> _inputWire = Number("--input-wire", "Resistance of a segment of an input line, in ohm", 0);

    private readonly Option<double> _outputWire = Number("--output-wire", "Resistance of a segment of an output line, in ohm", 0);

    private Option[] OfDevice => [_device, _deviceSeed, _range, _stuckOff, _stuckOn, _inputWire, _outputWire];

    /// <summary>Adds the options to a command; those of a crossbar are refused without one.</summary>
    public void AddTo(Command command)
    {
        command.Add(_substrate);
        Array.ForEach(OfDevice, command.Add);
        Choice.Require(_substrate, (string name) => name == Substrate.Cpu.Name || name == Crossbar, $"{Substrate.Cpu.Name} or {Crossbar}");
        Choice.Require(_device, (string name) => CrossbarDeviceCatalog.All.Names.Contains(name), string.Join(", ", CrossbarDeviceCatalog.All.Names));
        Choice.Check(command, result =>
        {
            if (result.GetValue(_substrate) != Crossbar)
            {
                Choice.Refuse(result, $"without --substrate {Crossbar}", OfDevice);
            }
        });
    }

    /// <summary>The settings of the crossbar; null for the processor.</summary>
    public CrossbarOptions? Settings(ParseResult parse)
    {
        if (parse.GetValue(_substrate) != Crossbar)
        {
            return null;
        }

        var settings = CrossbarOptions.Of(parse.GetValue(_device)!) with
        {
            DeviceSeed = parse.GetValue(_deviceSeed),
            WeightRange = parse.GetValue(_range),
            StuckOff = parse.GetValue(_stuckOff),
            StuckOn = parse.GetValue(_stuckOn),
            InputWire = parse.GetValue(_inputWire),
            OutputWire = parse.GetValue(_outputWire),
        };
        settings.Require();
        return settings;
    }

    private static Option<double> Number(string name, string description, double unlessGiven) => new(name) { Description = description, DefaultValueFactory = _ => unlessGiven };
}
