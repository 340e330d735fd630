using System.IO.Compression;
using System.Text.Json;

namespace CreditRisk.Tests.Acceptance;

/// <summary>The real input, where it lies: twenty thousand card holders over six months (see the licence in docs/data.md).</summary>
internal static class RealInput
{
    public const int Events = 324_523;
    public const int Customers = 20_000;
    private const string Name = "uci-credit-20k.events.ndjson.gz";

    /// <summary>The file, in the folder <c>shared/data</c> beside the project.</summary>
    public static string Path { get; } = Find();

    /// <summary>The file's lines.</summary>
    public static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>What a line adds to its customer's balance, in minor units, by the plainest reading of it: charges less credits less payments.</summary>
    public static (string Customer, string Type, long Change) Change(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var type = root.GetProperty("type").GetString()!;
        var sign = type switch { "billing.invoice.issued" => 1, "billing.credit-note.issued" or "payment.received" => -1, _ => 0 };
        var change = sign == 0 ? 0 : sign * (long)(decimal.Parse(root.GetProperty("data").GetProperty("amount").GetString()!, null) * 100m);
        return (root.GetProperty("subject").GetString()!, type, change);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "shared", "data", Name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"The real input {Name} is looked for in shared/data beside the project, and is not there.");
    }
}
