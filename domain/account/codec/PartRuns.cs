namespace CreditRisk.Domain.Account.Codec;

/// <summary>Neighbours in a list: either all of them are, object by object, neighbours in the archived list too, or none of them was found there.</summary>
/// <param name="Start">The index of the first in the list.</param>
/// <param name="Length">How many, 1 or more.</param>
/// <param name="ArchivedFrom">The index of the first in the archived list, or -1.</param>
internal readonly record struct PartRun(int Start, int Length, int ArchivedFrom)
{
    public bool IsArchived => ArchivedFrom >= 0;
}

/// <summary>
/// Divides a list into runs that are in an archived list and runs that are not, in one pass over both. It relies on both lists having one order; a part that has moved is taken for a new
/// one, which costs room and is never wrong.
/// </summary>
/// <param name="parts">The list.</param>
/// <param name="archived">The archived list.</param>
/// <param name="order">Compares a part with an archived one: 0 where it has taken its place, below 0 where it comes before, above 0 where the archived one is gone.</param>
internal ref struct PartRuns<T>(ReadOnlySpan<T> parts, ReadOnlySpan<T> archived, Comparison<T> order)
    where T : class
{
    private readonly ReadOnlySpan<T> _parts = parts;
    private readonly ReadOnlySpan<T> _archived = archived;
    private int _next;
    private int _nextArchived;

    /// <summary>The run that was found last.</summary>
    public PartRun Current { get; private set; }

    /// <summary>Finds the next run.</summary>
    public bool MoveNext()
    {
        var start = _next;
        SkipToArchived();
        if (_next > start)
        {
            Current = new PartRun(start, _next - start, -1);
            return true;
        }

        var from = _nextArchived;
        while (IsAtArchived)
        {
            _next++;
            _nextArchived++;
        }

        Current = new PartRun(start, _next - start, from);
        return _next > start;
    }

    /// <summary>How many parts are not in the archived list.</summary>
    public int CountOthers()
    {
        var count = 0;
        while (MoveNext())
        {
            count += Current.IsArchived ? 0 : Current.Length;
        }

        return count;
    }

    private readonly bool IsAtArchived =>
        _next < _parts.Length && _nextArchived < _archived.Length && ReferenceEquals(_parts[_next], _archived[_nextArchived]);

    private void SkipToArchived()
    {
        while (_next < _parts.Length && !IsAtArchived)
        {
            if (_nextArchived == _archived.Length)
            {
                _next = _parts.Length;
                return;
            }

            var place = order(_parts[_next], _archived[_nextArchived]);
            _next += place <= 0 ? 1 : 0;
            _nextArchived += place >= 0 ? 1 : 0;
        }
    }
}
