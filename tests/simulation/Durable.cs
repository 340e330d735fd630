using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Tests.Simulation;

/// <summary>What has become durable, as the store was told: which events are in a history, and which records are dead letters.</summary>
internal sealed class Durable
{
    private readonly HashSet<(string Account, ulong Event)> _events = [];
    private readonly HashSet<(string Account, string Body)> _effects = [];
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);

    /// <summary>Adds what was committed of a batch.</summary>
    public void Add(CommitBatch batch, bool[] committed)
    {
        foreach (var write in batch.Accounts.Where((_, index) => committed[index]))
        {
            _events.UnionWith(write.History.Select(row => (write.Id, row.EventHash)));
            _effects.UnionWith(write.Outbox.Select(row => (write.Id, Encoding.Latin1.GetString(row.Body.Span))));
            Add(write.DeadLetters);
        }

        Add(batch.DeadLetters);
    }

    /// <summary>Whether a record is done: its event is in the history, or it is a dead letter, or it belongs to nobody.</summary>
    public bool IsDone(SimulatedRecord record) => record.Event switch
    {
        { Header.Account.Length: 0 } => true,
        { } @event when _events.Contains((@event.Header.Account, StableHash.Of(@event.Header.Source, @event.Header.Id))) => true,
        _ => _origins.Contains(record.Origin),
    };

    /// <summary>Whether an event has left an account.</summary>
    public bool HasLeft(string account, ReadOnlyMemory<byte> body) => _effects.Contains((account, Encoding.Latin1.GetString(body.Span)));

    private void Add(IEnumerable<DeadLetter> letters) => _origins.UnionWith(letters.Select(letter => letter.Origin).OfType<string>());
}
