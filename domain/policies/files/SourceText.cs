namespace CreditRisk.Domain.Policies.Files;

/// <summary>A place in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 characters, from 1.</param>
internal readonly record struct Position(int Line, int Column)
{
    /// <summary>Where every file begins.</summary>
    public static readonly Position Start = new(1, 1);
}

/// <summary>A file's text, and where its lines begin.</summary>
internal sealed class SourceText
{
    /// <summary>The most characters that a file may have: far beyond any sensible one, so that a wrong file does no harm.</summary>
    public const int MostCharacters = 1 << 20;

    private readonly List<int> _lineStarts = [0];

    /// <summary>Splits a text into lines, ended as on any system. A byte order mark is no part of it.</summary>
    public SourceText(string text)
    {
        Text = text.TrimStart('\uFEFF');
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The place of an offset.</summary>
    public Position At(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new Position(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>Whether the text may be read at all; a mistake is added where it is too long.</summary>
    public bool IsOfReasonableLength(MistakeList mistakes)
    {
        if (Text.Length <= MostCharacters)
        {
            return true;
        }

        mistakes.Add(Position.Start, $"the file has {Text.Length} characters; at most {MostCharacters} are read");
        return false;
    }
}
