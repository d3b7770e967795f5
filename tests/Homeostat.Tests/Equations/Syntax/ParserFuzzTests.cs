using CsCheck;

namespace Homeostat.Tests.Equations;

/// <summary>Whatever is fed to a parser, it answers with a tree or an <see cref="EquationException"/>.</summary>
public class ParserFuzzTests
{
    private static readonly string[] s_words =
    [
        "v", "dv", "dt", "/", "=", ":", "volt", "1", "(", ")", "(", ")", ",", "\n", " ", "+", "-", "*", "**", "//", "%", "<", "==",
        "!=", "and", "or", "not", "exp", "clip", "where", "sum", "diff", "unless refractory", "constant", "input", "0", "1e-3",
        ".5", "inf", "#", ";", "+=", "mV", "t", "xi", "True", "^", "&&", "[", ".", "\\\n", "\\", "if", "τ", "amp/meter**2", "event-driven",
    ];

    private static readonly string[] s_models =
    [
        .. BrianModelTests.Models.Select(row => (string)row[2]),
        .. BrianModelTests.Models.Select(row => (string)row[3]),
        "-65 mV", "20*ms", "9.81 meter/second**2", "clip(w + Apost, 0, inf) > 3 and not v < 0",
    ];

    private static readonly Gen<string> s_soup = Gen.OneOf(s_words).Array[0, 40].Select(words => string.Join(' ', words));

    private static readonly Gen<string> s_mutated =
        from model in Gen.OneOf(s_models)
        from edits in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 10_000], Gen.OneOf(Gen.OneOf(s_words), Gen.Char.Select(c => $"{c}"))).Array[1, 6]
        select edits.Aggregate(model, (text, edit) =>
        {
            var (kind, place, word) = edit;
            var at = text.Length == 0 ? 0 : place % text.Length;
            return kind switch
            {
                0 => text.Insert(at, word),
                1 => text.Remove(at, Math.Min(1 + (place % 3), text.Length - at)),
                _ => text[..at] + word + text[Math.Min(at + word.Length, text.Length)..],
            };
        });

    [Fact]
    public void Random_characters_are_answered() => Gen.String.Sample(Feed, iter: 3000);

    [Fact]
    public void Random_bytes_are_answered() =>
        Gen.Byte.Array[0, 200].Select(System.Text.Encoding.Latin1.GetString).Sample(Feed, iter: 3000);

    [Fact]
    public void Random_words_of_the_language_are_answered() => s_soup.Sample(Feed, iter: 10_000);

    [Fact]
    public void Models_with_a_few_characters_changed_are_answered() => s_mutated.Sample(Feed, iter: 10_000);

    private static void Feed(string text)
    {
        var outer = new KnownNames("v: volt, w: 1, tau: second, I: amp");
        Try(() => EquationChecks.Check(EquationSet.Parse(text, "population 'a'"), outer));
        Try(() => EquationChecks.Check(StatementList.Parse(text), outer));
        Try(() => new DimensionChecker(text, null, outer).Check(ExpressionParser.Parse(text)));
        Try(() => Assert.False(double.IsNaN(Quantity.Parse(text).Value)));

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (EquationException error)
            {
                var lines = text.Split('\n');
                Assert.InRange(error.Line, 1, lines.Length);
                Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
                Assert.Contains("^", error.Message.Split('\n')[3], StringComparison.Ordinal);
            }
        }
    }
}
