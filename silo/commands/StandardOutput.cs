using System.Text;

namespace CreditRisk.Silo.Commands;

/// <summary>
/// The process's standard output, in UTF-8 on every system. It shows at once what is written, as consoles do, unless a command with much to say turns that off.
/// </summary>
public sealed class StandardOutput : StreamWriter
{
    private const int BufferBytes = 1 << 16;
    private const int WidthOfNoTerminal = 120;

    /// <summary>An output of a stream.</summary>
    /// <param name="stream">Where it goes; disposed of with this.</param>
    /// <param name="isTerminal">Whether a person looks at it.</param>
    public StandardOutput(Stream stream, bool isTerminal)
        : base(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes)
    {
        IsTerminal = isTerminal;
        AutoFlush = true;
    }

    /// <summary>Whether a person looks at it.</summary>
    public bool IsTerminal { get; }

    /// <summary>How many characters fit into a line.</summary>
    public int Width => IsTerminal && Console.WindowWidth is > 0 and var width ? width : WidthOfNoTerminal;

    /// <summary>How many lines fit onto the screen.</summary>
    public int Height => IsTerminal && Console.WindowHeight is > 0 and var height ? height : 50;

    /// <summary>The process's own.</summary>
    public static StandardOutput OfProcess() => new(Console.OpenStandardOutput(), !Console.IsOutputRedirected);
}
