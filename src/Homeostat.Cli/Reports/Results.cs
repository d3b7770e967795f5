namespace Homeostat.Cli;

/// <summary>What came of a run: the same for who watches and for who reads a log.</summary>
internal static class Results
{
    /// <summary>Shows a result; events on the way there are the reports' own.</summary>
    public static void Show(Terminal terminal, RunEvent happened)
    {
        switch (happened)
        {
            case Compared e:
                Words.Show(terminal, e);
                break;
            case Found e:
                Words.Show(terminal, e);
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
