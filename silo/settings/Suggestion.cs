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

    // Letters added, left out or replaced; case does not count. A row at a time, and of a name that nobody mistyped only the beginning.
    private static int Distance(string word, string name)
    {
        var letters = word.Length > 2 * name.Length ? word[..(2 * name.Length)] : word;
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        foreach (var (i, letter) in letters.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(name[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
