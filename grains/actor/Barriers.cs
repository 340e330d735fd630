namespace CreditRisk.Actor;

/// <summary>
/// Knows when everything is durable that was taken before a barrier. A change belongs to the generation in which it began, and each barrier begins a new one: what comes after a
/// barrier does not hold it up, however much that is. For use by one caller at a time.
/// </summary>
internal sealed class Barriers
{
    // As long as callers wait; made for the first of them.
    private Queue<(long Generation, TaskCompletionSource Waiting)>? _waiting;
    // The generations before the newest of which something is not durable.
    private Dictionary<long, int>? _older;
    private long _generation;
    private int _newest;

    /// <summary>A change begins.</summary>
    /// <returns>Its generation.</returns>
    public long Begin()
    {
        _newest++;
        return _generation;
    }

    /// <summary>A change is durable, or nothing is left of it.</summary>
    /// <exception cref="InvalidOperationException">It has no generation: it never began.</exception>
    public void End(long? generation)
    {
        var ended = generation ?? throw new InvalidOperationException("a change ended that never began");
        if (ended == _generation)
        {
            _newest--;
        }
        else if (--_older![ended] == 0)
        {
            _older.Remove(ended);
        }
    }

    /// <summary>Somebody waits for all changes that have begun.</summary>
    public void Add(TaskCompletionSource waiting)
    {
        if (_newest > 0)
        {
            (_older ??= []).Add(_generation, _newest);
            _newest = 0;
        }

        (_waiting ??= new Queue<(long, TaskCompletionSource)>(1)).Enqueue((_generation++, waiting));
    }

    /// <summary>Tells those whose wait is over.</summary>
    public void Release()
    {
        while (_waiting is not null && _waiting.TryPeek(out var first) && _older?.Keys.Any(open => open <= first.Generation) is not true)
        {
            _waiting.Dequeue().Waiting.TrySetResult();
        }
    }
}
