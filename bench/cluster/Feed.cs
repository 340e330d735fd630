using CreditRisk.Actor;
using CreditRisk.Bench.Broker;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Bench.Cluster;

/// <summary>The records that a host gets, as a source would hand them over: the same for every host, in the business's own time.</summary>
/// <param name="count">How many accounts there are.</param>
internal sealed class Feed(int count) : IRecordObserver
{
    private const int Partitions = 16;

    private static readonly SourcePartition[] Inputs = [.. Enumerable.Range(0, Partitions).Select(partition => new SourcePartition("bench", "billing", partition))];

    private readonly Business _business = new(new Accounts(count, false));
    private readonly EventDecoder _decoder = new();
    private readonly int[] _order = Shuffled(count);
    private readonly long[] _offsets = new long[Partitions];
    private int _visited;

    /// <summary>The first record of every account. It has no position: it is another process that goes on from there.</summary>
    public IEnumerable<SourceRecord> Openings() =>
        Enumerable.Range(0, count).Select(account => new SourceRecord(null, Instant.FromDateTimeOffset(_business.At(0).AddHours(-1)), Business.Opening(account), default));

    /// <summary>A record each of accounts that had none yet: a payment in advance, so that nothing falls due.</summary>
    public IEnumerable<SourceRecord> Visits(int most)
    {
        foreach (var account in _order.Skip(_visited).Take(most))
        {
            var time = _business.At(0).AddMinutes(-1);
            yield return Record(account, time, BenchLines.Payment(account, -1, time));
            _visited++;
        }
    }

    /// <summary>The next records of the business, of accounts drawn at random.</summary>
    public IEnumerable<SourceRecord> Next(int records)
    {
        for (var i = 0; i < records; i++)
        {
            var (account, time, body) = _business.Next(mayWarn: false);
            yield return Record(account, time, body);
        }
    }

    /// <summary>Decodes records and submits them; returns when all are durable.</summary>
    public async Task SendAsync(IAccountHost host, IReadOnlyList<SourceRecord> records)
    {
        foreach (var record in records)
        {
            var decoded = _decoder.Decode(record.Body.Span).Event ?? throw new InvalidOperationException("a record of the benchmark was refused");
            await host.SubmitAsync(new InputRecord(decoded, record, this, 0));
        }

        await host.DrainAsync();
    }

    public void OnDurable(in RecordResult result)
    {
        if (result.Outcome != Outcome.Applied)
        {
            throw new InvalidOperationException($"a record of the benchmark was not applied: {result.Outcome}: {result.Message}");
        }
    }

    private SourceRecord Record(int account, DateTimeOffset time, byte[] body)
    {
        var partition = account % Partitions;
        return new SourceRecord(new RecordPosition(Inputs[partition], _offsets[partition]++), Instant.FromDateTimeOffset(time), body, default);
    }

    private static int[] Shuffled(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(1).Shuffle(order);
        return order;
    }
}
