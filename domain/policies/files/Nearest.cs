namespace CreditRisk.Domain.Policies.Files;

/// <summary>Finds what somebody who mistyped a word probably meant, in a file, a setting or a command.</summary>
public static class Nearest
{
    private const int MostListed = 16;

    /// <summary>
    /// The end of a message: <c>; did you mean 'enter'?</c> where a known word is near, else <c>; known are ...</c> where
    /// there are few enough of them to list, else nothing.
    /// </summary>
    /// <param name="word">The word that is not known.</param>
    /// <param name="known">The words that are.</param>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var words = known.ToArray();
        return Guess(word, words) is { Length: > 0 } guess ? guess
            : words.Length is > 0 and <= MostListed ? $"; known are {string.Join(", ", words)}"
            : "";
    }

    /// <summary><c>; did you mean 'enter'?</c> where a known word is near, else nothing.</summary>
    /// <param name="word">The word that is not known.</param>
    /// <param name="known">The words that are.</param>
    public static string Guess(string word, IEnumerable<string> known)
    {
        var (best, distance) = ("", int.MaxValue);
        foreach (var candidate in known)
        {
            var found = Distance(word, candidate);
            if (found < distance && found <= Math.Max(1, Math.Max(word.Length, candidate.Length) / 3))
            {
                (best, distance) = (candidate, found);
            }
        }

        return best.Length > 0 ? $"; did you mean '{best}'?" : "";
    }

    // Optimal string alignment: letters added, left out, replaced or swapped with their neighbour; case does not count.
    private static int Distance(string word, string candidate)
    {
        if (Math.Abs(word.Length - candidate.Length) > candidate.Length)
        {
            return int.MaxValue;
        }

        var (left, right) = (word.ToUpperInvariant(), candidate.ToUpperInvariant());
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }
}
