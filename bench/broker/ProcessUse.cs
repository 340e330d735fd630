using System.Globalization;

namespace CreditRisk.Bench.Broker;

/// <summary>What processes have used, by Linux's own books.</summary>
/// <param name="CpuSeconds">Of all their threads, in user and kernel mode; ended children that were waited for included.</param>
/// <param name="BytesWritten">That went to the disk, or will.</param>
internal readonly record struct ProcessUse(double CpuSeconds, long BytesWritten)
{
    // _SC_CLK_TCK, which Linux fixes for programs.
    private const double TicksPerSecond = 100;

    /// <summary>The use of one process.</summary>
    public static ProcessUse Of(int process) => Read(process) ?? default;

    /// <summary>The use of all processes with a name.</summary>
    public static ProcessUse OfAll(string name)
    {
        var sum = default(ProcessUse);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) && NameOf(process) == name && Read(process) is { } use)
            {
                sum = new ProcessUse(sum.CpuSeconds + use.CpuSeconds, sum.BytesWritten + use.BytesWritten);
            }
        }

        return sum;
    }

    public static ProcessUse operator -(ProcessUse later, ProcessUse earlier) => new(later.CpuSeconds - earlier.CpuSeconds, later.BytesWritten - earlier.BytesWritten);

    private static string? NameOf(int process) => Text(process, "comm")?.TrimEnd();

    private static ProcessUse? Read(int process)
    {
        const int UserTime = 11;
        if (Text(process, "stat") is not { } stat || Text(process, "io") is not { } io)
        {
            return null;
        }

        // Behind the name, which may hold anything: utime, stime, cutime, cstime.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = fields[UserTime..(UserTime + 4)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        var written = io.Split('\n').First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1];
        return new ProcessUse(ticks / TicksPerSecond, long.Parse(written, CultureInfo.InvariantCulture));
    }

    private static string? Text(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
