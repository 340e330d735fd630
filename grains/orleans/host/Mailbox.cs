using CreditRisk.Actor;
using NodaTime;

namespace CreditRisk.Cluster.Host;

/// <summary>A record on its way to its account, or an instant to which it is to advance.</summary>
/// <param name="Input">The record, or default.</param>
/// <param name="AdvanceTo">The instant, or null for a record.</param>
/// <param name="Generation">Which barriers wait for it.</param>
internal readonly record struct Parcel(InputRecord Input, Instant? AdvanceTo, long Generation = 0);

/// <summary>What waits for one account while a call of it is in flight. Not thread-safe: its host guards it.</summary>
/// <param name="account">The account.</param>
internal sealed class Mailbox(string account)
{
    private readonly Queue<Parcel> _waiting = new(1);

    public string Account => account;

    public int Count => _waiting.Count;

    public void Add(in Parcel parcel) => _waiting.Enqueue(parcel);

    /// <summary>Takes what the next call carries: records, at most so many, or one instant.</summary>
    public void Take(List<Parcel> call, int most)
    {
        call.Clear();
        while (call.Count < most && _waiting.TryPeek(out var next) && (call.Count == 0 || (next.AdvanceTo is null && call[0].AdvanceTo is null)))
        {
            call.Add(_waiting.Dequeue());
        }
    }
}
