using CreditRisk.Ingest.Execution;

namespace CreditRisk.Tests.Simulation;

/// <summary>The process was killed while this thread waited: nothing of it goes on.</summary>
internal sealed class ProcessDiedException() : Exception("the simulated process has died");

/// <summary>
/// A process of the simulation: its tasks, threads and timers run when the world's scheduler says so, and are gone when it is killed. Nothing of it is disposed of then.
/// </summary>
internal sealed class SimulatedProcess : Executor
{
    private readonly World _world;
    private readonly Scheduler _scheduler;
    private readonly List<Fiber> _fibers = [];
    private readonly List<(object Monitor, Fiber Fiber)> _waiting = [];

    public SimulatedProcess(World world, string name, TimeSpan clockError)
    {
        (_world, Name) = (world, name);
        _scheduler = new Scheduler(this);
        Clock = new SimulatedClock(world, this, clockError);
    }

    public string Name { get; }

    public World World => _world;

    public bool IsDead { get; private set; }

    /// <summary>Its clock, which may be wrong.</summary>
    public TimeProvider Clock { get; }

    protected override TaskScheduler Tasks => _scheduler;

    public override void StartThread(string name, Action work) => new Task(work, TaskCreationOptions.LongRunning).Start(_scheduler);

    public override bool Wait(object monitor, TimeSpan atMost)
    {
        var fiber = Fiber.Current;
        var isOver = false;
        var timer = atMost == Timeout.InfiniteTimeSpan ? null : _world.After(atMost, this, () =>
        {
            isOver = true;
            fiber.Wake();
        });
        _waiting.Add((monitor, fiber));
        Monitor.Exit(monitor);
        try
        {
            fiber.Pause();
        }
        finally
        {
            Monitor.Enter(monitor);
            _waiting.Remove((monitor, fiber));
            timer?.Stop();
        }

        return !isOver;
    }

    public override Task CancelAsync(CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }

    public override void PulseAll(object monitor)
    {
        _world.MustHaveTheTurn();
        foreach (var waiting in _waiting)
        {
            if (ReferenceEquals(waiting.Monitor, monitor))
            {
                waiting.Fiber.Wake();
            }
        }
    }

    /// <summary>Lets time pass for the thread that calls it, which is one of the process's own.</summary>
    public void Sleep(TimeSpan time)
    {
        var fiber = Fiber.Current;
        _world.After(time, this, fiber.Wake);
        fiber.Pause();
    }

    /// <summary>Ends the process where it stands.</summary>
    public void Kill()
    {
        IsDead = true;
        foreach (var fiber in _fibers)
        {
            fiber.Dispose();
        }

        _fibers.Clear();
    }

    /// <summary>Runs tasks of the process one by one; those that block get a thread of their own.</summary>
    private sealed class Scheduler(SimulatedProcess process) : TaskScheduler
    {
        protected override void QueueTask(Task task)
        {
            if (process.IsDead)
            {
                return;
            }

            if (task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
            {
                process._fibers.Add(new Fiber(process, () => Run(task)));
            }
            else
            {
                process._world.Ready(process, () => TryExecuteTask(task));
            }
        }

        // Never at once: what could run later shall run later as often as not.
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];

        private void Run(Task task)
        {
            TryExecuteTask(task);
            if (task.Exception?.InnerException is { } failure and not ProcessDiedException)
            {
                process._world.Fail(failure);
            }
        }
    }
}
