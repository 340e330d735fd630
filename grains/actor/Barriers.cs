namespace CreditRisk.Actor;

/// <summary>
/// Knows when everything is durable that was taken before a barrier. A change belongs to the generation in which it began, and each barrier begins a new one: what comes after a
/// barrier does not hold it up, however much that is. For use by one caller at a time.
/// </summary>
internal sealed class Barriers
{
    // As long as callers wait.
    private readonly Queue<(long Generation, TaskCompletionSource Waiting)> _waiting = new();
    private readonly Dictionary<long, int> _open = [];
    private long _generation;

    /// <summary>A change begins.</summary>
    /// <returns>Its generation.</returns>
    public long Begin()
    {
        _open[_generation] = _open.GetValueOrDefault(_generation) + 1;
        return _generation;
    }

    /// <summary>A change is durable, or nothing is left of it.</summary>
    /// <exception cref="InvalidOperationException">It has no generation: it never began.</exception>
    public void End(long? generation)
    {
        var ended = generation ?? throw new InvalidOperationException("a change ended that never began");
        if (--_open[ended] == 0)
        {
            _open.Remove(ended);
        }
    }

    /// <summary>Somebody waits for all changes that have begun.</summary>
    public void Add(TaskCompletionSource waiting) => _waiting.Enqueue((_generation++, waiting));

    /// <summary>Tells those whose wait is over.</summary>
    public void Release()
    {
        while (_waiting.TryPeek(out var first) && !_open.Keys.Any(open => open <= first.Generation))
        {
            _waiting.Dequeue().Waiting.TrySetResult();
        }
    }
}
