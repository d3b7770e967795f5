using System.Globalization;
using System.Text;

namespace Homeostat.Equations;

/// <summary>Splits text into tokens. Comments, spaces and a backslash at the end of a line produce no token.</summary>
internal sealed class Lexer(string text, string? owner)
{
    // Longer signs come first.
    private static readonly string[] s_signs =
    [
        "**=", "//=", "**", "//", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=", "%=", "&&", "||",
        "+", "-", "*", "/", "%", "<", ">", "=", "(", ")", ",", ":", ";", "^", "!", "&", "|", "~", "[", "]", ".", "?",
    ];

    private readonly List<Token> _tokens = [];
    private int _position;

    /// <summary>All tokens of the text; the last is <see cref="TokenKind.End"/>.</summary>
    public static IReadOnlyList<Token> Read(string text, string? owner) => new Lexer(text, owner).ReadAll();

    private List<Token> ReadAll()
    {
        while (_position < text.Length)
        {
            ReadNext();
        }

        Add(TokenKind.End, text.Length, 0);
        return _tokens;
    }

    private void ReadNext()
    {
        var c = text[_position];
        if (c == '\n')
        {
            Add(TokenKind.NewLine, _position++, 1);
        }
        else if (char.IsWhiteSpace(c) || c == '\uFEFF')
        {
            _position++;
        }
        else if (c == '#')
        {
            var end = text.IndexOf('\n', _position);
            _position = end < 0 ? text.Length : end;
        }
        else if (c == '\\')
        {
            SkipContinuation();
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1])))
        {
            ReadNumber();
        }
        else if (StartsName(RuneAt(_position)))
        {
            ReadName();
        }
        else
        {
            ReadSign();
        }
    }

    private void ReadNumber()
    {
        var start = _position;
        SkipDigits();
        if (At('.'))
        {
            _position++;
            SkipDigits();
        }

        // An exponent needs digits: in '2e' the e is a name.
        if (At('e') || At('E'))
        {
            var digits = _position + 1;
            digits += digits < text.Length && text[digits] is '+' or '-' ? 1 : 0;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                _position = digits;
                SkipDigits();
            }
        }

        var span = new TextSpan(start, _position - start);
        var digitsRead = text.AsSpan(start, span.Length);
        var value = double.Parse(digitsRead, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            throw EquationException.At(
                text, owner, span, "This number is too large.", "The largest is about 1.8e308; write inf for infinity.");
        }

        _tokens.Add(new Token(TokenKind.Number, digitsRead.ToString(), span, value));
    }

    private void ReadName()
    {
        var start = _position;
        while (_position < text.Length && ContinuesName(RuneAt(_position)))
        {
            _position += RuneAt(_position).Utf16SequenceLength;
        }

        Add(TokenKind.Name, start, _position - start);
    }

    private void ReadSign()
    {
        foreach (var sign in s_signs)
        {
            if (string.CompareOrdinal(text, _position, sign, 0, sign.Length) == 0)
            {
                Add(TokenKind.Sign, _position, sign.Length);
                _position += sign.Length;
                return;
            }
        }

        var rune = RuneAt(_position);
        var shown = Rune.IsControl(rune) || rune == Rune.ReplacementChar ? $"U+{(int)text[_position]:X4}" : rune.ToString();
        throw EquationException.At(
            text,
            owner,
            new TextSpan(_position, rune.Utf16SequenceLength),
            $"The character '{shown}' has no meaning here.",
            Advice(rune));
    }

    private void SkipContinuation()
    {
        var next = _position + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        if (next < text.Length && text[next] != '\n')
        {
            throw EquationException.At(
                text,
                owner,
                new TextSpan(_position, 1),
                "The character '\\' has no meaning here.",
                "It may only end a line, to continue on the next.");
        }

        _position = next + 1;
    }

    private static string? Advice(Rune rune) => rune.Value switch
    {
        '\'' or '"' => "Equations have no strings: write the name or the number itself.",
        '×' or '·' or '⋅' => "Write * for a product.",
        '÷' => "Write / for a quotient.",
        '−' or '–' or '—' => "Write - (the hyphen on the keyboard) for a difference.",
        '≤' => "Write <=.",
        '≥' => "Write >=.",
        '≠' => "Write !=.",
        '²' => "Write **2 for a square.",
        '³' => "Write **3 for a cube.",
        '√' => "Write sqrt(x) for a square root.",
        '{' or '}' => "Group with parentheses ( ).",
        _ => null,
    };

    private static bool StartsName(Rune rune) => Rune.IsLetter(rune) || rune.Value == '_';

    private static bool ContinuesName(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    private Rune RuneAt(int index) =>
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out _) == System.Buffers.OperationStatus.Done
            ? rune
            : Rune.ReplacementChar;

    private bool At(char c) => _position < text.Length && text[_position] == c;

    private void SkipDigits()
    {
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }
    }

    private void Add(TokenKind kind, int start, int length) =>
        _tokens.Add(new Token(kind, text.Substring(start, length), new TextSpan(start, length)));
}
