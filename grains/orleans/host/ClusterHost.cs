using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Execution;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Orleans;

namespace CreditRisk.Cluster.Host;

/// <summary>
/// Takes records to the accounts of a cluster. Of each account it has one call in flight; what comes meanwhile makes the next. A call whose outcome is not known is made again before any later one of that account,
/// for as long as it takes: a position never jumps over a loss.
/// </summary>
public sealed class ClusterHost : IAccountHost
{
    private readonly CustomerReferences _customers;
    private readonly AccountServices _accounts;
    private readonly ClusterHostOptions _options;
    private readonly TimeProvider _time;
    private readonly string? _silo;
    private readonly Action<TimeSpan>? _called;
    private readonly Outbound _outbound;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _away;
    private volatile bool _isClosed;
    private long _repeated;
    private long _timedOut;

    /// <summary>Starts sending.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="accounts">The accounts that run in this process; where one of them cannot go on the host ends.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">Times the pauses before a call is made again.</param>
    /// <param name="silo">The silo of this process, as Orleans writes it: accounts that are called from here all the time then come here. Null where none may run here.</param>
    /// <param name="called">Is told how long each call took until it was durable, with the times that it was made again. Must be quick and must not throw.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public ClusterHost(IGrainFactory grains, AccountServices accounts, ClusterHostOptions options, TimeProvider time, string? silo = null, Action<TimeSpan>? called = null)
    {
        if (options.Mistakes().FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        (_customers, _accounts, _options, _time, _silo, _called) = (new CustomerReferences(grains), accounts, options, time, silo, called);
        // Where it runs must not depend on who sends.
        _outbound = new Outbound(options.UndurableRecords, options.CallsInFlight, () => _ = Executor.Run(MakeCallsAsync));
        _ = Executor.Run(EndWithAccountsAsync);
    }

    /// <inheritdoc/>
    public Executor Executor => _accounts.Executor;

    /// <inheritdoc/>
    public int Undurable => _outbound.Undurable;

    /// <inheritdoc/>
    public int Queued => _outbound.Waiting;

    /// <inheritdoc/>
    public string? StoreAway => _accounts.StoreAway ?? _away;

    /// <inheritdoc/>
    public int Resident => _accounts.Running;

    /// <inheritdoc/>
    public int Packed => 0;

    /// <inheritdoc/>
    public Task Failure => _ended.Task;

    /// <summary>Calls that were made again, because it was not known what became of them or the store was away.</summary>
    public long RepeatedCalls => Interlocked.Read(ref _repeated);

    /// <summary>Calls among them that were not answered in time.</summary>
    public long TimedOutCalls => Interlocked.Read(ref _timedOut);

    /// <inheritdoc/>
    public ValueTask SubmitAsync(InputRecord input, CancellationToken cancellation = default)
    {
        // No store takes a row without an id: it would be refused again and again.
        ArgumentException.ThrowIfNullOrEmpty(input.Event.Header.Account, nameof(input));
        return AddAsync(input.Event.Header.Account, new Parcel(input, null), cancellation);
    }

    /// <inheritdoc/>
    public Task<int> SweepAsync(Instant upTo, CancellationToken cancellation = default) => SweepAsync(new WakeShard(0, 1), upTo, cancellation);

    /// <summary>Advances the accounts of one shard whose time has come, and returns when that is durable. The caller vouches that no input up to the instant is unread, anywhere in the cluster.</summary>
    /// <returns>How many accounts were looked at.</returns>
    /// <exception cref="StoreException">The store cannot be asked which accounts these are.</exception>
    public Task<int> SweepAsync(WakeShard shard, Instant upTo, CancellationToken cancellation = default) =>
        CreditRisk.Actor.Sweep.RunAsync(
            this, most => _accounts.Reader.DueUpTo(upTo, most, shard), _options.AccountsPerSweep, account => AddAsync(account, new Parcel(default, upTo), cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask LookAsync(string account, CancellationToken cancellation = default) => AddAsync(account, new Parcel(default, CreditRisk.Actor.Sweep.Never), cancellation);

    /// <inheritdoc/>
    public async Task DrainAsync(CancellationToken cancellation = default)
    {
        var durable = _outbound.Barrier().WaitAsync(cancellation);
        if (await Task.WhenAny(durable, Failure) != durable)
        {
            await Failure;
        }

        await durable;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            await DrainAsync();
            _ended.TrySetResult();
            await _over.CancelAsync();
        }

        await Failure;
    }

    private async ValueTask AddAsync(string account, Parcel parcel, CancellationToken cancellation)
    {
        ThrowIfOver();
        try
        {
            await _outbound.AddAsync(account, parcel, cancellation, _over.Token);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            ThrowIfOver();
            throw;
        }
    }

    private void ThrowIfOver()
    {
        if (_isClosed || Failure.IsCompleted)
        {
            throw new ChannelClosedException(Failure.Exception?.InnerException);
        }
    }

    private async Task MakeCallsAsync()
    {
        try
        {
            var call = new List<Parcel>(1);
            while (_outbound.Take(call, _options.RecordsPerCall) is { } mailbox)
            {
                var answer = await CallAsync(_customers.Of(mailbox.Account), call);
                for (var i = 0; i < answer.Records.Length; i++)
                {
                    var input = call[i].Input;
                    input.Observer.OnDurable(RecordContract.Decode(answer.Records[i], input.Token));
                }

                _outbound.End(mailbox, call);
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The host has failed: what was sent is read again after the next start.
            return;
        }
        catch (Exception failure)
        {
            await EndAsync(failure);
        }
    }

    private async Task<BatchAnswer> CallAsync(ICustomerGrain grain, List<Parcel> call)
    {
        var batch = call[0].AdvanceTo is null ? BatchOf(call) : null;
        var begun = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await (batch is null ? grain.Advance(call[0].AdvanceTo!.Value.ToUnixTimeTicks()) : grain.Apply(batch));
                if (answer.Postponed is null)
                {
                    _away = null;
                    _called?.Invoke(_time.GetElapsedTime(begun));
                    return answer;
                }

                _away = answer.Postponed;
            }
            catch (Exception failure) when (!_over.IsCancellationRequested)
            {
                // Whatever it is (a timeout, a silo that has died, one that cannot go on): it is not known what the call did.
                _away = failure.Message;
                Interlocked.Add(ref _timedOut, failure is TimeoutException ? 1 : 0);
            }

            Interlocked.Increment(ref _repeated);
            await Task.Delay(_options.Retries.After(attempt), _time, _over.Token);
        }
    }

    private RecordBatch BatchOf(List<Parcel> call)
    {
        var records = new (AccountEvent, SourceRecord)[call.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = (call[i].Input.Event, call[i].Input.Record);
        }

        return new RecordBatch { Decoded = records, Silo = _silo };
    }

    private async Task EndWithAccountsAsync()
    {
        try
        {
            await _accounts.Failure;
        }
        catch (Exception failure)
        {
            await EndAsync(failure);
        }
    }

    private async Task EndAsync(Exception failure)
    {
        if (_ended.TrySetException(failure))
        {
            await _over.CancelAsync();
        }
    }
}
