namespace CreditRisk.Domain.Policies;

/// <summary>
/// Why a value cannot be made of its parts. Constructors refuse by the same list that files are read with, so that what a file may not say no program can say either.
/// </summary>
/// <param name="Part">The part that is to blame, as the files call it.</param>
/// <param name="Index">Which item of the part, from 0; -1 for the whole part.</param>
/// <param name="Message">What is wrong.</param>
internal readonly record struct Flaw(string Part, int Index, string Message)
{
    /// <summary>A flaw of a whole part.</summary>
    public static Flaw Of(string part, string message) => new(part, -1, message);

    /// <summary>A flaw for each item that another one before it repeats.</summary>
    public static IEnumerable<Flaw> Repeats<T>(string part, IEnumerable<T> items, Func<T, string> describe)
    {
        var seen = new HashSet<T>();
        foreach (var (index, item) in items.Index())
        {
            if (!seen.Add(item))
            {
                yield return new Flaw(part, index, $"{describe(item)} is listed twice in '{part}'");
            }
        }
    }

    /// <summary>Throws where there is a flaw.</summary>
    /// <exception cref="ArgumentException">The first flaw.</exception>
    public static void Refuse(IEnumerable<Flaw> flaws, string parameter)
    {
        foreach (var flaw in flaws)
        {
            throw new ArgumentException(flaw.Message, parameter);
        }
    }
}
