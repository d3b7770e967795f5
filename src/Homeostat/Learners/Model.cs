namespace Homeostat;

/// <summary>A ready-made learner of the catalog, with its own record of settings.</summary>
public sealed class Model : ICatalogEntry
{
    private readonly Func<IReadOnlyList<int>, object, Learner> _create;
    private int _causes;

    private Model(string name, string description, string source, object defaults, Func<IReadOnlyList<int>, object, Learner> create) =>
        (Name, Description, Source, Defaults, _create) = (name, description, source, defaults, create);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string Source { get; }

    /// <summary>The family of credit assignment that the model belongs to.</summary>
    public CreditAssignment Family { get; private init; }

    /// <summary>The record of default settings.</summary>
    public object Defaults { get; }

    /// <summary>Whether the model classifies: then its last layer has one unit for each class. Other models explain images by hidden causes.</summary>
    public bool Classifies { get; private init; } = true;

    /// <summary>The sizes of the layers of an example of the model, for images of 28×28 pixels and ten classes.</summary>
    internal IReadOnlyList<int> ExampleLayers => LayersOf(Classifies ? [784, 256, 256, 10] : [784, 128, 10]);

    /// <summary>True for a model of sequences, whose samples are time points × inputs.</summary>
    public bool TakesSequences => Defaults is SequenceOptions;

    /// <summary>
    /// Chooses the layers that suit the model from those of a network that classifies: all of them if the model classifies, otherwise the input and as many
    /// hidden layers as the model can have. A model of sequences has one hidden layer, and its inputs are those of a time point, of as many as its default settings have.
    /// </summary>
    /// <param name="layers">The number of units in each layer, the input layer first and the classes last.</param>
    public IReadOnlyList<int> LayersOf(params IReadOnlyList<int> layers) => Defaults is SequenceOptions { Times: var times } ? [Math.Max(1, layers[0] / times), layers[1], layers[^1]]
        : Classifies ? layers : [.. layers.SkipLast(1).Take(1), .. layers.SkipLast(1).Skip(1).Take(_causes)];

    /// <summary>The descriptions of the model's settings.</summary>
    public IReadOnlyList<Setting> Settings => Setting.Of(Defaults);

    /// <summary>Creates the description of a model.</summary>
    /// <typeparam name="T">The record of the model's settings, whose properties have a <see cref="SettingAttribute"/>.</typeparam>
    /// <param name="name">The name of the model in the catalog.</param>
    /// <param name="family">The family of credit assignment that the model belongs to.</param>
    /// <param name="description">A description of the model in one line.</param>
    /// <param name="source">The reference of the paper that the model follows.</param>
    /// <param name="defaults">The default settings.</param>
    /// <param name="create">The function that builds the learner from the layer sizes, input first, and the settings.</param>
    /// <param name="classifies">Whether the last layer has one unit for each class.</param>
    /// <param name="causes">The largest number of layers after the input, of a model that does not classify.</param>
    public static Model Of<T>(
        string name,
        CreditAssignment family,
        string description,
        string source,
        T defaults,
        Func<IReadOnlyList<int>, T, Learner> create,
        bool classifies = true,
        int causes = int.MaxValue)
        where T : class =>
        new(name, description, source, defaults, (layers, settings) => settings is T own ? create(layers, own) : throw new HomeostatException(
            $"The model '{name}' takes {typeof(T).Name}; {settings.GetType().Name} was given."))
        { Family = family, Classifies = classifies, _causes = causes };

    /// <summary>Creates a copy of the default settings with some values changed.</summary>
    /// <param name="values">The new values as text, by the names of the settings.</param>
    /// <exception cref="HomeostatException">The model has no setting of a given name, or a value is not valid for its setting.</exception>
    public object Configure(IReadOnlyDictionary<string, string> values) => Setting.With(Defaults, values, $"the model '{Name}'");

    /// <summary>Creates a learner of this model.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="settings">The model's own record of settings; <see cref="Defaults"/> if null.</param>
    /// <exception cref="HomeostatException">The layers or the settings do not fit the model.</exception>
    public Learner Create(IReadOnlyList<int> layers, object? settings = null) => _create(layers, settings ?? Defaults);
}
