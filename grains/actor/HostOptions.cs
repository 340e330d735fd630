using CreditRisk.Domain.Account.Codec;

namespace CreditRisk.Actor;

/// <summary>Bounds of the in-process host. Each is checked when the host is made.</summary>
public sealed record HostOptions
{
    /// <summary>Loops that accounts are divided among, 1-64.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>Records that wait before a loop, 1-1,000,000; senders wait when it is full.</summary>
    public int QueuedRecordsPerLoop { get; init; } = 4096;

    /// <summary>Records that a loop has applied and that are not durable yet, 1-10,000,000; it takes no more until some are.</summary>
    public int UndurableRecordsPerLoop { get; init; } = 32_768;

    /// <summary>Accounts that a loop keeps in memory, 1-100,000,000; idle ones give way.</summary>
    public int ResidentAccountsPerLoop { get; init; } = 500_000;

    /// <summary>Accounts among them that are ready at once, 1-100,000,000; the others are packed, which takes a fifth of the memory and a few microseconds at their next use.</summary>
    public int ReadyAccountsPerLoop { get; init; } = 2_000;

    /// <summary>Records that a loop takes at once, 1-100,000: accounts are loaded for all of them together.</summary>
    public int RecordsPerTurn { get; init; } = 512;

    /// <summary>Accounts that one look for due accounts takes, 1-1,000,000.</summary>
    public int AccountsPerSweep { get; init; } = 10_000;

    /// <summary>Parts from which an account gets an archive (see <see cref="ArchiveRule"/>), 1-1,000,000.</summary>
    public int LeastArchivedParts { get; init; } = ArchiveRule.UsualLeastParts;

    /// <summary>What is wrong with the options, one line each.</summary>
    public IEnumerable<string> Mistakes()
    {
        (string Name, int Value, int Most)[] bounds =
        [
            (nameof(Loops), Loops, 64), (nameof(QueuedRecordsPerLoop), QueuedRecordsPerLoop, 1_000_000),
            (nameof(UndurableRecordsPerLoop), UndurableRecordsPerLoop, 10_000_000), (nameof(ResidentAccountsPerLoop), ResidentAccountsPerLoop, 100_000_000),
            (nameof(ReadyAccountsPerLoop), ReadyAccountsPerLoop, 100_000_000),
            (nameof(RecordsPerTurn), RecordsPerTurn, 100_000), (nameof(AccountsPerSweep), AccountsPerSweep, 1_000_000),
            (nameof(LeastArchivedParts), LeastArchivedParts, 1_000_000),
        ];
        foreach (var (name, value, most) in bounds)
        {
            if (value < 1 || value > most)
            {
                yield return $"{name} is {value}, and must be 1 to {most}";
            }
        }
    }
}
