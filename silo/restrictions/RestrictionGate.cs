using System.Globalization;
using System.Text.Json;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Silo.Restrictions;

/// <summary>
/// Gives leave to restrictions that nothing in their accounts holds back: asks the feeds and the brakes, which are outside of accounts, and tells the account by an event of its own. The account asks
/// its guards again before the command leaves, so that a leave that comes late does no harm. One of a cluster's silos does this for all.
/// </summary>
public sealed class RestrictionGate : IAsyncDisposable
{
    private const int PageSize = 500;

    // An account that took the leave and is held back again is not told a second time at once.
    private static readonly Duration Patience = Duration.FromMinutes(1);

    private static readonly Action<ILogger, string, Exception?> LogPostponed = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "LeavePostponed"), "Restrictions that are ready cannot be given leave now: {Failure}");

    private static readonly Action<ILogger, int, Exception?> LogBulk = LoggerMessage.Define<int>(
        LogLevel.Error, new EventId(2, "BulkBrake"), "{Count} restrictions were given leave in this hour: the kill switch is set, and a person must look");

    private readonly GateParts _parts;
    private readonly RestrictionOptions _options;
    private readonly Dictionary<(string Account, long Want), Instant> _told = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _hour;
    private int _inHour;

    /// <summary>Begins to give leave.</summary>
    /// <param name="parts">What it works with.</param>
    /// <param name="options">Settings.</param>
    public RestrictionGate(GateParts parts, RestrictionOptions options)
    {
        (_parts, _options) = (parts, options);
        var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.IntervalSeconds), parts.Clock);
        _running = Task.Run(() => RunAsync(timer));
    }

    /// <summary>Ends when it is disposed of, or with the failure that ended it: the process must stop then.</summary>
    public Task Completion => _running;

    /// <summary>Why nothing is given leave just now, or null.</summary>
    public string? HeldBy { get; private set; }

    /// <summary>Leaves given since the start.</summary>
    public long Given { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer)
    {
        using var ended = timer;
        try
        {
            do
            {
                await TryLookAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed of: this is the end that was asked for.
            return;
        }
    }

    private async Task TryLookAsync()
    {
        try
        {
            await LookAsync();
        }
        catch (Exception away) when (away is StoreException or IOException or TimeoutException or System.Data.Common.DbException or Orleans.Runtime.OrleansException)
        {
            // Nobody is given leave by brakes that cannot be asked.
            HeldBy = away.Message;
            LogPostponed(_parts.Logger, away.Message, null);
        }
    }

    private async Task LookAsync()
    {
        HeldBy = _options.Send ? await SilentFeedAsync() : "restrictions.send is no: everything is decided and shown, and no restriction leaves";
        if (HeldBy is not null)
        {
            return;
        }

        ReadyRestriction? after = null;
        while (!_stop.IsCancellationRequested && _parts.Ready(after, PageSize) is { Count: > 0 } ready)
        {
            foreach (var one in ready)
            {
                if (!await LeaveAsync(one))
                {
                    return;
                }
            }

            after = ready[^1];
        }
    }

    /// <returns>Whether others may leave too.</returns>
    private async Task<bool> LeaveAsync(ReadyRestriction ready)
    {
        var now = Now();
        if (_told.TryGetValue((ready.Account, ready.Want), out var told) && now - told < Patience)
        {
            return true;
        }

        if (await IsBulkAsync(now))
        {
            return false;
        }

        var leave = await _parts.Brakes.TakeAsync(ready.Region);
        if (leave.HeldBy is { } brake)
        {
            HeldBy = leave.Reason;
            return brake == Brake.RateCap;
        }

        await TellAsync(ready);
        _inHour++;
        Given++;
        Remember(ready, now);
        return true;
    }

    private async Task<bool> IsBulkAsync(Instant now)
    {
        var hour = now.ToUnixTimeSeconds() / 3_600;
        (_inHour, _hour) = hour == _hour ? (_inHour, hour) : (0, hour);
        if (_options.BulkPerHour == 0 || _inHour < _options.BulkPerHour)
        {
            return false;
        }

        var brakes = await _parts.Brakes.GetAsync();
        if (!brakes.KillSwitch.IsOn)
        {
            LogBulk(_parts.Logger, _inHour, null);
            var reason = string.Create(CultureInfo.InvariantCulture, $"{_inHour} restrictions were given leave in one hour, and restrictions.bulkPerHour is {_options.BulkPerHour}");
            await _parts.Brakes.ChangeAsync(new BrakeOrder(brakes.Version, Brake.KillSwitch, true, null, reason, "creditrisk"));
        }

        // Who releases the switch has looked: from then on it is counted anew.
        _inHour = 0;
        HeldBy = "the bulk brake has set the kill switch";
        return true;
    }

    private async Task TellAsync(ReadyRestriction ready)
    {
        using var receipt = _parts.Horizon.Receive();
        var id = string.Create(CultureInfo.InvariantCulture, $"{ready.Want}-{receipt.At.ToUnixTimeTicks()}");
        var header = new EventHeader("/creditrisk/gate", id, ready.Account, receipt.At);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0",
            id,
            source = header.Source,
            type = "restriction.allowed",
            subject = ready.Account,
            time = InstantPattern.ExtendedIso.Format(receipt.At),
            data = new { want = ready.Want },
        });
        var durable = new Durable();
        await _parts.Host.SubmitAsync(new InputRecord(new RestrictionAllowed(header, ready.Want), new SourceRecord(null, receipt.At, body, default), durable, 0), _stop.Token);
        // A leave that is not durable may be lost: it is given again when its time is up.
        await Task.WhenAny(durable.Task, _parts.Host.Failure).WaitAsync(_stop.Token);
    }

    private void Remember(ReadyRestriction ready, Instant now)
    {
        if (_told.Count >= PageSize * 20)
        {
            foreach (var old in _told.Where(one => now - one.Value >= Patience).Select(one => one.Key).ToList())
            {
                _told.Remove(old);
            }
        }

        _told[(ready.Account, ready.Want)] = now;
    }

    private async Task<string?> SilentFeedAsync()
    {
        foreach (var feed in _options.Feeds)
        {
            var complete = await _parts.Feeds.CompleteUpToAsync(feed);
            if (complete is null || Now() - complete.Value > Duration.FromHours(_options.FeedSilenceHours))
            {
                return complete is { } last
                    ? $"the feed {feed} is complete up to {last}, which is more than {_options.FeedSilenceHours} hours ago: nobody is cut on old figures"
                    : $"the feed {feed} was never heard of: nobody is cut on old figures";
            }
        }

        return null;
    }

    private Instant Now() => Instant.FromDateTimeOffset(_parts.Clock.GetUtcNow());

    private sealed class Durable : IRecordObserver
    {
        private readonly TaskCompletionSource<Outcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Outcome> Task => _done.Task;

        public void OnDurable(in RecordResult result) => _done.TrySetResult(result.Outcome);
    }
}

/// <summary>What a gate works with.</summary>
public sealed record GateParts
{
    /// <summary>Restrictions that are ready, the earliest first, after one, at most so many.</summary>
    public required Func<ReadyRestriction?, int, IReadOnlyList<ReadyRestriction>> Ready { get; init; }

    /// <summary>The brakes.</summary>
    public required IBrakeBox Brakes { get; init; }

    /// <summary>The feeds.</summary>
    public required FeedBook Feeds { get; init; }

    /// <summary>Runs the accounts.</summary>
    public required IAccountHost Host { get; init; }

    /// <summary>Is told what is on its way to an account.</summary>
    public required InputHorizon Horizon { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Is told what cannot be done.</summary>
    public required ILogger Logger { get; init; }
}
