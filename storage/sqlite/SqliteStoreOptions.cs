namespace CreditRisk.Storage.Sqlite;

/// <summary>How a data directory is opened.</summary>
public enum SqliteStoreMode
{
    /// <summary>The one process that writes: it creates what is missing, migrates, and locks the directory for its life.</summary>
    ReadWrite,

    /// <summary>Reads beside the writer, or without one. Needs no lock and changes nothing.</summary>
    ReadOnly,
}

/// <summary>Settings of the SQLite store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The directory of the database, of its write-ahead log and of the lock file; created when it is missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>How it is opened.</summary>
    public SqliteStoreMode Mode { get; init; } = SqliteStoreMode.ReadWrite;

    /// <summary>Partitions of the embedded log, 1-1024. Fixed when the database is created; later values are ignored.</summary>
    public int Partitions { get; init; } = 8;

    /// <summary>Size of a database page, a power of two from 512 to 65,536. Fixed when the database is created; later values are ignored.</summary>
    public int PageBytes { get; init; } = 4096;

    /// <summary>The writer's page cache, 1-65,536 MiB: a page that is not in it is copied from the operating system's cache or read from the disk.</summary>
    public int WriterCacheMebibytes { get; init; } = 128;

    /// <summary>The page cache of each reading connection, 1-65,536 MiB.</summary>
    public int ReaderCacheMebibytes { get; init; } = 8;

    /// <summary>How much of the database each connection maps into memory, 0-2,047 MiB.</summary>
    public int MemoryMapMebibytes { get; init; }

    /// <summary>
    /// From which size on the write-ahead log is copied into the database and begun anew, 1-4,096 MiB. Larger copies less, because a page that
    /// changed several times is copied once; but the commit that copies takes longer (0.2-0.4 s for 64 MiB on a disk that writes 300 MB/s), and so does the start after a crash.
    /// </summary>
    public int CheckpointMebibytes { get; init; } = 64;

    /// <summary>How many reads run at once, 1-1,024; more wait.</summary>
    public int MaxReaders { get; init; } = 16;

    /// <summary>How long a statement waits for a lock that another program holds, 0-600,000 ms.</summary>
    public int BusyTimeoutMilliseconds { get; init; } = 5000;

    /// <summary>What is out of its range, or null.</summary>
    internal string? Mistake() =>
        string.IsNullOrWhiteSpace(DataDirectory) ? $"{nameof(DataDirectory)} is empty."
        : !int.IsPow2(PageBytes) ? $"{nameof(PageBytes)} is {PageBytes}, which is no power of two."
        : Beyond(PageBytes, 512, 65_536, nameof(PageBytes))
            ?? Beyond(Partitions, 1, 1_024, nameof(Partitions))
            ?? Beyond(WriterCacheMebibytes, 1, 65_536, nameof(WriterCacheMebibytes))
            ?? Beyond(ReaderCacheMebibytes, 1, 65_536, nameof(ReaderCacheMebibytes))
            ?? Beyond(MemoryMapMebibytes, 0, 2_047, nameof(MemoryMapMebibytes))
            ?? Beyond(CheckpointMebibytes, 1, 4_096, nameof(CheckpointMebibytes))
            ?? Beyond(MaxReaders, 1, 1_024, nameof(MaxReaders))
            ?? Beyond(BusyTimeoutMilliseconds, 0, 600_000, nameof(BusyTimeoutMilliseconds));

    private static string? Beyond(int value, int least, int most, string name) =>
        value < least || value > most ? $"{name} is {value}; {least} to {most} are allowed." : null;
}
