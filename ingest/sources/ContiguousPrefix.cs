namespace CreditRisk.Ingest.Sources;

/// <summary>
/// Tracks which records of one partition are in flight, and up to where all are done: only that may be committed as progress. Records end in
/// any order; the prefix moves over a record only when everything before it has ended. Thread-safe.
/// </summary>
/// <param name="next">The first offset that is not done.</param>
public sealed class ContiguousPrefix(long next)
{
    private readonly Lock _lock = new();
    private readonly Queue<long> _inOrder = new();
    private readonly HashSet<long> _done = [];
    private long _next = next;
    private long _least = next;

    /// <summary>Records begun and not done.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inOrder.Count - _done.Count;
            }
        }
    }

    /// <summary>The first offset that is not known to be done: everything before it is.</summary>
    public long Next
    {
        get
        {
            lock (_lock)
            {
                return _next;
            }
        }
    }

    /// <summary>A record is taken in. Offsets rise; they may have gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset does not rise.</exception>
    public void Begin(long offset)
    {
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(offset, _least);
            _inOrder.Enqueue(offset);
            _least = offset + 1;
        }
    }

    /// <summary>A record is durable.</summary>
    /// <returns>The first offset that is not done, if that has moved; else null.</returns>
    public long? End(long offset)
    {
        lock (_lock)
        {
            _done.Add(offset);
            var before = _next;
            while (_inOrder.TryPeek(out var first) && _done.Remove(first))
            {
                _inOrder.Dequeue();
                _next = first + 1;
            }

            return _next == before ? null : _next;
        }
    }
}
