using System.Runtime.InteropServices;

namespace CreditRisk.Tests.Acceptance;

/// <summary>Signals to processes, by their numbers on Linux.</summary>
internal static class Signals
{
    public const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;

    /// <summary>Sends a signal; a process that has ended takes none.</summary>
    public static void Send(int process, int signal) => _ = kill(process, signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int kill(int process, int signal);
}
