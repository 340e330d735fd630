namespace CreditRisk.Domain.Policies.Files;

/// <summary>Something wrong in a file, and where.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 characters, from 1.</param>
/// <param name="Message">What was found, and what was expected.</param>
public sealed record Mistake(string File, int Line, int Column, string Message)
{
    /// <summary><c>electricity.yaml:12:14: message</c>, which editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>A file's name and its content.</summary>
/// <param name="File">The name, for messages.</param>
/// <param name="Text">The content.</param>
public readonly record struct NamedText(string File, string Text);
