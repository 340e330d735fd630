using System.Net;
using CreditRisk.Ingest.CloudEvents;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Settings;

/// <summary>All settings, in the order of the documentation: the one place that says what they are called, what they may be and where they go.</summary>
public static class SettingTable
{
    private const int Minute = 60_000;

    private static readonly Setting[] Data =
    [
        new TextSetting("data.directory", "a path", text => text.Length > 0, s => s.Store.DataDirectory, (s, v) => s with { Store = s.Store with { DataDirectory = v } },
            "Holds the database; created when it is missing, for its owner and group alone. One process at a time may write it.") { IsPath = true },
        new NumberSetting("data.partitions", 1, 1024, s => s.Store.Partitions, (s, v) => s with { Store = s.Store with { Partitions = (int)v } },
            "Partitions of the embedded log. Fixed when the database is created; later values are ignored."),
        new NumberSetting("data.pageBytes", 512, 65_536, s => s.Store.PageBytes, (s, v) => s with { Store = s.Store with { PageBytes = (int)v } },
            "Size of a database page. Fixed when the database is created; later values are ignored.") { IsPowerOfTwo = true },
        new NumberSetting("data.writerCacheMebibytes", 1, 65_536, s => s.Store.WriterCacheMebibytes, (s, v) => s with { Store = s.Store with { WriterCacheMebibytes = (int)v } },
            "Page cache of the writing connection."),
        new NumberSetting("data.readerCacheMebibytes", 1, 65_536, s => s.Store.ReaderCacheMebibytes, (s, v) => s with { Store = s.Store with { ReaderCacheMebibytes = (int)v } },
            "Page cache of each reading connection."),
        new NumberSetting("data.memoryMapMebibytes", 0, 2047, s => s.Store.MemoryMapMebibytes, (s, v) => s with { Store = s.Store with { MemoryMapMebibytes = (int)v } },
            "How much of the database each connection maps into memory; 0 maps nothing."),
        new NumberSetting("data.checkpointMebibytes", 1, 4096, s => s.Store.CheckpointMebibytes, (s, v) => s with { Store = s.Store with { CheckpointMebibytes = (int)v } },
            "From which size on the write-ahead log is copied into the database. Larger is faster, and costs disk space and time after a crash."),
        new NumberSetting("data.maxReaders", 1, 1024, s => s.Store.MaxReaders, (s, v) => s with { Store = s.Store with { MaxReaders = (int)v } },
            "How many reads of the database run at once; more wait."),
        new NumberSetting("data.busyTimeoutMilliseconds", 0, 10 * Minute, s => s.Store.BusyTimeoutMilliseconds, (s, v) => s with { Store = s.Store with { BusyTimeoutMilliseconds = (int)v } },
            "How long a statement waits for a lock that another program holds."),
    ];

    private static readonly Setting[] Rules =
    [
        new TextSetting("rules.directory", "a path, or empty", _ => true, s => s.RulesDirectory, (s, v) => s with { RulesDirectory = v },
            "Holds `policies/`, `tariffs.yaml`, `calendars.yaml`, `floors.yaml` and `scorecards/`; empty takes those that ship with the program.") { IsPath = true },
    ];

    private static readonly Setting[] Http =
    [
        new TextSetting("http.address", "an IP address", text => IPAddress.TryParse(text, out _), s => s.Api.Address.ToString(), (s, v) => s with { Api = s.Api with { Address = IPAddress.Parse(v) } },
            "The address that the API listens on. Any but a loopback address needs an API key."),
        new NumberSetting("http.port", 0, 65_535, s => s.Api.Port, (s, v) => s with { Api = s.Api with { Port = (int)v } },
            "The port; 0 takes a free one, which is printed at the start."),
        new NumberSetting("http.maxConnections", 1, 100_000, s => s.Api.MaxConnections, (s, v) => s with { Api = s.Api with { MaxConnections = (int)v } },
            "Connections open at once; further ones are closed."),
        new NumberSetting("http.maxRequestMebibytes", 1, 64, s => s.Api.MaxRequestMebibytes, (s, v) => s with { Api = s.Api with { MaxRequestMebibytes = (int)v } },
            "Size of one request with events. Events on their way take up to about twice this, times `http.concurrentIngestRequests`, of memory."),
        new NumberSetting("http.maxEventsPerRequest", 1, 100_000, s => s.Api.MaxEventsPerRequest, (s, v) => s with { Api = s.Api with { MaxEventsPerRequest = (int)v } },
            "Events in one request."),
        new NumberSetting("http.concurrentIngestRequests", 1, 256, s => s.Api.ConcurrentIngestRequests, (s, v) => s with { Api = s.Api with { ConcurrentIngestRequests = (int)v } },
            "Requests with events that are taken in at once; more wait."),
        new NumberSetting("http.concurrentReadRequests", 1, 256, s => s.Api.ConcurrentReadRequests, (s, v) => s with { Api = s.Api with { ConcurrentReadRequests = (int)v } },
            "Reading requests that are answered at once; more wait. Fewer than `data.maxReaders` leaves the accounts a connection."),
        new NumberSetting("http.queuedRequests", 0, 10_000, s => s.Api.QueuedRequests, (s, v) => s with { Api = s.Api with { QueuedRequests = (int)v } },
            "Requests of each kind that wait; further ones are answered 429."),
        new NumberSetting("http.maxStreams", 1, 10_000, s => s.Api.MaxStreams, (s, v) => s with { Api = s.Api with { MaxStreams = (int)v } },
            "Listeners to the stream of warnings; further ones are answered 429."),
        new NumberSetting("http.shutdownSeconds", 1, 600, s => s.Api.ShutdownSeconds, (s, v) => s with { Api = s.Api with { ShutdownSeconds = (int)v } },
            "How long requests under way may still take when the service stops."),
    ];

