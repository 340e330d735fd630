namespace CreditRisk.Domain.Policies.Files;

/// <summary>What a token of a condition is.</summary>
internal enum TokenKind : byte
{
    /// <summary>A figure, a word or a keyword.</summary>
    Name,

    /// <summary>Digits, possibly with a point.</summary>
    Number,

    /// <summary>One of the six comparisons.</summary>
    Relation,

    /// <summary>A parenthesis, a comma, a plus, a minus or a percent sign.</summary>
    Mark,

    /// <summary>Something that the language does not have.</summary>
    Unknown,

    /// <summary>Behind the last token.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset in the file.</param>
/// <param name="Text">How it is written.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text)
{
    /// <summary>What a message says was found.</summary>
    public string Found => Kind == TokenKind.End ? "the end of the condition" : $"'{Text}'";
}

/// <summary>
/// The tokens of a condition, read straight from the file's text so that each is known by its place; a condition may run
/// over several lines.
/// </summary>
internal sealed class ConditionTokens
{
    private const string Marks = "(),+-%";
    private const string RelationMarks = "=<>!&|";
    private static readonly string[] Relations = ["==", "!=", "<", "<=", ">", ">="];

    private readonly string _text;
    private readonly int _end;

    /// <summary>Starts at the first token between two offsets of the file.</summary>
    public ConditionTokens(string text, int start, int end)
    {
        _text = text;
        _end = end;
        while (_end > start && char.IsWhiteSpace(text[_end - 1]))
        {
            _end--;
        }

        Current = Scan(start);
    }

    /// <summary>The token to look at.</summary>
    public Token Current { get; private set; }

    /// <summary>Goes to the next token and returns the one that was current.</summary>
    public Token Take()
    {
        var taken = Current;
        Current = Scan(taken.Start + taken.Text.Length);
        return taken;
    }

    /// <summary>Goes to the next token if the current one is written like this.</summary>
    public bool TakeIf(string text)
    {
        if (Current.Text != text)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Reads the current name together with the hyphens in it: words have some (<c>asset-sale</c>), figures subtract.</summary>
    public void JoinHyphens()
    {
        if (Current.Kind == TokenKind.Name)
        {
            var length = Run(Current.Start, character => char.IsAsciiLetterOrDigit(character) || character == '-');
            Current = Current with { Text = _text.Substring(Current.Start, length) };
        }
    }

    private Token Scan(int start)
    {
        start += Run(start, char.IsWhiteSpace);
        if (start >= _end)
        {
            return new Token(TokenKind.End, _end, "");
        }

        var first = _text[start];
        var (kind, length) = first switch
        {
            _ when char.IsAsciiLetter(first) => (TokenKind.Name, Run(start, character => char.IsAsciiLetterOrDigit(character) || character == '_')),
            // Letters belong to it, so that 1e3 and 30d are refused as a whole.
            _ when char.IsAsciiDigit(first) => (TokenKind.Number, Run(start, character => char.IsAsciiLetterOrDigit(character) || character == '.')),
            _ when Marks.Contains(first) => (TokenKind.Mark, 1),
            _ when RelationMarks.Contains(first) => (TokenKind.Unknown, Run(start, RelationMarks.Contains)),
            _ => (TokenKind.Unknown, char.IsSurrogatePair(_text, start) ? 2 : 1),
        };
        var text = _text.Substring(start, length);
        return new Token(Array.IndexOf(Relations, text) >= 0 ? TokenKind.Relation : kind, start, text);
    }

    private int Run(int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < _end && belongs(_text[end]))
        {
            end++;
        }

        return end - start;
    }
}
