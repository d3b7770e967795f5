namespace Homeostat;

/// <summary>Something worth writing down in a life.</summary>
/// <param name="Age">Steps lived when it happened.</param>
/// <param name="Kind">What kind: <c>birth</c>, <c>niche</c>, <c>structure</c>, <c>viability</c>, <c>experiment</c>, <c>death</c>.</param>
/// <param name="Text">What happened.</param>
public readonly record struct LifeEvent(long Age, string Kind, string Text);
