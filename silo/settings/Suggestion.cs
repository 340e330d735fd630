namespace CreditRisk.Silo.Settings;

/// <summary>Finds what somebody who mistyped a name probably meant.</summary>
public static class Suggestion
{
    /// <summary>The end of a message: <c>; did you mean 'host.loops'?</c> where a known name is near, else nothing.</summary>
    /// <param name="word">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    public static string For(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Distance: Distance(word, name))).MinBy(candidate => candidate.Distance);
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, nearest.Name.Length / 3) ? $"; did you mean '{nearest.Name}'?" : "";
    }

    // Optimal string alignment: letters added, left out, replaced or swapped with their neighbour; case does not count. Of a name that nobody mistyped only the beginning is looked at.
    private static int Distance(string word, string name)
    {
        var (left, right) = (word[..Math.Min(word.Length, 2 * name.Length)].ToUpperInvariant(), name.ToUpperInvariant());
        var cells = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                cells[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1,
                    cells[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
                }
            }
        }

        return cells[left.Length, right.Length];
    }
}
