using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Makers of options that several commands share, and checks of what they are given.</summary>
internal static class Choice
{
    /// <summary>An option whose values are those of an enumeration, spelled <c>even-odd</c>.</summary>
    public static Option<T> Of<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(Words.Spell, v => v);
        var option = new Option<T>(name)
        {
            Description = $"{description} [default: {Words.Spell(default(T))}]",
            HelpName = string.Join('|', names.Keys),
            CustomParser = result =>
            {
                if (names.TryGetValue(result.Tokens[0].Value, out var value))
                {
                    return value;
                }

                result.AddError($"{name} takes {string.Join(", ", names.Keys)}; '{result.Tokens[0].Value}' was given.");
                return default;
            },
        };
        option.CompletionSources.Add([.. names.Keys]);
        return option;
    }

    /// <summary>The option <c>--layers</c>: the sizes of the layers with commas between them, the input first.</summary>
    public static Option<int[]?> Layers() => new("--layers")
    {
        Description = "Sizes of the layers, the input first, with commas between them",
        HelpName = "N,N,...",
        CustomParser = result =>
        {
            var words = result.Tokens[0].Value.Split(',');
            var sizes = words.Select(w => int.TryParse(w, out var n) && n > 0 ? n : 0).ToArray();
            if (sizes.All(n => n > 0))
            {
                return sizes;
            }

            result.AddError($"--layers takes sizes of 1 or more, such as 784,256,256,10; '{result.Tokens[0].Value}' was given.");
            return null;
        },
    };

    /// <summary>The sizes of the layers that were given; null if none were, which the parser tells by an empty list.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="layers">The option <c>--layers</c>.</param>
    public static int[]? LayersOf(ParseResult parse, Option<int[]?> layers) => parse.GetValue(layers) is { Length: > 0 } sizes ? sizes : null;

    /// <summary>The option <c>--data</c>: the data set.</summary>
    /// <param name="purpose">What the data are for.</param>
    public static Option<string> Data(string purpose = "What to learn from:")
    {
        var data = new Option<string>("--data")
        {
            Description = $"{purpose} a name from 'homeostat data list', a folder of IDX files, or one with a folder of PNG images for each class", HelpName = "NAME|PATH", DefaultValueFactory = _ => DataCatalog.Embedded,
        };
        data.CompletionSources.Add([.. DataCatalog.Names]);
        return data;
    }

    /// <summary>The option <c>--batch</c>: the number of samples in a batch.</summary>
    public static Option<int> Batch() => AtLeastOne("--batch", "Samples in a batch", 100);

    /// <summary>The option <c>--episodes</c>: a memory that keeps every cause.</summary>
    public static Option<double?> Episodes()
    {
        var episodes = new Option<double?>("--episodes")
        {
            Description = "Remember every cause with a kernel of this width around it, such as 0.3 of the spread of all, in place of a mixture", HelpName = "WIDTH",
        };
        Require(episodes, (double width) => width > 0 && double.IsFinite(width), "a width above 0");
        return episodes;
    }

    /// <summary>The option <c>--jobs</c>: the number of trials at once.</summary>
    public static Option<int> Jobs() => AtLeastOne("--jobs", "Trials at once, each a process with one thread", Environment.ProcessorCount);

    /// <summary>An option that takes a whole number from 1 on.</summary>
    public static Option<int> AtLeastOne(string name, string description, int unlessGiven)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => unlessGiven };
        Require(option, (int n) => n >= 1, "1 or more");
        return option;
    }

    /// <summary>An option that takes several values of an enumeration, with commas between them or repeated.</summary>
    public static Option<IReadOnlyList<T>?> Several<T>(string name, string description, T none)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().Where(v => !v.Equals(none)).ToDictionary(Words.Spell, v => v);
        return List<T>(name, description, string.Join('|', names.Keys), word => names.TryGetValue(word, out var value) ? value : null);
    }

    /// <summary>The option <c>--knock-out</c>: the parts that are taken away, each with the age in steps at which that happens.</summary>
    public static Option<IReadOnlyList<Surgery>?> KnockOut() =>
        List<Surgery>("--knock-out", "Remove a part of the body for good when the life reaches an age, in steps", "PART@AGE", Surgery.Parse);

    /// <summary>An option that takes several numbers from 0 to 1, with commas between them or repeated.</summary>
    public static Option<IReadOnlyList<double>?> Fractions(string name, string description) => List<double>(
        name, description, "numbers from 0 to 1 such as 0.1,0.5",
        word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null);

    /// <summary>An option that takes several names, with commas between them or repeated.</summary>
    public static Option<IReadOnlyList<string>?> Names(string name, string description, string form) => List<string>(name, description, form, word => word.Length > 0 ? word : null);

    private static Option<IReadOnlyList<T>?> List<T>(string name, string description, string form, Func<string, object?> read)
    {
        var option = new Option<IReadOnlyList<T>?>(name)
        {
            Description = description,
            HelpName = form,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var values = new List<T>();
                foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',')))
                {
                    if (read(word) is not T value)
                    {
                        result.AddError($"{name} takes {form}; '{word}' was given.");
                        return null;
                    }

                    values.Add(value);
                }

                return values;
            },
        };
        return option;
    }

    /// <summary>The option <c>--save-every</c>: the time between two saves.</summary>
    public static Option<double> SaveEvery()
    {
        var every = new Option<double>("--save-every") { Description = "Save after so many seconds, again and again, so that a process that is killed loses no more; 0 saves at the end only", HelpName = "SECONDS", DefaultValueFactory = _ => Autosave.UsualSeconds };
        Require(every, (double seconds) => seconds >= 0 && double.IsFinite(seconds), "0 or more");
        return every;
    }

    /// <summary>The option <c>--threads</c>: the number of threads.</summary>
    public static Option<int?> Threads()
    {
        var threads = new Option<int?>("--threads") { Description = "Threads; all processors unless given. Results do not depend on it" };
        Require(threads, (int n) => n is >= 1 and <= 1024, "a number from 1 to 1024");
        return threads;
    }

    /// <summary>Adds a check that refuses values out of range. Text that is no number has a message of its own.</summary>
    public static void Require<T>(Option option, Func<T, bool> isRight, string expected)
        where T : IParsable<T> => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !isRight(value))
        {
            result.AddError($"{option.Name} takes {expected}; {value} was given.");
        }
    });

    /// <summary>Checks options against each other. An option whose value cannot be read has a message of its own and ends the check.</summary>
    public static void Check(Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // That is how the value of an option with errors answers.
        }
    });

    /// <summary>Refuses options that would change nothing.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="why">When the options do nothing, such as <c>without --seeds</c>.</param>
    /// <param name="options">The options; those that were not given are passed over.</param>
    public static void Refuse(CommandResult result, string why, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                result.AddError($"{option.Name} does nothing {why}; leave it out.");
            }
        }
    }
}
