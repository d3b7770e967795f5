namespace Homeostat;

/// <summary>An event in a life.</summary>
/// <param name="Age">The age at which it happened, in steps.</param>
/// <param name="Kind">The kind of event: <c>birth</c>, <c>niche</c>, <c>structure</c>, <c>viability</c>, <c>experiment</c> or <c>death</c>.</param>
/// <param name="Text">A description of what happened.</param>
public readonly record struct LifeEvent(long Age, string Kind, string Text);
