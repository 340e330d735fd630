using System.Collections.Immutable;
using CreditRisk.Actor;
using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>
/// Reports how far this process's input is durable: looks how far it is on its way, waits until all of that is durable, and only then says so. It goes on reporting what it knows while it waits, so that nobody takes
/// it for gone.
/// </summary>
public sealed class HorizonReporter : IAsyncDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(100);

    private readonly IGrainFactory _grains;
    private readonly IAccountHost _host;
    private readonly Func<InputState> _look;
    private readonly TimeProvider _clock;
    private readonly string _member = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _firstReported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private HorizonReport? _known;
    private string? _failure;

    /// <summary>Begins to report.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="host">Takes the input to its accounts.</param>
    /// <param name="look">Looks how far the input is on its way; may block, and is called by one thread at a time.</param>
    /// <param name="interval">How often it is looked.</param>
    /// <param name="clock">Times both.</param>
    public HorizonReporter(IGrainFactory grains, IAccountHost host, Func<InputState> look, TimeSpan interval, TimeProvider clock)
    {
        (_grains, _host, _look, _clock) = (grains, host, look, clock);
        Task[] loops = [Task.Run(() => RepeatAsync(interval, LookAsync)), Task.Run(() => RepeatAsync(ReportInterval, ReportAsync))];
        (_running, Completion) = (Task.WhenAll(loops), Task.WhenAny(loops).Unwrap());
    }

    /// <summary>Ends when it is disposed of, or with the failure that ended a part of it: the process must stop then.</summary>
    public Task Completion { get; }

    /// <summary>Ends when the cluster knows of this process: nothing may be received before.</summary>
    public Task FirstReported => _firstReported.Task;

    /// <summary>Why the last report did not arrive, or null.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Waits until all that this process took is durable, and reports for the last time: nothing more of it is to be waited for. To be called when it receives nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        // Where the host fails others tell so, and this process is waited for until it is taken for gone.
        var durable = _host.DrainAsync();
        await durable.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (durable.IsCompletedSuccessfully)
        {
            await TryReportAsync(new HorizonReport { Member = _member, IsLeaving = true });
        }
    }

    private async Task RepeatAsync(TimeSpan interval, Func<Task> step)
    {
        using var timer = new PeriodicTimer(interval, _clock);
        try
        {
            do
            {
                await step();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private async Task LookAsync()
    {
        var state = _look();
        await _host.DrainAsync(_stop.Token);
        Volatile.Write(ref _known, new HorizonReport
        {
            Member = _member,
            ReceivedUpTo = state.ReceivedUpTo.ToUnixTimeTicks(),
            ReadsPartitions = state.ReadsPartitions,
            Partitions = state.Partitions is null ? [] : [.. state.Partitions.Select(Encode)],
        });
        await ReportAsync();
        // Until the cluster knows of the process it receives nothing: that does not wait for the next interval.
        while (!_firstReported.Task.IsCompleted)
        {
            await Task.Delay(PauseBeforeRetry, TimeProvider.System, _stop.Token);
            await ReportAsync();
        }
    }

    private Task ReportAsync() => Volatile.Read(ref _known) is { } known ? TryReportAsync(known) : Task.CompletedTask;

    private async Task TryReportAsync(HorizonReport report)
    {
        try
        {
            // One that is not answered must not keep the next one back.
            await _grains.GetGrain<IInputHorizonGrain>(IInputHorizonGrain.Key).Report(report).WaitAsync(ReportInterval, TimeProvider.System);
            Volatile.Write(ref _failure, null);
            _firstReported.TrySetResult();
        }
        catch (Exception failure)
        {
            // A cluster that does not answer, or is about to end: time stands still for as long as nobody reports, and whoever leaves is soon taken for gone.
            Volatile.Write(ref _failure, failure.Message);
        }
    }

    private static PartitionReport Encode((Ingest.Records.SourcePartition Partition, NodaTime.Instant? UpTo) one) => new()
    {
        Epoch = one.Partition.Epoch,
        Topic = one.Partition.Topic,
        Partition = one.Partition.Partition,
        UpTo = one.UpTo?.ToUnixTimeTicks(),
    };
}
