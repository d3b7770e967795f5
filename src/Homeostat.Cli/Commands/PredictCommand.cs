using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Homeostat.Cli;

/// <summary>The command <c>homeostat predict</c>: answers of a trained model to new data, without the data it was trained on.</summary>
internal static class PredictCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "Folder of the run, or its name within runs/; the latest there unless given", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<string>("--data") { Description = "New samples: a CSV file with the columns of the training table, an .npz file with one array [samples × inputs] or [samples × time × inputs], a folder of PNG images, or images with classes by a name from 'homeostat data list' or a folder (their test part)", HelpName = "NAME|PATH", Required = true };
        var what = Choice.Of<PredictedValues>("--values", "What is written: the most probable class or the number, the probability of each class, the features (causes), or the reconstruction");
        var output = new Option<string>("--out") { Description = "File to write: .csv, or .npz for NumPy", HelpName = "FILE", DefaultValueFactory = _ => "predictions.csv" };
        var command = new ExampleCommand(
            "predict",
            "Answers to new data by a trained model. The training data are not needed.",
            "homeostat predict runs/iris --data new.csv",
            "homeostat predict runs/iris --data new.csv --values probabilities --out probabilities.csv",
            "homeostat predict runs/mnist --data mnist --values features --out features.npz")
        {
            run, data, what, output,
        };
        Choice.Check(command, result =>
        {
            if (result.GetValue(output) is { } name && !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError($"--out takes the name of a file that ends with .csv or .npz; '{name}' was given.");
            }
        });
        command.SetAction(parse =>
        {
            using var folder = RunFolder.Open(parse.GetValue(run));
            if (folder is not RunFolder<LearnSettings> learned)
            {
                throw new HomeostatException($"{folder.Path}: this run has learned nothing that answers. Train a model: homeostat learn");
            }

            using var model = TrainedModel.Load(folder.Path);
            var files = ImageFolder.Files(parse.GetValue(data)!);
            var samples = Samples(model, parse.GetValue(data)!, files, learned.Settings, terminal);
            var prediction = parse.GetValue(what) is PredictedValues.Answers or PredictedValues.Probabilities ? model.Predict(samples) : null;
            var (names, values, classes) = Values(model, samples, parse.GetValue(what), prediction);
            var path = parse.GetValue(output)!;
            Write(path, names, values, classes, files);
            terminal.Out.WriteLine(Text($"{samples.Count} samples: {string.Join(", ", names.Take(4))}{(names.Length > 4 ? Text($", ... ({names.Length} columns)") : "")} in {path}."));
            TellAgreement(prediction, samples, terminal);
            return CommandLine.Success;
        });
        return command;
    }

    private static DataPart Samples(TrainedModel model, string data, string[] files, LearnSettings settings, Terminal terminal)
    {
        if (DataReference.IsTableName(data))
        {
            return model.PartOf(DataTable.Read(data));
        }

        if (data.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            return Npz.Read(data).ToArray() is [var (name, array)]
                ? new DataPart { [DataSource.Image] = ArrayData.Inputs(data, name, array) }
                : throw new HomeostatException($"{data}: one array of samples × inputs was expected. Write it by numpy.savez(file, x=array).");
        }

        // Images are treated as those of the training were; the standardization is that of the training images.
        var form = model.Schema?.Images ?? throw new HomeostatException($"{data}: the model was not trained on images. Give it a CSV file, or an .npz file with an array of its inputs.");
        if (files.Length > 0)
        {
            var shown = ImageFolder.Read(files, form);
            shown = settings.Data.Binarize == Binarization.None ? shown : shown.Binarized(settings.Data.Binarize, settings.Data.Seed);
            return new DataPart { [DataSource.Image] = PartOf(shown.As(form), model)[DataSource.Image] };
        }

        // Of folders of classes all images are taken, unless there are some for testing.
        var isUndivided = ImageFolder.IsAt(data) && !Directory.Exists(Path.Combine(data, "test"));
        var set = isUndivided ? ImageFolder.Read(data, settings.Data.Side, test: 0, settings.Data.Seed, settings.Data.Color) : new DataReference(data) { Side = settings.Data.Side, Color = settings.Data.Color }.Load(cancellation: terminal.Stop);
        var images = isUndivided ? set.Train : set.Test;
        var part = PartOf((settings.Data.Binarize == Binarization.None ? images : images.Binarized(settings.Data.Binarize, settings.Data.Seed + 1)).As(form), model);

        // Right answers are only those of the same classes.
        return (set.ClassNames ?? []).SequenceEqual(form.ClassNames ?? []) ? part : new DataPart { [DataSource.Image] = part[DataSource.Image] };
    }

    private static DataPart PartOf(LabeledImages images, TrainedModel model) => model.Schema?.Sequence is null ? DataPart.Of(images) : DataPart.OfRows(images);

    private static (string[] Names, double[,] Values, string[]? Classes) Values(TrainedModel model, DataPart samples, PredictedValues what, Prediction? prediction)
    {
        if (prediction is null)
        {
            var (columns, found) = what == PredictedValues.Features ? Numbered("feature", model.Features(samples)) : Numbered("input", model.Reconstruct(samples));
            return (columns, found, null);
        }

        var (target, names) = (model.Schema?.Target, prediction.ClassNames);
        if (target is { Classes: null })
        {
            var (columns, numbers) = Numbered(target.Name, prediction.Values());
            return what == PredictedValues.Answers ? (columns.Length == 1 ? [target.Name] : columns, numbers, null) : throw new HomeostatException(
                "The model predicts numbers and no classes, so there are no probabilities. Ask for answers.");
        }

        if (what == PredictedValues.Probabilities)
        {
            var (numbered, chances) = Numbered("class", prediction.Probabilities());
            return (names is null ? numbered : [.. names.Select(name => $"p({name})")], chances, null);
        }

        var classes = prediction.Classes();
        var column = new double[classes.Length, 1];
        for (var n = 0; n < classes.Length; n++)
        {
            column[n, 0] = classes[n];
        }

        return ([target?.Name ?? "class"], column, names is null ? null : [.. classes.Select(c => names[c])]);
    }

    private static (string[] Names, double[,] Values) Numbered(string name, double[,] values) =>
        ([.. Enumerable.Range(0, values.GetLength(1)).Select(n => Text($"{name}{n}"))], values);

    private static void Write(string path, string[] names, double[,] values, string[]? classes, string[] files)
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            Npz.Write(path, [KeyValuePair.Create("predictions", NpyArray.Of<double>([.. values.Cast<double>()], values.GetLength(0), values.GetLength(1)))]);
            return;
        }

        var text = new StringBuilder(string.Join(',', (files.Length > 0 ? names.Prepend("file") : names).Select(Words.Cell))).Append('\n');
        for (var row = 0; row < values.GetLength(0); row++)
        {
            text.Append(files.Length > 0 ? Words.Cell(Path.GetFileName(files[row])) + "," : "").Append(classes is not null ? Words.Cell(classes[row]) : string.Join(',', values.Row(row).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))).Append('\n');
        }

        AtomicFile.Write(path, text.ToString());
    }

    // Where the new data have right answers, the command says how many answers are right.
    private static void TellAgreement(Prediction? prediction, DataPart samples, Terminal terminal)
    {
        if (prediction is not null && samples.Find(DataSource.Label) is { Classes: not null } truth)
        {
            var labels = truth.Labels.ToArray();
            var right = prediction.Classes().Zip(labels).Count(pair => pair.First == pair.Second);
            terminal.Out.WriteLine(Text($"{right} of {labels.Length} answers are those in the data, {100.0 * right / labels.Length:0.00} %."));
        }
    }


    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The values that <c>homeostat predict</c> writes.</summary>
internal enum PredictedValues
{
    /// <summary>The most probable class, or the number.</summary>
    Answers,

    /// <summary>The probability of each class.</summary>
    Probabilities,

    /// <summary>The features, such as the causes that a generative model finds.</summary>
    Features,

    /// <summary>The samples as the model expects them.</summary>
    Reconstruction,
}
