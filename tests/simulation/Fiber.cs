namespace CreditRisk.Tests.Simulation;

/// <summary>A thread of a simulated process. It runs only while the world waits for it, and stops only where it would block.</summary>
internal sealed class Fiber : IDisposable
{
    [ThreadStatic]
    private static Fiber? s_current;

    private readonly SimulatedProcess _process;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _go = new(0);
    private readonly SemaphoreSlim _back = new(0);
    private bool _isStarted;
    private bool _isReady;
    private bool _isEnded;

    public Fiber(SimulatedProcess process, Action work)
    {
        _process = process;
        _thread = new Thread(() =>
        {
            s_current = this;
            _go.Wait();
            work();
            _isEnded = true;
            _back.Release();
        }) { IsBackground = true, Name = $"simulated {process.Name}" };
        Wake();
    }

    /// <summary>The one that calls.</summary>
    public static Fiber Current => s_current ?? throw new InvalidOperationException("something blocks that must not: it runs on no thread of its own");

    /// <summary>Lets it go on at some step that follows.</summary>
    public void Wake()
    {
        if (!_isReady && !_isEnded)
        {
            _isReady = true;
            _process.World.Ready(_process, GoOn);
        }
    }

    /// <summary>Stops until it is woken.</summary>
    /// <exception cref="ProcessDiedException">The process was killed meanwhile.</exception>
    public void Pause()
    {
        if (!_process.IsDead)
        {
            _back.Release();
            _go.Wait();
        }

        if (_process.IsDead)
        {
            throw new ProcessDiedException();
        }
    }

    /// <summary>Lets it see that its process is dead, and run to its end.</summary>
    public void Dispose()
    {
        if (_isStarted && !_isEnded)
        {
            GoOn();
            _thread.Join();
        }

        _go.Dispose();
        _back.Dispose();
    }

    private void GoOn()
    {
        _isReady = false;
        if (!_isStarted)
        {
            _isStarted = true;
            _thread.Start();
        }

        _process.World.GiveTurn(_thread.ManagedThreadId, () =>
        {
            _go.Release();
            _back.Wait();
        });
    }
}
