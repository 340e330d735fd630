using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary>Takes the lines that a command writes, for a test that waits for them. Thread-safe.</summary>
internal sealed class AwaitedLines : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _all = [];
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(100_000);

    public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

    /// <summary>All lines so far.</summary>
    public IReadOnlyCollection<string> All => _all;

    public override void WriteLine(string? value)
    {
        _all.Enqueue(value ?? "");
        _lines.Writer.TryWrite(value ?? "");
    }

    /// <summary>The next line that begins so and is the right one; those before it are passed over.</summary>
    public async Task<string> LineAsync(string start, Func<string, bool>? isIt = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(patience.Token);
            if (line.StartsWith(start, StringComparison.Ordinal) && isIt?.Invoke(line) != false)
            {
                return line;
            }
        }
    }
}
