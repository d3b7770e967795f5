using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Homeostat.Cli;

/// <summary>The view of a life on a terminal: essential variables against their ranges, energy, free energy, actions and events.</summary>
internal sealed class LifeView(string who, long steps)
{
    private const int Width = 33, Past = 40, Lines = 6;
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(70);

    private readonly Queue<string> _events = new();
    private readonly Queue<double> _energy = new(), _freeEnergy = new();
    private long _last;

    /// <summary>The action that draws a new frame.</summary>
    public Action<IRenderable> Changed { get; set; } = _ => { };

    /// <summary>The frame that is drawn before the first step.</summary>
    public IRenderable Drawn { get; } = new Text("");

    /// <summary>Whether the next frame is to be drawn, because the last one has been shown for its full time.</summary>
    public bool IsDue => _last == 0 || Stopwatch.GetElapsedTime(_last) > Frame;

    public void Note(Happened e)
    {
        if (e.Kind == "viability")
        {
            return;
        }

        _events.Enqueue(string.Create(C, $"{e.Age,7}  {e.Text}"));
        if (_events.Count > Lines)
        {
            _events.Dequeue();
        }
    }

    public void Show(Lived e)
    {
        _last = Stopwatch.GetTimestamp();
        Keep(_energy, e.Energy);
        Keep(_freeEnergy, e.FreeEnergy);
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumns("", "", "");
        foreach (var value in e.Essential)
        {
            table.AddRow(
                new Text(value.Name), new Markup(Gauge(value)), new Text(string.Create(C, $"{value.Value:0.0}, lives from {value.Low:G4} to {value.High:G4}")));
        }

        table.AddRow(new Text("energy"), new Markup($"[yellow]{Curve(_energy)}[/]"), new Text(string.Create(C, $"{e.Energy:0.0} J")));
        table.AddRow(new Text("free energy"), new Markup($"[blue]{Curve(_freeEnergy)}[/]"), new Text(string.Create(C, $"{e.FreeEnergy:0.00} nats, {e.Synapses} synapses")));
        if (e.Parts.Count > 0)
        {
            table.AddRow(new Text("parts"), new Text(string.Join(", ", e.Parts.Select(p => string.Create(C, $"{p.Key} {100 * p.Value:0} %")))), new Text(""));
        }

        var color = e.Viability switch { Viability.Viable => "green", Viability.Precarious => "yellow", _ => "red" };
        var rows = new Rows([table, new Text(""), new Text(e.Account), new Text(""), .. _events.Select(line => new Text(line, new Style(Color.Grey)))]);
        Changed(new Panel(rows)
        {
            Header = new PanelHeader(string.Create(C, $" {Markup.Escape(who)}  age {e.Age:N0} of {steps:N0}  [{color}]{Words.Spell(e.Viability)}[/] ")),
            Border = BoxBorder.Rounded,
            Expand = true,
        });
    }

    private static void Keep(Queue<double> past, double value)
    {
        past.Enqueue(value);
        if (past.Count > Past)
        {
            past.Dequeue();
        }
    }

    // Where a value is between the limits of life; '·' is where it is preferred.
    private static string Gauge(EssentialValue value)
    {
        var marks = Enumerable.Repeat('─', Width).ToArray();
        marks[At(value.SetPoint)] = '·';
        marks[At(value.Value)] = '●';
        var margin = Math.Min(value.Value - value.Low, value.High - value.Value) / (value.High - value.Low);
        return $"├[{(margin > 0.1 ? "green" : margin > 0 ? "yellow" : "red")}]{new string(marks)}[/]┤";

        int At(double x) => (int)Math.Clamp(Math.Round((x - value.Low) / (value.High - value.Low) * (Width - 1)), 0, Width - 1);
    }

    private static string Curve(IReadOnlyCollection<double> values)
    {
        const string Heights = "▁▂▃▄▅▆▇█";
        var (low, high) = (Math.Min(0, values.Min()), values.Max());
        return string.Concat(values.Select(v => Heights[high > low ? (int)((v - low) / (high - low) * (Heights.Length - 1)) : 0]));
    }
}
