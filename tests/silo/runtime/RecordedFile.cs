using System.Text;
using CreditRisk.Ingest.Records;
using CreditRisk.Ingest.Sources;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Storage;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>A file of events, and a data directory that it is taken into.</summary>
internal sealed class RecordedFile : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public RecordedFile(params IEnumerable<string> lines)
    {
        Directory.CreateDirectory(_directory.Path);
        File.WriteAllText(Path, string.Concat(lines.Select(line => line + '\n')));
    }

    public string Path => System.IO.Path.Combine(_directory.Path, "events.ndjson");

    public string Data => System.IO.Path.Combine(_directory.Path, "data");

    public OutcomeCounts Counts { get; private set; } = new();

    /// <summary>A line of the file.</summary>
    public static string Line(Sent sent) => Encoding.UTF8.GetString(sent.Body);

    /// <summary>An engine on the data directory.</summary>
    public Engine Start(GroupCommitterOptions? committer = null) => Engine.Start(
        TestPolicies.Rules(TestPolicies.Usual),
        new EngineSettings
        {
            Store = new SqliteStoreOptions { DataDirectory = Data, WriterCacheMebibytes = 8 },
            Committer = committer ?? new GroupCommitterOptions(),
        });

    /// <summary>The partition that the file is.</summary>
    public async Task<SourcePartition> PartitionAsync() => new(await FileIdentity.OfAsync(Path), "file", 0);

    /// <summary>Takes the file in, in a run of its own or in an engine that is there.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="through">What the bytes are read through.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<FileIngest> TakeInAsync(Engine engine, Func<Stream, Stream>? through = null, CancellationToken cancellation = default)
    {
        Counts = new OutcomeCounts();
        var ingest = await FileIngest.OpenAsync(engine, Path, Counts, new LatencySample(TimeProvider.System, 1), CancellationToken.None);
        await using var file = File.OpenRead(Path);
        await ingest.RunAsync(through is null ? file : through(file), null, cancellation);
        return ingest;
    }

    public void Dispose() => _directory.Dispose();
}
