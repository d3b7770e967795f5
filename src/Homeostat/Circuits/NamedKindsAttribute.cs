namespace Homeostat.Circuits;

/// <summary>Marks a record whose derived types are written to files by name, such as <c>clamp</c>, <c>settle</c>, <c>deep-r</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NamedKindsAttribute : Attribute;
