namespace Homeostat.Tests.Data;

/// <summary>A test with the files of a published data set. It is skipped where they are not on this machine; nothing is downloaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute(string name)
    {
        if (!DataCatalog.List().Single(status => status.Source.Name == name).IsComplete)
        {
            Skip = $"{name} is not on this machine. Set HOMEOSTAT_DATA to a folder that has it.";
        }
    }
}
