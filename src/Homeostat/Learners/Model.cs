namespace Homeostat;

/// <summary>A ready-made learner with settings of its own.</summary>
public sealed class Model : ICatalogEntry
{
    private readonly Func<IReadOnlyList<int>, object, Learner> _create;

    private Model(string name, string description, string source, object defaults, Func<IReadOnlyList<int>, object, Learner> create) =>
        (Name, Description, Source, Defaults, _create) = (name, description, source, defaults, create);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string Source { get; }

    /// <summary>The record of settings it is run with unless others are given.</summary>
    public object Defaults { get; }

    /// <summary>Whether it classifies, so that its last layer has a unit a class; the others explain images by causes.</summary>
    public bool Classifies { get; private init; } = true;

    /// <summary>The description of its settings.</summary>
    public IReadOnlyList<Setting> Settings => Setting.Of(Defaults);

    /// <summary>Describes a model.</summary>
    /// <typeparam name="T">Its record of settings, whose properties have a <see cref="SettingAttribute"/>.</typeparam>
    /// <param name="name">The name it is asked for by.</param>
    /// <param name="description">What it does, in a line.</param>
    /// <param name="source">The paper it follows.</param>
    /// <param name="defaults">Settings it is run with unless others are given.</param>
    /// <param name="create">Builds it from layer sizes, input first, and settings.</param>
    /// <param name="classifies">Whether its last layer has a unit a class.</param>
    public static Model Of<T>(
        string name, string description, string source, T defaults, Func<IReadOnlyList<int>, T, Learner> create, bool classifies = true)
        where T : class =>
        new(name, description, source, defaults, (layers, settings) => settings is T own ? create(layers, own) : throw new HomeostatException(
            $"The model '{name}' takes {typeof(T).Name}; {settings.GetType().Name} was given."))
        { Classifies = classifies };

    /// <summary>A record of settings with some values changed.</summary>
    /// <param name="values">The values as text, by the names of the settings.</param>
    /// <exception cref="HomeostatException">The model has no such setting, or a value is not one of its.</exception>
    public object Configure(IReadOnlyDictionary<string, string> values) => Setting.With(Defaults, values, $"the model '{Name}'");

    /// <summary>Builds a learner.</summary>
    /// <param name="layers">Layer sizes, input first.</param>
    /// <param name="settings">The model's own record of settings; <see cref="Defaults"/> unless given.</param>
    /// <exception cref="HomeostatException">Layers or settings make no learner.</exception>
    public Learner Create(IReadOnlyList<int> layers, object? settings = null) => _create(layers, settings ?? Defaults);
}
