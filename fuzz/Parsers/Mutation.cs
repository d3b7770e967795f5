using System.Text;

namespace Homeostat.Fuzz;

/// <summary>Inputs for a parser: good ones with a few bytes changed, moved, repeated or taken from another one.</summary>
internal static class Mutation
{
    // Numbers and marks at which readers have their limits.
    private static readonly string[] Edges =
    [
        "0", "-1", "1e999", "-1e999", "NaN", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775808", "1e-320", "0.1e", "null", "true", "[]", "{}",
        "\"\"", "\"", "'", "(", ")", "[", "]", "{", "}", ",", ":", "\\", "\\u0000", "\0", "\n", "\r", "\t", "é", "\uFFFD", "𝔘", "../../etc/passwd", " ",
    ];

    /// <summary>A changed copy of one of the sources; seldom one of them as it is, or bytes of no source at all.</summary>
    /// <param name="random">The random choices.</param>
    /// <param name="sources">The good inputs.</param>
    /// <param name="words">The words of the language, which are put in at random places.</param>
    public static byte[] Of(Random random, IReadOnlyList<byte[]> sources, IReadOnlyList<string> words)
    {
        if (random.OneIn(50))
        {
            var soup = new byte[random.Next(300)];
            random.NextBytes(soup);
            return soup;
        }

        var bytes = sources[random.Next(sources.Count)].ToList();
        for (var edits = random.Next(random.OneIn(5) ? 20 : 4) + (random.OneIn(30) ? 0 : 1); edits > 0; edits--)
        {
            Edit(random, bytes, sources, words);
        }

        return [.. bytes];
    }

    private static void Edit(Random random, List<byte> bytes, IReadOnlyList<byte[]> sources, IReadOnlyList<string> words)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, random.OneIn(4) ? random.Next(60) : random.Next(4));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = random.Of<byte>(0, 1, 127, 128, 255, (byte)random.Next(256));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                var other = sources[random.Next(sources.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(80))).ToArray());
                break;
            case 5:
                bytes.RemoveRange(at, random.OneIn(3) ? bytes.Count - at : length);
                break;
            case 6 when words.Count > 0:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Count)]));
                break;
            case 7:
                ReplaceNumber(random, bytes, at);
                break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Edges[random.Next(Edges.Length)]));
                break;
        }
    }

    // The next number in the text is replaced by one at an edge.
    private static void ReplaceNumber(Random random, List<byte> bytes, int at)
    {
        var first = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
        if (first >= 0)
        {
            var end = first;
            while (end < bytes.Count && bytes[end] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')
            {
                end++;
            }

            bytes.RemoveRange(first, end - first);
            bytes.InsertRange(first, Encoding.UTF8.GetBytes(Edges[random.Next(12)]));
        }
    }
}
