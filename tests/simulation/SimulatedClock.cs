namespace CreditRisk.Tests.Simulation;

/// <summary>A process's clock: the world's time and a constant error.</summary>
internal sealed class SimulatedClock(World world, SimulatedProcess process, TimeSpan error) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Now + error;

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ProcessTimer(world, process, () => callback(state), dueTime, period);

    private sealed class ProcessTimer : ITimer
    {
        private readonly World _world;
        private readonly SimulatedProcess _process;
        private readonly Action _callback;
        private SimulatedTimer? _timer;
        private TimeSpan _period;

        public ProcessTimer(World world, SimulatedProcess process, Action callback, TimeSpan dueTime, TimeSpan period)
        {
            (_world, _process, _callback) = (world, process, callback);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _timer?.Stop();
            _period = period;
            _timer = dueTime == Timeout.InfiniteTimeSpan || _process.IsDead ? null : _world.After(dueTime, _process, Fire);
            return true;
        }

        public void Dispose() => _timer?.Stop();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                _timer = _world.After(_period, _process, Fire);
            }

            _callback();
        }
    }
}
