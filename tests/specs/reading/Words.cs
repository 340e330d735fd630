using System.Collections.Immutable;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>A word of a cell; text in quotes is one word, and so are the separators <c>,</c> and <c>;</c>.</summary>
internal readonly record struct Word(Position At, string Text)
{
    public bool IsSeparator => Text is "," or ";";
}

/// <summary>Goes through the words of a cell.</summary>
internal sealed class Words
{
    private readonly string _file;
    private readonly Position _end;
    private readonly ImmutableArray<Word> _words;
    private int _next;

    private Words(string file, ImmutableArray<Word> words, Position end) => (_file, _words, _end) = (file, words, end);

    public bool AtEnd => _next == _words.Length;

    /// <summary>The next word; an empty one at the end.</summary>
    public Word Next => AtEnd ? new Word(_end, "") : _words[_next];

    /// <summary>Splits a cell into words.</summary>
    /// <exception cref="SpecException">A quote is not closed.</exception>
    public static Words Of(string file, Cell cell)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        var text = cell.Text;
        for (var i = 0; i < text.Length;)
        {
            var at = cell.At with { Column = cell.At.Column + i };
            var length = text[i] switch
            {
                ' ' => 1,
                ',' or ';' => Added(words, at, text[i..(i + 1)]),
                '"' when text.IndexOf('"', i + 1) is >= 0 and var close => Added(words, at, text[(i + 1)..close]) + 2,
                '"' => throw new SpecException(file, at, "the quote is not closed"),
                _ => Added(words, at, string.Concat(text[i..].TakeWhile(character => character is not (' ' or ',' or ';')))),
            };
            i += length;
        }

        return new Words(file, words.ToImmutable(), cell.At with { Column = cell.At.Column + text.Length });
    }

    /// <summary>Takes the words up to a separator, and the separator.</summary>
    /// <param name="separator">Which one ended them; empty at the end of the cell.</param>
    public Words Part(out string separator)
    {
        var start = _next;
        while (!AtEnd && !Next.IsSeparator)
        {
            _next++;
        }

        var part = new Words(_file, _words[start.._next], Next.At);
        separator = Next.Text;
        _next += AtEnd ? 0 : 1;
        return part;
    }

    /// <summary>Takes the next word.</summary>
    public Word Take()
    {
        var word = Next;
        _next++;
        return word;
    }

    /// <summary>Whether the words from here on begin with these.</summary>
    public int CommonWith(ImmutableArray<string> words) => words.TakeWhile((word, i) => _next + i < _words.Length && _words[_next + i].Text == word).Count();

    /// <summary>The word that many places further on.</summary>
    public Word Peek(int places) => _next + places < _words.Length ? _words[_next + places] : new Word(_end, "");

    /// <summary>What is wrong with a word.</summary>
    public SpecException Wrong(Word word, string expected) => new(_file, word.At, $"found {(word.Text.Length == 0 ? "nothing" : $"'{word.Text}'")}, expected {expected}");

    private static int Added(ImmutableArray<Word>.Builder words, Position at, string text)
    {
        words.Add(new Word(at, text));
        return text.Length;
    }
}
