namespace Homeostat.Runs;

/// <summary>A stage of the pipeline that can be printed.</summary>
internal enum InspectedStage
{
    /// <summary>The equations as they were declared.</summary>
    Equations,

    /// <summary>The equations after simplification and differentiation.</summary>
    Representation,

    /// <summary>The operations that are carried out, with their costs.</summary>
    Plan,

    /// <summary>The properties of the learning rule, such as the information that a synapse needs.</summary>
    Taxonomy,
}
