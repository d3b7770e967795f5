namespace Homeostat.Equations;

/// <summary>Reads the tokens of a text in order, and reports where a token is not the expected one.</summary>
internal sealed class TokenReader(string text, string? owner)
{
    private readonly IReadOnlyList<Token> _tokens = Lexer.Read(text, owner);
    private int _index;

    /// <summary>Whether line ends are skipped like spaces.</summary>
    public bool LinesContinue { get; set; }

    /// <summary>The number of open parentheses; within them line ends are skipped.</summary>
    public int OpenParentheses { get; set; }

    /// <summary>The next token to read.</summary>
    public Token Current
    {
        get
        {
            SkipLineEnds();
            return _tokens[_index];
        }
    }

    /// <summary>The token that was read last; the start of the text before any was read.</summary>
    public Token Previous { get; private set; }

    /// <summary>Whether nothing is left to read.</summary>
    public bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Whether <see cref="Current"/> is the first token of its line.</summary>
    public bool AtLineStart => Current.Kind != TokenKind.NewLine && (_index == 0 || _tokens[_index - 1].Kind == TokenKind.NewLine);

    /// <summary>The token that is the given number of tokens after the current one; line ends count.</summary>
    public Token Ahead(int count)
    {
        SkipLineEnds();
        return _tokens[Math.Min(_index + count, _tokens.Count - 1)];
    }

    /// <summary>Reads the next token.</summary>
    public Token Take()
    {
        Previous = Current;
        if (Previous.Kind != TokenKind.End)
        {
            _index++;
        }

        return Previous;
    }

    /// <summary>Reads the next token if it is the given sign.</summary>
    public bool TryTake(string sign)
    {
        if (!Current.IsSign(sign))
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Reads any number of line ends.</summary>
    public void SkipBlankLines()
    {
        while (_tokens[_index].Kind == TokenKind.NewLine)
        {
            _index++;
        }
    }

    /// <summary>Reads the line end; the line must have no other token before it.</summary>
    public void TakeLineEnd(string after)
    {
        if (Current.Kind is not (TokenKind.NewLine or TokenKind.End))
        {
            throw Error(Current.Span, $"The line should end after {after}, but {Current.Described} follows.");
        }

        Take();
    }

    /// <summary>Creates an error at a place of this text.</summary>
    public EquationException Error(TextSpan span, string problem, string? remedy = null) =>
        EquationException.At(text, owner, span, problem, remedy);

    /// <summary>The line in which a span begins, counted from 1.</summary>
    public int LineOf(TextSpan span) => new SourcePlace(text, span).Line;

    private void SkipLineEnds()
    {
        if (LinesContinue || OpenParentheses > 0)
        {
            SkipBlankLines();
        }
    }
}
