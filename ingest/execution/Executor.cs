namespace CreditRisk.Ingest.Execution;

/// <summary>
/// Runs tasks, and threads of their own where work blocks. A simulation puts its own in the place of the system's, and so decides what runs when. Safe for use by many threads.
/// </summary>
public abstract class Executor
{
    /// <summary>The thread pool, and threads of the operating system.</summary>
    public static Executor Default { get; } = new SystemExecutor();

    /// <summary>Where tasks run.</summary>
    protected abstract TaskScheduler Tasks { get; }

    /// <summary>Starts work that awaits and does not block.</summary>
    /// <returns>Ends with the work.</returns>
    public Task Run(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Tasks).Unwrap();

    /// <summary>Starts work that blocks, on a thread of its own.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="work">What it throws ends the process.</param>
    public abstract void StartThread(string name, Action work);

    /// <summary>Waits, on such a thread and holding a monitor, until the monitor is pulsed; it is free meanwhile. May return without a pulse.</summary>
    /// <param name="monitor">What is waited on.</param>
    /// <param name="atMost">How long, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>False when the time was over.</returns>
    public abstract bool Wait(object monitor, TimeSpan atMost);

    /// <summary>Wakes all that wait on a monitor, which the caller holds.</summary>
    public abstract void PulseAll(object monitor);

    /// <summary>Cancels; what waits for that goes on where it runs, and not on the caller.</summary>
    public virtual Task CancelAsync(CancellationTokenSource source) => source.CancelAsync();

    private sealed class SystemExecutor : Executor
    {
        protected override TaskScheduler Tasks => TaskScheduler.Default;

        public override void StartThread(string name, Action work) => new Thread(() => work()) { IsBackground = true, Name = name }.Start();

        public override bool Wait(object monitor, TimeSpan atMost) => Monitor.Wait(monitor, atMost);

        public override void PulseAll(object monitor) => Monitor.PulseAll(monitor);
    }
}
