using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Homeostat.Equations;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat runs</c>: lists the runs of a folder, filtered, sorted and grouped by their settings and results.</summary>
internal static class RunsCommand
{
    private const int Shown = 40;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder of the runs", DefaultValueFactory = _ => RunFolder.Runs };
        var where = new Option<IReadOnlyList<RunFilter>?>("--where")
        {
            Description = "Only runs that fulfill the condition; repeat it for several: NAME=VALUE, or with != < <= > >=, or ~ for a part of a text",
            HelpName = "CONDITION",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var conditions = new List<RunFilter>();
                foreach (var token in result.Tokens)
                {
                    if (RunFilter.Parse(token.Value) is not { } condition)
                    {
                        result.AddError($"--where takes {RunFilter.Form}; '{token.Value}' was given. Quote conditions with < or >.");
                        return null;
                    }

                    conditions.Add(condition);
                }

                return conditions;
            },
        };
        var sort = new Option<string?>("--sort") { Description = "Sort by a setting, a result, or name, kind, title, started or state: the largest number first, texts from A to Z; the latest run first unless given", HelpName = "NAME" };
        var reverse = new Option<bool>("--reverse") { Description = "Turn the order around" };
        var by = Names("--by", "One line for all runs with the same value of a setting or field, such as model: the mean and standard deviation of each result");
        var columns = Names("--columns", "Settings and results to show in place of the first results");
        var limit = Choice.AtLeastOne("--limit", "Most runs to show; with --json all unless given", Shown);
        var json = new Option<bool>("--json") { Description = "Write one JSON object a line for each run or group, and nothing else" };
        var command = new ExampleCommand(
            "runs",
            "Lists the runs of a folder, and sorts, filters and groups them by their settings and results.",
            "homeostat runs",
            "homeostat runs --sort accuracy --where model=pc --where \"eta<0.01\"",
            "homeostat runs --by model,eta           # mean ± standard deviation over the seeds",
            "homeostat runs --where state!=done      # what was stopped, is running or damaged",
            "homeostat runs runs/sweep --columns eta,steps,accuracy",
            "homeostat runs --where tags=good --json > good.jsonl")
        {
            folder, where, sort, reverse, by, columns, limit, json,
        };
        command.SetAction(parse =>
        {
            using var registry = RunRegistry.Open(parse.GetValue(folder)!);
            registry.Update();
            var (conditions, common, shown, key) = (parse.GetValue(where) ?? [], Given(parse, by), Given(parse, columns), parse.GetValue(sort));
            int? most = parse.GetValue(json) && parse.GetResult(limit) is not { Implicit: false } ? null : parse.GetValue(limit);
            string[] named = [.. conditions.Select(condition => condition.Name), .. common ?? [], .. shown ?? [], .. key is null ? Array.Empty<string>() : [key]];
            RequireKnown(named, registry);
            var query = new RunQuery { Where = conditions, Sort = key, Reverse = parse.GetValue(reverse), Limit = common is null ? most : null, Settings = named };
            if (parse.GetValue(json) && common is null)
            {
                foreach (var line in registry.Json(query with { Settings = null }))
                {
                    terminal.Out.WriteLine(line);
                }

                return;
            }

            if (common is not null)
            {
                var groups = registry.Groups(query with { Settings = shown ?? [] }, common);
                if (parse.GetValue(json))
                {
                    WriteJson(terminal, groups.Take(most ?? int.MaxValue), common);
                }
                else
                {
                    RunTable.Show(terminal, [.. groups.Take(most ?? int.MaxValue)], common, shown);
                }

                return;
            }

            var runs = registry.Query(query);
            if (runs.Count > 0)
            {
                RunTable.Show(terminal, runs, shown);
            }

            var all = runs.Count < most ? runs.Count : registry.Count(conditions);
            terminal.Out.WriteLine(all == 0 ? $"No run of {parse.GetValue(folder)} fits. 'homeostat learn' starts one."
                : all > runs.Count ? $"{runs.Count} of {all} runs are shown. For more: --limit {all}"
                : $"{all} run{(all == 1 ? "" : "s")}.");
        });
        return command;
    }

    private static Option<string?> Names(string name, string description) => new(name) { Description = description, HelpName = "NAME,NAME,..." };

    private static string[]? Given(ParseResult parse, Option<string?> names) =>
        parse.GetValue(names)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A name that no run has is most likely spelled wrongly.
    private static void RequireKnown(string[] names, RunRegistry registry)
    {
        if (names.FirstOrDefault(name => !RunRecord.Fields.Contains(name) && !registry.Has(name)) is { } unknown && registry.Names() is var known && known.Count > RunRecord.Fields.Count)
        {
            throw new HomeostatException($"No run has a setting or result '{unknown}'. {Spelling.Suggest(unknown, known) ?? $"They have {string.Join(", ", known.Order(StringComparer.Ordinal))}."}");
        }
    }

    private static void WriteJson(Terminal terminal, IEnumerable<RunGroup> groups, string[] by)
    {
        foreach (var group in groups)
        {
            var line = new JsonObject();
            for (var n = 0; n < by.Length; n++)
            {
                line[by[n]] = group.Values[n] is { } value ? value.Number is { } number ? JsonValue.Create(number) : JsonValue.Create(value.Text) : null;
            }

            line["runs"] = group.Count;
            var results = new JsonObject();
            foreach (var name in RunResults.NamesOf([group]))
            {
                var numbers = group.Numbers(name);
                results[name] = new JsonObject { ["mean"] = numbers.Average(), ["sd"] = numbers.Count > 1 ? SampleSummary.Of(numbers).Deviation : null, ["runs"] = numbers.Count };
            }

            line["results"] = results;
            terminal.Out.WriteLine(line.ToJsonString(JsonSerializerOptions.Web));
        }
    }
}
