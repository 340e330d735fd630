using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;
using NodaTime;

namespace CreditRisk.Tests.Chaos;

/// <summary>One run of an installation through the faults of a seed, to its end.</summary>
internal sealed class ChaosRun(InstallationKind kind, int seed, int faults, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(seed);
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly AccountRules _rules = RuleFiles.Shipped.Load();
    private readonly CancellationTokenSource _deadline = new(patience, TimeProvider.System);

    /// <summary>What was done and what came of it.</summary>
    public string Story { get; private set; } = "";

    /// <summary>Runs; fails where anything differs from an uninterrupted run.</summary>
    public async Task RunAsync()
    {
        var input = new ChaosInput(seed);
        await using var installation = await Installation.StartAsync(kind, input);
        try
        {
            await StrikeAsync(installation, input);
            var at = await EndAsync(installation, input);
            Compare(installation, await UninterruptedRun.Of(input, _rules, at), at);
        }
        catch (Exception failure)
        {
            throw new ChaosException($"seed {seed}: {failure.Message}{Environment.NewLine}{Story}{Environment.NewLine}{installation.Log}", failure);
        }
    }

    public void Dispose() => _deadline.Dispose();

    // Each fault strikes when so many records more are durable: what happened before is over, and much is unread. The last one strikes when all is read, and time acts on everybody.
    private async Task StrikeAsync(Installation installation, ChaosInput input)
    {
        var order = Order();
        foreach (var (i, fault) in order.Index())
        {
            var moment = (long)input.Count * (i + 1) / order.Count;
            await UntilAsync(installation, async () => i + 1 < order.Count ? await installation.DurableAsync() >= moment : await installation.IsReadAsync(input));
            Tell(installation, $"{await installation.DurableAsync()} records: {fault?.Name ?? "replace the broker"}");
            await (fault is null ? installation.ReplaceBrokerAsync(input) : fault.StrikeAsync(installation, _random));
        }
    }

    // Every kind once before any comes again; null is the loss of the broker, once at most, since everything is read again after it.
    private List<Fault?> Order()
    {
        var order = new List<Fault?>();
        while (order.Count < faults)
        {
            Fault?[] kinds = [.. kind.Faults, .. order.Contains(null) ? Array.Empty<Fault?>() : [null]];
            _random.Shuffle(kinds);
            order.AddRange(kinds.Take(faults - order.Count));
        }

        return order;
    }

    /// <summary>Waits until all is read, has fallen due and is published, and ends the instances.</summary>
    /// <returns>An instant up to which nothing is due.</returns>
    private async Task<Instant> EndAsync(Installation installation, ChaosInput input)
    {
        Tell(installation, "until all is read");
        await UntilAsync(installation, () => installation.IsReadAsync(input));
        Tell(installation, "until time has acted");
        await UntilAsync(installation, installation.IsSweptAsync);
        Tell(installation, "until all is published");
        await UntilAsync(installation, installation.IsPublishedAsync);
        Tell(installation, "until the instances have ended");
        foreach (var instance in installation.Instances)
        {
            await instance.EndAsync().WaitAsync(_deadline.Token);
        }

        return Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
    }

    private void Compare(Installation installation, ServiceImage expected, Instant at)
    {
        installation.Read(store => ServiceImage.Of(store, _rules, at)).ShouldBe(expected);
        installation.Published.ReadNew(installation.Broker.Brokers);
        installation.Published.ShouldBe(expected);
        Tell(installation, $"{expected.Accounts.Length} accounts, {expected.Warnings.Length} warnings, {expected.DeadLetters.Length} dead letters; {installation.Published.Repeats} warnings came again, "
            + $"the processes were started {string.Join(" and ", installation.Instances.Select(one => one.Starts))} times");
    }

    private async Task UntilAsync(Installation installation, Func<Task<bool>> isSo)
    {
        using var looks = new PeriodicTimer(Look, TimeProvider.System);
        while (!await isSo())
        {
            if (installation.Instances.FirstOrDefault(one => one.Completion.IsCompleted) is { } ended)
            {
                await ended.Completion;
            }

            await looks.WaitForNextTickAsync(_deadline.Token);
        }
    }

    private void Tell(Installation installation, string what)
    {
        installation.Log.Add("test", what);
        Story += $"{TimeProvider.System.GetElapsedTime(_begun).TotalSeconds,5:0.0} s: {what}{Environment.NewLine}";
    }
}

/// <summary>A run left something else than an uninterrupted one, or did not end.</summary>
internal sealed class ChaosException(string message, Exception inner) : Exception(message, inner);
