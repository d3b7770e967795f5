namespace Homeostat.Tests.Evaluation.Survival;

/// <summary>Weeks of remission of 42 children with leukemia, with 6-mercaptopurine and without (Freireich et al., Blood 21, 1963).</summary>
internal static class Leukemia
{
    public static Lifetimes Treated { get; } = new(
        died: [6, 6, 6, 7, 10, 13, 16, 22, 23],
        alive: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);

    public static Lifetimes Placebo { get; } = new(
        died: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);
}
