namespace Homeostat.Tests.Boundaries;

/// <summary>Systems whose blankets are known; states in the order external, sensory, active, internal.</summary>
internal static class Systems
{
    public static double[,] Precision { get; } = new[,] { { 2, .6, .5, 0 }, { .6, 2, .3, .4 }, { .5, .3, 2, .7 }, { 0, .4, .7, 2 } };

    public static double[,] Identity { get; } = new double[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

    public static MarkovBlanket Blanket { get; } = new(external: ["η"], sensory: ["s"], active: ["a"], @internal: ["μ"]);

    /// <summary>Reversible.</summary>
    public static OrnsteinUhlenbeck Reversible { get; } = OrnsteinUhlenbeck.OfFlow(Precision, Identity);

    /// <summary>The same steady state, with circular flow: internal states act on external ones directly, and yet there is a blanket.</summary>
    public static OrnsteinUhlenbeck Circling { get; } = OrnsteinUhlenbeck.OfFlow(
        Precision, Identity, new[,] { { 0, .8, 0, 0 }, { -.8, 0, 0, 0 }, { 0, 0, 0, -.5 }, { 0, 0, .5, 0 } });

    /// <summary>No flow between external and internal states, and yet no blanket.</summary>
    public static OrnsteinUhlenbeck SparseFlow { get; } = new(
        new[,] { { -1, 0, .3, 0 }, { .9, -2, 0, 0 }, { 0, 0, -.5, .3 }, { 0, .9, 0, -1 } }, Identity);

    /// <summary>No blanket by far.</summary>
    public static OrnsteinUhlenbeck Leaking { get; } = OrnsteinUhlenbeck.OfFlow(
        new[,] { { 2, .6, .5, -.3 }, { .6, 2, .3, .4 }, { .5, .3, 2, .7 }, { -.3, .4, .7, 2 } }, Identity);
}
