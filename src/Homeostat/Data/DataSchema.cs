using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>
/// How the numbers that a learner receives were made, kept with a trained model, so that new data can be treated as the training data were.
/// </summary>
public sealed record DataSchema
{
    /// <summary>The columns of the table from which the inputs come, in their order; null for images and arrays.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InputColumn>? Inputs { get; init; }

    /// <summary>The column of the right answers; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TargetColumn? Target { get; init; }

    /// <summary>Whether a missing number becomes the mean of its column, and a missing word none of the words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FillsMissing { get; init; }

    /// <summary>The size of images and the two numbers by which their pixels were standardized; null for data that are no images.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageForm? Images { get; init; }

    /// <summary>The form of sequences; null for samples without a time axis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SequenceForm? Sequence { get; init; }

    /// <summary>The names of the classes; null where classes are only numbered.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? ClassNames => Target?.Classes ?? Images?.ClassNames;
}

/// <summary>An input column of a table. A number becomes one input, (x − mean)/deviation; a word becomes an input for each word that the training rows have, 1 for this word and 0 for the others.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Mean">The mean over the training rows.</param>
/// <param name="Deviation">The standard deviation over the training rows.</param>
/// <param name="Words">The words of the training rows; null for a column of numbers.</param>
public sealed record InputColumn(string Name, double Mean, double Deviation, IReadOnlyList<string>? Words)
{
    /// <summary>The number of inputs.</summary>
    [JsonIgnore]
    public int Units => Words?.Count ?? 1;
}

/// <summary>The column of the right answers.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Mean">The mean over the training rows; 0 for classes.</param>
/// <param name="Deviation">The standard deviation over the training rows; 1 for classes.</param>
/// <param name="Classes">The names of the classes; null for numbers, which learners see as (x − mean)/deviation.</param>
public sealed record TargetColumn(string Name, double Mean, double Deviation, IReadOnlyList<string>? Classes)
{
    /// <summary>The number in the unit of the column that a learner's number stands for.</summary>
    internal double InItsUnit(double standardized) => (standardized * Deviation) + Mean;
}

/// <summary>The form of sequences.</summary>
/// <param name="Times">The number of time points of each.</param>
/// <param name="Inputs">The number of inputs at each time point.</param>
/// <param name="Column">The column of a table that names the sequence of each row; null for sequences that come from elsewhere.</param>
/// <param name="Follows">Whether a table has a right answer for each time point, and not one for each sequence.</param>
public sealed record SequenceForm(int Times, int Inputs, string? Column = null, bool Follows = false)
{
    /// <summary>The form of samples; null if they have no time axis.</summary>
    internal static SequenceForm? Of(DataArray samples) => samples.Shape is [var times, var inputs] ? new SequenceForm(times, inputs) : null;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Times} time points with {Inputs} {(Inputs == 1 ? "input" : "inputs")} each");
}

/// <summary>The form of images.</summary>
/// <param name="Width">The number of pixels in a row.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Mean">The number subtracted from pixels between 0 and 1.</param>
/// <param name="Deviation">The number by which they are then divided.</param>
/// <param name="ClassNames">The names of the classes; null where they are only numbered.</param>
/// <param name="Channels">The number of values of a pixel: 1 for gray images, 3 for red, green and blue.</param>
public sealed record ImageForm(int Width, int Height, double Mean, double Deviation, IReadOnlyList<string>? ClassNames, int Channels = 1)
{
    /// <summary>A form in words, such as <c>28×28 pixels in colors</c>.</summary>
    internal static string Describe(int width, int height, int channels) => $"{width}×{height} pixels{(channels == 1 ? "" : channels == 3 ? " in colors" : $" of {channels} values each")}";
}
