using System.Collections.Concurrent;
using System.Globalization;
using CreditRisk.Domain.Events;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Silo.Restrictions;

/// <summary>How far each feed has said to be complete. Kept, so that every process of a cluster and the next one know it.</summary>
public sealed class FeedBook : IAsyncDisposable
{
    /// <summary>Feeds that are told apart; further ones are passed over.</summary>
    public const int MostFeeds = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly Action<ILogger, string, string, Exception?> LogNotKept = LoggerMessage.Define<string, string>(
        LogLevel.Warning, new EventId(1, "FeedNotKept"), "How far the feed {Feed} is complete cannot be kept, and is tried again: {Failure}");

    private readonly IKeptText _texts;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Instant> _heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Instant> _kept = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Begins to keep what is heard.</summary>
    /// <param name="texts">Where.</param>
    /// <param name="logger">Is told where that fails.</param>
    public FeedBook(IKeptText texts, ILogger logger)
    {
        (_texts, _logger) = (texts, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes note of a heartbeat. Quick, and safe for use by many threads.</summary>
    public void Hear(FeedHeartbeat heartbeat)
    {
        if (_heard.ContainsKey(heartbeat.Feed) || _heard.Count < MostFeeds)
        {
            _heard.AddOrUpdate(heartbeat.Feed, heartbeat.CompleteUpTo, (_, known) => Instant.Max(known, heartbeat.CompleteUpTo));
        }
    }

    /// <summary>How far a feed is complete, as any process has heard; null where nobody has.</summary>
    public async Task<Instant?> CompleteUpToAsync(string feed)
    {
        var kept = await _texts.LoadAsync(NameOf(feed)) is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var at } ? at : (Instant?)null;
        return _heard.TryGetValue(feed, out var heard) && !(kept > heard) ? heard : kept;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static string NameOf(string feed) => string.Create(CultureInfo.InvariantCulture, $"feed-{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(feed))}");

    // Heartbeats live in the senders' time; how often they are kept, in the machine's.
    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            foreach (var (feed, heard) in _heard)
            {
                if (!_kept.TryGetValue(feed, out var kept) || kept < heard)
                {
                    await KeepAsync(feed, heard);
                }
            }
        }
    }

    private async Task KeepAsync(string feed, Instant heard)
    {
        try
        {
            if (!(await CompleteUpToAsync(feed) > heard))
            {
                await _texts.SaveAsync(NameOf(feed), InstantPattern.ExtendedIso.Format(heard));
            }

            _kept[feed] = heard;
        }
        catch (Exception away) when (away is IOException or System.Data.Common.DbException or TimeoutException)
        {
            LogNotKept(_logger, feed, away.Message, null);
        }
    }
}
