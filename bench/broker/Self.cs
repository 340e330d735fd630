using System.Diagnostics;

namespace CreditRisk.Bench.Broker;

/// <summary>Starts this program once more, for another part.</summary>
internal static class Self
{
    /// <summary>The process, whose standard input and output are this one's to use.</summary>
    public static Process Start(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [typeof(Self).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
