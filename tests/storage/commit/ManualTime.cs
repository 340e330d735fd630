namespace CreditRisk.Tests.Storage.Commit;

/// <summary>A clock that moves when the test says so, and tells the test when somebody waits on it.</summary>
internal sealed class ManualTime : TimeProvider, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly SemaphoreSlim _created = new(0);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            var timer = new Timer(this, () => callback(state), _ticks + dueTime.Ticks, dueTime);
            _timers.Add(timer);
            _created.Release();
            return timer;
        }
    }

    /// <summary>Waits until somebody has set a timer.</summary>
    /// <returns>How long that timer runs.</returns>
    public TimeSpan NextTimer()
    {
        if (!_created.Wait(Patience))
        {
            throw new TimeoutException("Nobody has set a timer.");
        }

        lock (_gate)
        {
            return _timers[^1].Length;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            _ticks += by.Ticks;
            due = _timers.FindAll(timer => timer.DueAt <= _ticks);
            _timers.RemoveAll(timer => timer.DueAt <= _ticks);
        }

        due.ForEach(timer => timer.Fire());
    }

    public void Dispose() => _created.Dispose();

    private void Remove(Timer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class Timer(ManualTime owner, Action fire, long dueAt, TimeSpan length) : ITimer
    {
        public long DueAt => dueAt;

        public TimeSpan Length => length;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nobody needs it yet.");

        public void Dispose() => owner.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
