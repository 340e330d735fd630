using System.Collections.Immutable;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>What was said with a phrase: the blanks that were filled, and the lists.</summary>
internal sealed class Said
{
    public Dictionary<string, Filled> Blanks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<Said>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>The text of a blank, or null where it was not filled.</summary>
    public string? this[string blank] => Blanks.GetValueOrDefault(blank)?.Text;

    /// <summary>Says the same in another, instead of what that said of it.</summary>
    public void CopyTo(Said other)
    {
        foreach (var (name, blank) in Blanks)
        {
            other.Blanks[name] = blank;
        }

        foreach (var (name, entries) in Lists)
        {
            other.Lists[name] = entries;
        }
    }
}

/// <summary>
/// Something that a specification can say, as <c>payment &lt;paymentId&gt; &lt;amount:money&gt; [by &lt;method&gt;] [to {allocation: &lt;invoiceId&gt; &lt;amount:money&gt;}]</c>: words, blanks
/// with what they hold, options in any order, and lists whose entries are joined by <c>and</c>.
/// </summary>
internal sealed class Phrase
{
    private readonly ImmutableArray<Part> _parts;

    public Phrase(string pattern)
    {
        var marks = new Queue<string>(pattern.Replace("[", "[ ", StringComparison.Ordinal).Replace("]", " ]", StringComparison.Ordinal)
            .Replace("{", "{ ", StringComparison.Ordinal).Replace("}", " }", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _parts = Parse(marks);
        Head = [.. _parts.TakeWhile(part => part is Literal).Select(part => ((Literal)part).Text)];
    }

    /// <summary>The words that it begins with, by which it is known.</summary>
    public ImmutableArray<string> Head { get; }

    /// <summary>The words that it begins with.</summary>
    public string Name => string.Join(' ', Head);

    /// <summary>Reads what is said with the phrase, up to the end of the words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="year">The year of dates that say none.</param>
    /// <exception cref="SpecException">Something else is said.</exception>
    public Said Read(Words words, int year)
    {
        var said = new Said();
        Read(_parts, words, year, said);
        return words.AtEnd ? said : throw words.Wrong(words.Next, $"the end of '{this}'");
    }

    /// <summary>The phrase for people, without what its blanks hold.</summary>
    public override string ToString() => string.Join(' ', _parts);

    private void Read(ImmutableArray<Part> parts, Words words, int year, Said said)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Literal literal when words.Next.Text != literal.Text:
                    throw words.Wrong(words.Next, $"'{literal.Text}' in '{this}'");
                case Literal:
                    words.Take();
                    break;
                case Blank blank:
                    said.Blanks[blank.Name] = Slot.Read(blank.Kind, words, year);
                    break;
                case Repeated repeated:
                    said.Lists[repeated.Name] = ReadList(repeated, words, year);
                    break;
            }
        }

        ReadOptions([.. parts.OfType<Option>()], words, year, said);
    }

    private List<Said> ReadList(Repeated list, Words words, int year)
    {
        List<Said> entries = [];
        do
        {
            var entry = new Said();
            Read(list.Parts, words, year, entry);
            entries.Add(entry);
        }
        while (words.Next.Text == "and" && words.Take().Text.Length > 0);

        return entries;
    }

    private void ReadOptions(List<Option> options, Words words, int year, Said said)
    {
        while (options.Count > 0 && !words.AtEnd)
        {
            var option = options.Find(option => words.CommonWith(option.Head) == option.Head.Length);
            if (option is null)
            {
                var known = options.Select(other => other.Head[0]).ToArray();
                throw words.Wrong(words.Next, $"the end or one of {string.Join(", ", known.Select(word => $"'{word}'"))} in '{this}'{Nearest.Guess(words.Next.Text, known)}");
            }

            options.Remove(option);
            Read(option.Parts, words, year, said);
        }
    }

    private static ImmutableArray<Part> Parse(Queue<string> marks)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        while (marks.TryDequeue(out var mark) && mark is not ("]" or "}"))
        {
            parts.Add(mark switch
            {
                "[" => new Option(Parse(marks)),
                "{" => new Repeated(marks.Dequeue().TrimEnd(':'), Parse(marks)),
                ['<', .. var inner, '>'] => inner.Split(':') is [var name, var kind] ? new Blank(name, Enum.Parse<SlotKind>(kind, ignoreCase: true)) : new Blank(inner, SlotKind.Text),
                _ => new Literal(mark),
            });
        }

        return parts.ToImmutable();
    }

    private abstract record Part;

    private sealed record Literal(string Text) : Part
    {
        public override string ToString() => Text;
    }

    private sealed record Blank(string Name, SlotKind Kind) : Part
    {
        public override string ToString() => $"<{Name}>";
    }

    private sealed record Option(ImmutableArray<Part> Parts) : Part
    {
        public ImmutableArray<string> Head { get; } = [.. Parts.TakeWhile(part => part is Literal).Select(part => ((Literal)part).Text)];

        public override string ToString() => $"[{string.Join(' ', Parts)}]";
    }

    private sealed record Repeated(string Name, ImmutableArray<Part> Parts) : Part
    {
        public override string ToString() => $"{string.Join(' ', Parts)} [and ...]";
    }
}
