namespace Homeostat.Equations;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A name or a word such as <c>and</c>.</summary>
    Name,

    /// <summary>An operator, parenthesis or other sign.</summary>
    Sign,

    /// <summary>The end of a line.</summary>
    NewLine,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>The smallest meaningful piece of text.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, TextSpan Span, double Value = 0)
{
    /// <summary>Whether this is the given sign.</summary>
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>Whether this is the given word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    /// <summary>A description of the token for messages.</summary>
    public string Described => Kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.End => "the end of the text",
        _ => $"'{Text}'",
    };
}
