namespace Homeostat.Cli;

/// <summary>The results of a run, written the same way on a terminal and in a log.</summary>
internal static class Results
{
    /// <summary>Writes a result. Events during the run are written by the reports.</summary>
    public static void Show(Terminal terminal, RunEvent happened)
    {
        switch (happened)
        {
            case LearnersCompared e:
                EventTables.Show(terminal, e);
                break;
            case Transplanted e:
                EventTables.Show(terminal, e);
                break;
            case Recalled e:
                EventTables.Show(terminal, e);
                break;
            case Found e:
                EventTables.Show(terminal, e);
                break;
            case Reconstructed e:
                terminal.Out.WriteLine(Words.Of(e));
                break;
            case Ended { Energy: not null } e:
                LifeWords.Show(terminal, e);
                break;
            case Survived e:
                LifeWords.Show(terminal, e);
                break;
        }
    }
}
