using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Api.Stream;

/// <summary>
/// Tells listeners that there may be new warnings. One look at the store serves all of them, however many there are, and none is made while nobody listens; the warnings themselves
/// each listener reads at his own pace, so that nothing queues up for a slow one. Thread-safe.
/// </summary>
/// <param name="reader">The store.</param>
/// <param name="clock">Times the looks.</param>
internal sealed class WarningFeed(IAccountReader reader, TimeProvider clock) : IDisposable
{
    /// <summary>The least time between two looks at the store.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private TaskCompletionSource _news = NewSignal();
    private CancellationTokenSource? _looking;
    private int _listeners;

    /// <summary>Ends when something has become durable since this was asked for, or may have.</summary>
    public Task News
    {
        get
        {
            lock (_lock)
            {
                return _news.Task;
            }
        }
    }

    /// <summary>Begins to listen; the listener disposes of what is returned when he goes.</summary>
    public IDisposable Listen()
    {
        lock (_lock)
        {
            if (_listeners++ == 0)
            {
                _looking = new CancellationTokenSource();
                _ = LookAsync(_looking.Token);
            }
        }

        return new Listening(this);
    }

    /// <summary>Makes no more looks.</summary>
    public void Dispose() => End(leaving: 0);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        // The first look always tells: what came between the listener's own reading and this one must not wait for the next warning.
        var seen = -1L;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (Newest() is { } newest && newest != seen)
                {
                    seen = newest;
                    Signal();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The last listener has gone.
            return;
        }
    }

    // A store that is away has nothing new; the next look asks again.
    private long? Newest()
    {
        try
        {
            return reader.NewestEffects(1) is [var newest] ? newest.Offset : 0;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private void Signal()
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            news = _news;
            _news = NewSignal();
        }

        news.TrySetResult();
    }

    // One step under the lock: who begins to listen meanwhile must not lose the looks that were begun for him.
    private void End(int leaving)
    {
        CancellationTokenSource? looking;
        lock (_lock)
        {
            _listeners -= leaving;
            if (leaving > 0 && _listeners > 0)
            {
                return;
            }

            looking = _looking;
            _looking = null;
        }

        looking?.Cancel();
        looking?.Dispose();
    }

    private sealed class Listening(WarningFeed feed) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                feed.End(leaving: 1);
            }
        }
    }
}
