namespace Homeostat;

/// <summary>The settings of the learners whose errors come back through synapses that are not the transposed forward ones.</summary>
public record FeedbackOptions : DiscriminativeOptions
{
    /// <summary>The expression for the initial weights of the synapses that send errors back.</summary>
    [Setting("Initial weights of the synapses that send errors back, an expression of rand(), randn(), N_pre and N_post")]
    public string FeedbackWeights { get; init; } = Synapse.GlorotUniform;
}
