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
using NodaTime;

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
    private readonly IReadOnlyList<DeadLetter> _letters;

    private SimulationModel(MemoryStore store, SimulatedBroker broker)
    {
        (_store, _broker) = (store, broker);
        _letters = [.. store.DeadLetters(0, int.MaxValue).Select(letter => letter.Letter)];
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
        var indigestible = _letters.Where(letter => letter.Account == row.Id && letter.Reason == RefusalCodes.Indigestible).ToList();
        Must(stored.Quarantined == indigestible.Count > 0, $"{row.Id} is quarantined for nothing, or is not");
        var run = Replay(stored, history, null);
        if (indigestible.Count > 0 && !IsSame(stored, run))
        {
            // It was opened by a record that it could not digest.
            run = Replay(stored, history, indigestible.Min(letter => letter.At));
        }

        Must(IsSame(stored, run), $"{row.Id} is not what its history makes it:{Environment.NewLine}{stored}{Environment.NewLine}{run.State}");
        var effects = _store.Effects(0, int.MaxValue, row.Id).Select(effect => Encoding.Latin1.GetString(effect.Body.Span)).ToArray();
        Must(Differences.First(effects, run.Sent()) is null, $"{row.Id} has warned otherwise: {Differences.First(effects, run.Sent())}");
        var lost = _letters.Where(letter => letter.Origin == $"history of {row.Id}").Select(letter => $"{letter.EventId} {letter.Reason} {letter.At}");
        var expected = run.Lost.Select(fact => $"{fact.Fact.Header.Id} {fact.Reason} {fact.At}");
        Must(Differences.First([.. lost], [.. expected]) is null, $"{row.Id} has given up other facts: {Differences.First([.. lost], [.. expected])}");
    }

    private AccountRun Replay(AccountState stored, List<StoredRecord> history, Instant? openedBy)
    {
        var run = new AccountRun(PipelineRun.Rules.Value);
        if (openedBy is { } opened)
        {
            run.Quarantine(stored.Id, opened);
        }

        foreach (var record in history)
        {
            var e = _decoder.Decode(record.Body.Span, record.Headers.Span).Event!;
            Must(run.Apply(new TimedRecord(e, record.LoggedAt)), $"{stored.Id} has applied number {record.Sequence}, which the model would not: {e}");
        }

        if (stored.Quarantined)
        {
            run.Quarantine(stored.Id, stored.Now);
        }

        run.Advance(stored.Now);
        return run;
    }

    private static bool IsSame(AccountState stored, AccountRun run) => run.IsOpened && StateCodec.Encode(stored).AsSpan().SequenceEqual(run.Encoded());

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
        foreach (var same in _letters.Where(letter => byOrigin.ContainsKey(letter.Origin ?? "")).GroupBy(letter => letter.Origin!))
        {
            var record = byOrigin[same.Key];
            Must(same.All(letter => letter.Body.Span.SequenceEqual(record.Sent.Value)), $"the dead letter of {same.Key} is not whole");
            // Where the account has a row, the letter is kept with its position. Others may be kept again when it was not heard that they were.
            Must(same.Count(letter => !letter.State.IsEmpty) <= 1, $"{same.Key} is refused again: {string.Join(", ", same.Select(letter => $"{letter.Reason} {letter.At}"))}");
            Must(same.Select(letter => (letter.Reason, letter.EventId, letter.Account)).Distinct().Count() == 1 || record.Event is not null, $"the dead letters of {same.Key} differ");
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
