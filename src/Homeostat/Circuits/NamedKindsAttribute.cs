namespace Homeostat.Circuits;

/// <summary>Marks a record whose kinds are told apart in files by the names of their types: <c>clamp</c>, <c>settle</c>, <c>deep-r</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NamedKindsAttribute : Attribute;