    private static readonly Setting[] Host =
    [
        new NumberSetting("host.loops", 1, 64, s => s.Host.Loops, (s, v) => s with { Host = s.Host with { Loops = (int)v } },
            "Loops that the accounts are divided among."),
        new NumberSetting("host.queuedRecordsPerLoop", 1, 1_000_000, s => s.Host.QueuedRecordsPerLoop, (s, v) => s with { Host = s.Host with { QueuedRecordsPerLoop = (int)v } },
            "Records that wait before a loop; senders wait when it is full."),
        new NumberSetting("host.undurableRecordsPerLoop", 1, 10_000_000, s => s.Host.UndurableRecordsPerLoop, (s, v) => s with { Host = s.Host with { UndurableRecordsPerLoop = (int)v } },
            "Records that a loop has applied and that are not durable yet; it takes no more until some are."),
        new NumberSetting("host.residentAccountsPerLoop", 1, 100_000_000, s => s.Host.ResidentAccountsPerLoop, (s, v) => s with { Host = s.Host with { ResidentAccountsPerLoop = (int)v } },
            "Accounts that a loop keeps in memory; idle ones give way."),
        new NumberSetting("host.readyAccountsPerLoop", 1, 100_000_000, s => s.Host.ReadyAccountsPerLoop, (s, v) => s with { Host = s.Host with { ReadyAccountsPerLoop = (int)v } },
            "Accounts among them that are ready at once; the others are packed into a fifth of the memory."),
        new NumberSetting("host.recordsPerTurn", 1, 100_000, s => s.Host.RecordsPerTurn, (s, v) => s with { Host = s.Host with { RecordsPerTurn = (int)v } },
            "Records that a loop takes at once; accounts are loaded for all of them together."),
        new NumberSetting("host.accountsPerSweep", 1, 1_000_000, s => s.Host.AccountsPerSweep, (s, v) => s with { Host = s.Host with { AccountsPerSweep = (int)v } },
            "Accounts that one look for due accounts takes."),
        new NumberSetting("host.leastArchivedParts", 1, 1_000_000, s => s.Host.LeastArchivedParts, (s, v) => s with { Host = s.Host with { LeastArchivedParts = (int)v } },
            "Bills, payments and the like from which an account has an archive, so that its row holds only what has changed."),
    ];

    private static readonly Setting[] Committer =
    [
        new NumberSetting("committer.maxAccountsPerBatch", 1, 100_000, s => s.Committer.MaxAccountsPerBatch, (s, v) => s with { Committer = s.Committer with { MaxAccountsPerBatch = (int)v } },
            "Account writes and dead letters in one transaction."),
        new NumberSetting("committer.maxBytesPerBatch", 65_536, 1_073_741_824, s => s.Committer.MaxBytesPerBatch, (s, v) => s with { Committer = s.Committer with { MaxBytesPerBatch = v } },
            "About how many bytes close a transaction; a single write may be larger."),
        new NumberSetting("committer.maxQueuedAccounts", 1, 1_000_000, s => s.Committer.MaxQueuedAccounts, (s, v) => s with { Committer = s.Committer with { MaxQueuedAccounts = (int)v } },
            "Account writes and dead letters that wait for a transaction; beyond it accounts gather records in their loop, for one write each."),
        new NumberSetting("committer.firstRetryMilliseconds", 1, Minute, s => s.Committer.FirstRetryMilliseconds, (s, v) => s with { Committer = s.Committer with { FirstRetryMilliseconds = (int)v } },
            "The first pause when the store fails; each further one is twice as long."),
        new NumberSetting("committer.longestRetryMilliseconds", 1, 60 * Minute, s => s.Committer.LongestRetryMilliseconds, (s, v) => s with { Committer = s.Committer with { LongestRetryMilliseconds = (int)v } },
            "The longest pause; not shorter than the first."),
    ];

    private static readonly Setting[] Others =
    [
        new NumberSetting("limits.maxEventBytes", DecoderLimits.LeastEventBytes, DecoderLimits.MostEventBytes, s => s.Limits.MaxEventBytes, (s, v) => s with { Limits = s.Limits with { MaxEventBytes = (int)v } },
            "Size of one event; larger ones are refused as `too-large`."),
        new NumberSetting("limits.maxDepth", DecoderLimits.LeastDepth, DecoderLimits.MostDepth, s => s.Limits.MaxDepth, (s, v) => s with { Limits = s.Limits with { MaxDepth = (int)v } },
            "Levels of objects and arrays in an event; deeper ones are refused as `too-deep`."),
        new NumberSetting("sweep.intervalSeconds", 1, 3600, s => s.Sweep.IntervalSeconds, (s, v) => s with { Sweep = s.Sweep with { IntervalSeconds = (int)v } },
            "How often accounts are looked at whose time has come without an event."),
        new TextSetting("log.level", LogLevels, IsLogLevel, s => s.LogLevel.ToString().ToLowerInvariant(), (s, v) => s with { LogLevel = Enum.Parse<LogLevel>(v, ignoreCase: true) },
            "The least level that is logged."),
    ];

    private const string LogLevels = "trace, debug, information, warning, error or critical";

    /// <summary>All settings.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Data, .. ServerSettings.Postgres, .. ServerSettings.Kafka, .. ClusterTable.All, .. RestrictionTable.All, .. Rules, .. Http, .. Host, .. Committer, .. Others];

    private static bool IsLogLevel(string text) =>
        text is "trace" or "debug" or "information" or "warning" or "error" or "critical";
}
