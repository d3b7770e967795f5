namespace Homeostat.Runs;

/// <summary>The way that a walk takes from one cause to another.</summary>
internal enum WalkPath
{
    /// <summary>A straight line.</summary>
    Linear,

    /// <summary>An arc, on which the length changes in proportion.</summary>
    Spherical,

    /// <summary>Over means of components of the memory.</summary>
    Mixture,
}

/// <summary>The settings of <c>homeostat dream</c>: the pictures and figures that are asked of a trained model.</summary>
internal sealed record DreamSettings
{
    /// <summary>The number of dreams.</summary>
    public required int Samples { get; init; }

    /// <summary>The memory from which causes are drawn.</summary>
    public required MemorySettings Memory { get; init; }

    /// <summary>The class of the dreams; null for all.</summary>
    public int? Class { get; init; }

    /// <summary>True to dream of every class, too, a row for each.</summary>
    public bool ByClass { get; init; }

    /// <summary>The two classes between whose images a walk leads; empty for none.</summary>
    public IReadOnlyList<int> Walk { get; init; } = [];

    /// <summary>The way of the walk.</summary>
    public WalkPath Path { get; init; }

    /// <summary>The part of test images that is hidden and completed.</summary>
    public CoveredPart Complete { get; init; }

    /// <summary>The fraction of the pixels of test images that are inverted and mended; null for none.</summary>
    public double? Denoise { get; init; }

    /// <summary>True to project the topmost units down to the image.</summary>
    public bool Fields { get; init; }

    /// <summary>True to measure the surprise of test images.</summary>
    public bool Surprise { get; init; }

    /// <summary>The number of causes drawn for the likelihood of test images; 0 to leave it out.</summary>
    public int Draws { get; init; }

    /// <summary>The number of test images whose likelihood is also estimated by annealed importance sampling; 0 to leave it out.</summary>
    public int Annealed { get; init; }

    /// <summary>The seed of the memory and of the dreams.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>The record of the settings and files to which a memory in the folder of a run was fitted. The memory is used as long as all of them are the same.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Checkpoint">The SHA-256 of the two files of the checkpoint, which hold the learner, the checksum of its data and its weights.</param>
/// <param name="Memory">The SHA-256 of the file of the memory.</param>
internal sealed record MemoryRecord(MemorySettings Settings, string Checkpoint, string Memory);
