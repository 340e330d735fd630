using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;

namespace CreditRisk.Tests.Simulation;

/// <summary>
/// What must have come out in the end. In which order an account's records of several partitions met is not for the input to say: that is taken from the history; everything else is
/// computed from it anew, record by record, by nothing but the rules.
/// </summary>
internal sealed class SimulationModel
{
    private readonly MemoryStore _store;
    private readonly SimulatedBroker _broker;
    private readonly EventDecoder _decoder = new();
    private readonly StateCodec _codec = new(PipelineRun.Rules.Value.Book);
    private readonly IReadOnlyList<SimulatedRecord> _records;
    private readonly ILookup<(string Account, ulong Event), SimulatedRecord> _byEvent;

    private SimulationModel(MemoryStore store, SimulatedBroker broker)
    {
        (_store, _broker) = (store, broker);
        _records = [.. broker.Partitions.SelectMany(partition => partition.Log)];
        _byEvent = _records.Where(record => record.Event is not null).ToLookup(record => KeyOf(record.Event!));
    }

    /// <summary>Checks everything.</summary>
    public static void Check(MemoryStore store, SimulatedBroker broker, Durable durable)
    {
        var model = new SimulationModel(store, broker);
        foreach (var record in model._records)
        {
            Must(durable.IsDone(record), $"{record.Origin} is lost");
        }

        // Gapless histories and effects, no event twice, and totals that are the sums over the accounts.
        StoreContents.ShouldBeWhole(store, model._codec);
        foreach (var row in StoreContents.Accounts(store))
        {
            model.CheckAccount(row);
        }

        model.CheckLetters();
        model.CheckPublished();
    }

    private static (string Account, ulong Event) KeyOf(AccountEvent e) => (e.Header.Account, StableHash.Of(e.Header.Source, e.Header.Id));

    private static void Must(bool holds, string what)
    {
        if (!holds)
        {
            throw new SimulationFailedException(what);
        }
    }

    private void CheckAccount(StoredAccount row)
    {
        var stored = StateOf(row);
        var history = _store.HistoryBackwards(row.Id).Reverse().ToList();
        CheckOrder(row.Id, history);
        var run = new AccountRun(PipelineRun.Rules.Value);
        foreach (var record in history)
        {
            var e = _decoder.Decode(record.Body.Span, record.Headers.Span).Event!;
            Must(run.Apply(new TimedRecord(e, record.LoggedAt)), $"{row.Id} has applied number {record.Sequence}, which the model would not: {e}");
        }

        run.Advance(stored.Now);
        Must(run.IsOpened == history.Count > 0, $"{row.Id} has no history");
        Must(
            StateCodec.Encode(stored).AsSpan().SequenceEqual(run.Encoded()),
            $"{row.Id} is not what its history makes it:{Environment.NewLine}{stored}{Environment.NewLine}{run.State}");
        var effects = _store.Effects(0, int.MaxValue, row.Id).Select(effect => Encoding.Latin1.GetString(effect.Body.Span)).ToArray();
        Must(Differences.First(effects, run.Sent()) is null, $"{row.Id} has warned otherwise: {Differences.First(effects, run.Sent())}");
        var lost = _store.DeadLetters(0, int.MaxValue).Where(letter => letter.Letter.Origin == $"history of {row.Id}").Select(letter => $"{letter.Letter.EventId} {letter.Letter.Reason} {letter.Letter.At}");
        var expected = run.Lost.Select(fact => $"{fact.Fact.Header.Id} {fact.Reason} {fact.At}");
        Must(Differences.First([.. lost], [.. expected]) is null, $"{row.Id} has given up other facts: {Differences.First([.. lost], [.. expected])}");
    }

    private AccountState StateOf(StoredAccount row) => Engine.Decode(_codec, row);

    /// <summary>Each partition's records are in the history in their order. Those of which there are several copies could be any of them.</summary>
    private void CheckOrder(string account, List<StoredRecord> history)
    {
        var last = new Dictionary<Confluent.Kafka.TopicPartition, long>();
        foreach (var stored in history)
        {
            var copies = _byEvent[(account, stored.EventHash)].ToList();
            Must(copies.Exists(copy => copy.Sent.Value.AsSpan().SequenceEqual(stored.Body.Span)), $"{account} has number {stored.Sequence} in its history, which was never sent");
            if (copies is [var record])
            {
                Must(last.GetValueOrDefault(record.Place, -1) < record.Offset, $"{record.Origin} was applied after a later one of its partition");
                last[record.Place] = record.Offset;
            }
        }
    }

    /// <summary>What was refused is kept whole; where it is kept twice, it is the same.</summary>
    private void CheckLetters()
    {
        var byOrigin = _records.ToDictionary(record => record.Origin);
        var letters = _store.DeadLetters(0, int.MaxValue).Select(letter => letter.Letter).Where(letter => letter.Origin is not null && !letter.Origin.StartsWith("history of ", StringComparison.Ordinal));
        foreach (var same in letters.GroupBy(letter => letter.Origin!))
        {
            var record = byOrigin[same.Key];
            Must(same.All(letter => letter.Body.Span.SequenceEqual(record.Sent.Value)), $"the dead letter of {same.Key} is not whole");
        }
    }

    /// <summary>What was published is, without repeats, what left the accounts, in their order.</summary>
    private void CheckPublished()
    {
        var published = _broker.Published.Distinct().ToLookup(one => one.Account, one => one.Body);
        foreach (var row in StoreContents.Accounts(_store))
        {
            string[] left = [.. _store.Effects(0, int.MaxValue, row.Id).Select(effect => Encoding.Latin1.GetString(effect.Body.Span))];
            var difference = Differences.First([.. published[row.Id]], left);
            Must(difference is null, $"{row.Id} has published otherwise: {difference}");
        }
    }
}
