using System.Runtime.ExceptionServices;

namespace CreditRisk.Tests.Simulation;

/// <summary>
/// Time, chance and the one scheduler of a simulation. Whatever can run next (a task, a thread that was waiting, a timer that is due) lies in one list; the seed decides which it is. Only one
/// thing runs at a time, so that a seed replays to the last step.
/// </summary>
internal sealed class World
{
    private readonly List<(SimulatedProcess? Owner, Action Run)> _ready = [];
    private readonly PriorityQueue<SimulatedTimer, (DateTimeOffset Due, long Number)> _timers = new();
    private ExceptionDispatchInfo? _failure;
    private int _turn = Environment.CurrentManagedThreadId;
    private long _numbers;

    public World(int seed, DateTimeOffset start)
    {
        Seed = seed;
        Now = start;
        Random = new Random(seed);
    }

    public int Seed { get; }

    /// <summary>The one source of chance.</summary>
    public Random Random { get; }

    /// <summary>What has happened.</summary>
    public Trace Trace { get; } = new();

    /// <summary>The step at which something happened that was worth a line.</summary>
    public long LastNews { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    public bool Chance(double probability) => probability > 0 && Random.NextDouble() < probability;

    /// <summary>A time between none and one.</summary>
    public TimeSpan UpTo(TimeSpan most) => TimeSpan.FromTicks(Random.NextInt64(most.Ticks + 1));

    /// <summary>Fails the simulation, from whatever thread.</summary>
    public void Fail(Exception failure) => _failure ??= ExceptionDispatchInfo.Capture(failure);

    /// <summary>Fails the simulation, whoever catches what is thrown.</summary>
    public SimulationFailedException Failed(string message)
    {
        var failure = new SimulationFailedException(message);
        Fail(failure);
        return failure;
    }

    /// <summary>Makes something run at some step that follows, unless its owner is dead by then.</summary>
    public void Ready(SimulatedProcess? owner, Action run)
    {
        MustHaveTheTurn();
        _ready.Add((owner, run));
    }

    /// <summary>A timer that makes its action ready when it is due.</summary>
    public SimulatedTimer After(TimeSpan delay, SimulatedProcess? owner, Action run)
    {
        MustHaveTheTurn();
        var timer = new SimulatedTimer(owner, run, Now + delay);
        _timers.Enqueue(timer, (timer.Due, _numbers++));
        return timer;
    }

    /// <summary>Tells what has happened, to whom, and more of it.</summary>
    public void Tell(string what, string who, string details = "")
    {
        LastNews = Steps;
        Trace.Add(what, who, details);
    }

    /// <summary>Runs one thing. Returns false when nothing is ready before time passes.</summary>
    public bool Step()
    {
        Steps++;
        while (_ready.Count > 0)
        {
            var index = Random.Next(_ready.Count);
            var (owner, run) = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            if (owner is not { IsDead: true })
            {
                run();
                _failure?.Throw();
                return true;
            }
        }

        return false;
    }

    /// <summary>When the next timer is due; null where there is none.</summary>
    public DateTimeOffset? NextTimer()
    {
        while (_timers.TryPeek(out var timer, out _) && timer.IsStopped)
        {
            _timers.Dequeue();
        }

        return _timers.TryPeek(out var next, out _) ? next.Due : null;
    }

    /// <summary>Lets time pass: every timer that is due until then becomes ready once, in an order that the seed decides.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        Now = instant > Now ? instant : Now;
        while (NextTimer() <= Now)
        {
            var timer = _timers.Dequeue();
            if (timer.Owner is not { IsDead: true })
            {
                Ready(timer.Owner, timer.Fire);
            }
        }
    }

    /// <summary>Gives the turn to another thread until that gives it back.</summary>
    public void GiveTurn(int thread, Action handOver)
    {
        var mine = _turn;
        _turn = thread;
        handOver();
        _turn = mine;
    }

    /// <summary>Everything that a simulation hears comes from the thread whose turn it is: else something has run on the thread pool, and no seed would replay.</summary>
    public void MustHaveTheTurn()
    {
        if (Environment.CurrentManagedThreadId != _turn)
        {
            var failure = new InvalidOperationException($"something runs outside of the simulation's scheduler: {Environment.StackTrace}");
            Fail(failure);
            throw failure;
        }
    }
}
