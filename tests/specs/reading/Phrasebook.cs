using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>Tells phrases apart by the words that they begin with; the longest beginning decides.</summary>
/// <typeparam name="T">What a phrase stands for.</typeparam>
/// <param name="entries">The phrases.</param>
internal sealed class Phrasebook<T>(IReadOnlyList<(Phrase Phrase, T Meaning)> entries)
{
    public IEnumerable<Phrase> Phrases => entries.Select(entry => entry.Phrase);

    /// <summary>Reads a phrase up to the end of the words.</summary>
    /// <exception cref="SpecException">There is no such phrase, or its blanks are filled wrongly.</exception>
    public (Phrase Phrase, T Meaning, Said Said) Read(Words words, int year)
    {
        var best = entries.Where(entry => words.CommonWith(entry.Phrase.Head) == entry.Phrase.Head.Length).OrderByDescending(entry => entry.Phrase.Head.Length).FirstOrDefault();
        return best.Phrase is null ? throw Unknown(words) : (best.Phrase, best.Meaning, best.Phrase.Read(words, year));
    }

    private SpecException Unknown(Words words)
    {
        var most = entries.Max(entry => words.CommonWith(entry.Phrase.Head));
        var word = words.Peek(most);
        var known = entries.Where(entry => words.CommonWith(entry.Phrase.Head) == most).Select(entry => entry.Phrase.Head[most]).Distinct().ToArray();
        return words.Wrong(word, $"one of {string.Join(", ", known)}{Nearest.Guess(word.Text, known)}");
    }
}
