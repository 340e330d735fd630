using NodaTime;

namespace CreditRisk.Silo.Api.Intake;

/// <summary>
/// The instant up to which all input is on its way to the accounts. An event has its log timestamp when it is received, and time may not act beyond it before the event is in its
/// account's queue: else a customer would be warned for a payment that was here in time. Thread-safe.
/// </summary>
/// <param name="clock">Gives log timestamps.</param>
public sealed class InputHorizon(TimeProvider clock)
{
    private readonly Lock _lock = new();
    // As long as the requests that are taken in at once.
    private readonly LinkedList<Instant> _received = new();

    /// <summary>Something is received. The caller disposes of the receipt when all of it is in its accounts' queues.</summary>
    public Receipt Receive()
    {
        lock (_lock)
        {
            return new Receipt(this, _received.AddLast(Now()));
        }
    }

    /// <summary>The instant up to which time may act.</summary>
    public Instant UpTo()
    {
        lock (_lock)
        {
            // Read under the lock: no receipt can be given an instant before the one that is returned.
            var now = Now();
            return _received.Count == 0 ? now : Instant.Min(now, _received.Min());
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private void Release(LinkedListNode<Instant> node)
    {
        lock (_lock)
        {
            _received.Remove(node);
        }
    }

    /// <summary>Says when something was received, and holds time until it is disposed of.</summary>
    public sealed class Receipt : IDisposable
    {
        private readonly InputHorizon _horizon;
        private LinkedListNode<Instant>? _node;

        internal Receipt(InputHorizon horizon, LinkedListNode<Instant> node)
        {
            _horizon = horizon;
            _node = node;
            At = node.Value;
        }

        /// <summary>When it was received: the log timestamp of its events.</summary>
        public Instant At { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _node, null) is { } node)
            {
                _horizon.Release(node);
            }
        }
    }
}
