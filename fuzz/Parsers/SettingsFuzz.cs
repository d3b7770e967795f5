using System.Text;

namespace Homeostat.Fuzz;

/// <summary>The files of a run's folder, settings and events; and the values of settings as text.</summary>
internal sealed class SettingsFuzz() : FileFuzz(".json")
{
    private static readonly Setting[] Settings = [.. ModelCatalog.All.SelectMany(model => model.Settings)];

    private static readonly byte[] Intact =
        """{"run":"live","habitat":"thermostat","steps":100,"ablate":[],"knockOut":[],"seed":1}"""u8.ToArray();

    public override string Name => "settings";

    public override string Summary => "settings and events of runs, and values of settings as text";

    protected override IReadOnlyList<string> Words { get; } =
    [
        "\"run\":\"learn\"", "\"run\":\"live\"", "\"run\":\"simulate\"", "\"seed\":", "\"event\":", "\"threads\":", "\"settings\":{\"steps\":\"5\"}", "\"timeStep\":\"0.1 ms\"", "\"timeStep\":\"ms\"",
        "\"network\":\"cuba\"", "\"network\":\"none\"", "\"ablate\":[\"sensing\"]", "\"knockOut\":[null]", "\"layers\":[784,0]", "1e400", "{\"run\":",
    ];

    protected override void ReadFile(string path)
    {
        var folder = Directory.CreateDirectory($"{path}-run").FullName;
        File.Copy(path, Path.Combine(folder, "settings.json"), overwrite: true);
        File.Copy(path, Path.Combine(folder, "metrics.jsonl"), overwrite: true);
        Attempt(() => Use(RunFolder.Open(folder)));

        // The events are read by a folder whose settings are intact.
        File.WriteAllBytes(Path.Combine(folder, "settings.json"), Intact);
        Attempt(() => Use(RunFolder.Open(folder)));
        var text = File.ReadAllText(path);
        Attempt(() => Settings[text.Length % Settings.Length].Parse(text));
        Attempt(() => _ = Surgery.Parse(text));
    }

    protected override IEnumerable<byte[]> Sources() => new[]
    {
        """{"run":"learn","model":"pc","data":{"name":"digits","train":100,"test":10,"seed":1},"layers":[784,16,10],"epochs":2,"batch":20,"keepLast":true,"settings":{"steps":"4"},"compare":false,"seed":1,"threads":2}""",
        """{"run":"simulate","network":"cuba","seconds":0.3,"timeStep":"0.1 ms","double":true,"record":["cells.v[0,7]"],"seed":3}""",
        """{"run":"live","habitat":"thermostat","body":null,"niche":null,"steps":100,"seeds":3,"ablate":[],"knockOut":[{"part":"enzyme","age":5}],"seed":1}""",
        """{"event":"asked","settings":{"run":"live","habitat":"thermostat","steps":100,"ablate":[],"knockOut":[],"seed":1}}""" + "\n" + """{"event":"finished","run":"runs/x","seconds":1.5,"files":["a.png"]}""" + "\n",
        "steps: 20\nrate: 0.1\nactivation: tanh(z)\n",
        "0.05",
        "softplus(z)",
    }.Select(Encoding.UTF8.GetBytes);

    private static void Use(RunFolder folder)
    {
        _ = folder.Edited;
        switch (folder)
        {
            case RunFolder<LearnSettings> learn:
                learn.Settings.Require();
                _ = learn.Settings.LayersFor(784, 10);
                break;
            case RunFolder<SimulateSettings> simulate:
                _ = simulate.Settings.Load();
                _ = simulate.Settings.Record.Sum(variable => variable.Length);
                break;
            case RunFolder<LiveSettings> live:
                _ = live.Settings.Find();
                _ = live.Settings.Individual();
                _ = live.Settings.KnockOut.Sum(surgery => surgery.Part.Length);
                break;
        }

        _ = folder.Events();
    }
}
