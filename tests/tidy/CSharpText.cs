namespace CreditRisk.Tests.Tidy;

/// <summary>
/// C# source split into code and comments. Both keep the length and the lines of the source: what does not belong is
/// blanked out, so that an index into one is an index into all. String and character literals belong to neither.
/// </summary>
internal sealed class CSharpText
{
    private readonly string source;
    private readonly char[] code;
    private readonly char[] comments;

    private CSharpText(string source)
    {
        this.source = source;
        code = Blank(source);
        comments = Blank(source);
    }

    public string Code { get; private set; } = "";

    public string Comments { get; private set; } = "";

    public static CSharpText Parse(string source)
    {
        var text = new CSharpText(source);
        text.ScanCode(0, inHole: false);
        text.Code = new string(text.code);
        text.Comments = new string(text.comments);
        return text;
    }

    /// <summary>The line of an index, counted from 1.</summary>
    public int LineOf(int index) => 1 + source.AsSpan(0, index).Count('\n');

    private static char[] Blank(string source) =>
        source.Select(character => character == '\n' ? '\n' : ' ').ToArray();

    // Copies code up to the end, or in the hole of an interpolated string up to the brace that closes it; returns the
    // index behind it.
    private int ScanCode(int index, bool inHole)
    {
        var depth = 0;
        while (index < source.Length)
        {
            var past = SkipCommentOrLiteral(index);
            if (past > index)
            {
                index = past;
                continue;
            }

            depth += source[index] switch { '{' => 1, '}' => -1, _ => 0 };
            if (inHole && depth < 0)
            {
                return index + 1;
            }

            code[index] = source[index];
            index++;
        }

        return index;
    }

    private int SkipCommentOrLiteral(int index) => source[index] switch
    {
        '/' when At(index + 1) == '/' => CopyComment(index, LineEnd(index)),
        '/' when At(index + 1) == '*' => CopyComment(index, EndOf("*/", index + 2)),
        '#' when IsFirstOnLine(index) => LineEnd(index),
        '\'' => SkipQuoted(index + 1, '\'', verbatim: false, holes: false),
        '"' or '$' or '@' => SkipString(index),
        _ => index,
    };

    private int CopyComment(int start, int end)
    {
        source.CopyTo(start, comments, start, end - start);
        return end;
    }

    private int SkipString(int index)
    {
        var start = index;
        while (At(start) is '$' or '@')
        {
            start++;
        }

        var prefix = source.AsSpan(index, start - index);
        if (At(start) != '"')
        {
            // An identifier such as @event.
            return index;
        }

        var quotes = 0;
        while (At(start + quotes) == '"')
        {
            quotes++;
        }

        // In a raw string the holes are skipped as text: a string in one can hold no such run of quotes.
        return quotes >= 3 && !prefix.Contains('@')
            ? EndOf(new string('"', quotes), start + quotes)
            : SkipQuoted(start + 1, '"', prefix.Contains('@'), prefix.Contains('$'));
    }

    private int SkipQuoted(int index, char quote, bool verbatim, bool holes)
    {
        while (index < source.Length)
        {
            var doubled = At(index) == At(index + 1);
            switch (source[index])
            {
                case '\\' when !verbatim:
                case '"' when verbatim && doubled:
                case '{' when holes && doubled:
                    index += 2;
                    break;
                case '{' when holes:
                    index = ScanCode(index + 1, inHole: true);
                    break;
                case var character when character == quote || (character == '\n' && !verbatim):
                    return index + 1;
                default:
                    index++;
                    break;
            }
        }

        return index;
    }

    private char At(int index) => index < source.Length ? source[index] : '\0';

    private int LineEnd(int index) => OrEnd(source.IndexOf('\n', index), 0);

    private int EndOf(string mark, int index) => OrEnd(source.IndexOf(mark, index, StringComparison.Ordinal), mark.Length);

    private int OrEnd(int found, int length) => found < 0 ? source.Length : found + length;

    private bool IsFirstOnLine(int index) =>
        source.AsSpan(0, index)[(source.AsSpan(0, index).LastIndexOf('\n') + 1)..].IsWhiteSpace();
}
