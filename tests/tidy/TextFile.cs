using System.Text;

namespace CreditRisk.Tests.Tidy;

/// <summary>A file of the repository, its path relative to the root and written with slashes.</summary>
internal sealed class TextFile(string path, string text)
{
    private readonly Lazy<CSharpText> csharp = new(() => CSharpText.Parse(text));

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The lines without their line feeds; a carriage return stays and counts as trailing white space.</summary>
    public IReadOnlyList<string> Lines { get; } = text.Split('\n');

    public string Extension { get; } = System.IO.Path.GetExtension(path);

    public bool IsCSharp => Extension == ".cs";

    /// <summary>The text taken apart as C#.</summary>
    public CSharpText CSharp => csharp.Value;

    /// <summary>Reads a file, or returns null if it is not text: it has a zero byte, as archives, images and databases do.</summary>
    public static TextFile? TryRead(string fullPath, string path)
    {
        var bytes = File.ReadAllBytes(fullPath);
        return bytes.AsSpan().Contains((byte)0) ? null : new TextFile(path, Encoding.UTF8.GetString(bytes));
    }
}
