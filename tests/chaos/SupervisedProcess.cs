using System.Diagnostics;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;

namespace CreditRisk.Tests.Chaos;

/// <summary>A process that is started again whenever it ends, as a service manager does.</summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly Func<ProcessStartInfo> _command;
    private readonly LogTail _log;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private readonly Lock _lock = new();
    private Process? _process;
    private bool _isHeld;
    private TaskCompletionSource _released = new();
    private TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _active = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins.</summary>
    /// <param name="name">What it is called in the log.</param>
    /// <param name="command">What is started, asked anew each time.</param>
    /// <param name="log">Gets its lines.</param>
    public SupervisedProcess(string name, Func<ProcessStartInfo> command, LogTail log)
    {
        (_name, _command, _log) = (name, command, log);
        _released.SetResult();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Whether it has said that it serves, since it was started last.</summary>
    public bool IsActive => Active.IsCompleted;

    /// <summary>Completes when it says so.</summary>
    public Task Active
    {
        get
        {
            lock (_lock)
            {
                return _active.Task;
            }
        }
    }

    /// <summary>The exit code of its last end, or null where it never ended.</summary>
    public int? LastExit { get; private set; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Fails when it ended for a reason that no repeated start mends; else ends when it is disposed of.</summary>
    public Task Completion => _running;

    /// <summary>Sends a signal to it, if it runs.</summary>
    public void Send(int signal)
    {
        lock (_lock)
        {
            if (_process is { } process)
            {
                _log.Add(_name, $"gets the signal {signal}");
                Signals.Send(process.Id, signal);
            }
        }
    }

    /// <summary>Tells it to end, as a service manager does, and waits until it has; it is started again.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        Task<int> ended;
        lock (_lock)
        {
            ended = _ended.Task;
        }

        Send(Signals.Terminate);
        return await ended;
    }

    /// <summary>Kills it; it is not started again before it is released.</summary>
    public void KillAndHold()
    {
        lock (_lock)
        {
            _isHeld = true;
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Send(Signals.Kill);
    }

    /// <summary>Lets it be started again.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _isHeld = false;
            _released.TrySetResult();
        }
    }

    /// <summary>Tells it to end, as a service manager does, and waits until it has.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        Release();
        Send(Signals.Continue);
        Send(Signals.Terminate);
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Release();
        Send(Signals.Kill);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await _released.Task;
            using var process = Start();
            await process.WaitForExitAsync();
            lock (_lock)
            {
                _process = null;
                LastExit = process.ExitCode;
                _ended.SetResult(process.ExitCode);
                _ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_active.Task.IsCompleted)
                {
                    _active = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            _log.Add(_name, $"ended with {process.ExitCode}");
            if (process.ExitCode == ExitCodes.WrongUse)
            {
                throw new InvalidOperationException($"{_name} ended with {process.ExitCode}");
            }

            await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Process Start()
    {
        var command = _command();
        command.UseShellExecute = false;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        var process = new Process { StartInfo = command };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        lock (_lock)
        {
            process.Start();
            _process = process;
            Starts++;
            if (_isHeld || _end.IsCancellationRequested)
            {
                Signals.Send(process.Id, Signals.Kill);
            }
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            _log.Add(_name, line);
            if (line.StartsWith("CreditRisk listens on ", StringComparison.Ordinal))
            {
                lock (_lock)
                {
                    _active.TrySetResult();
                }
            }
        }
    }
}
