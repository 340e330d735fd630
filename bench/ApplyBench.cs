using System.Diagnostics;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Bench;

/// <summary>The domain alone: events applied to accounts in memory, on one core.</summary>
internal static class ApplyBench
{
    private const int Rounds = 12;
    private const int Passes = 5;
    private const int Batch = 1000;

    public static async IAsyncEnumerable<Measurement> Run()
    {
        await Task.Yield();
        var rules = RuleFiles.Shipped.Load();
        var hot = Median(rules, 100, 200);
        var random = Median(rules, 100_000, 1);
        yield return new Measurement("apply-hot", hot.Rate, "events/s", null, 1_500_000);
        yield return new Measurement("apply-random", random.Rate, "events/s", hot.Rate, 600_000, random.Rate / hot.Rate);
        yield return new Measurement("apply-allocated", hot.Bytes, "bytes/event");
    }

    private static (double Rate, double Bytes) Median(AccountRules rules, int accounts, int repeats)
    {
        var order = Enumerable.Range(0, accounts).ToArray();
        new Random(1).Shuffle(order);
        var runs = new (double Rate, double Bytes)[Passes];
        for (var pass = 0; pass < Passes; pass++)
        {
            runs[pass] = Once(rules, order, repeats);
        }

        return runs.OrderBy(run => run.Rate).ElementAt(Passes / 2);
    }

    private static (double Rate, double Bytes) Once(AccountRules rules, int[] order, int repeats)
    {
        var states = new AccountState?[order.Length];
        var batch = new AccountEvent[Math.Min(Batch, order.Length)];
        var taken = TimeSpan.Zero;
        var allocated = 0L;
        GC.Collect();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            Array.Clear(states);
            for (var step = 0; step < Rounds * order.Length; step += batch.Length)
            {
                var accounts = order.AsSpan(step % order.Length, batch.Length);
                taken += Make(batch, accounts, step / order.Length);
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var begun = Stopwatch.GetTimestamp();
                for (var i = 0; i < batch.Length; i++)
                {
                    ref var state = ref states[accounts[i]];
                    state = Apply(rules, state, batch[i]);
                }

                taken += Stopwatch.GetElapsedTime(begun);
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            }
        }

        var count = (double)order.Length * Rounds * repeats;
        return (count / taken.TotalSeconds, allocated / count);
    }

    // Events are made shortly before they are applied, as decoding makes them. That is not measured, but for the collector's pauses: they may be due to the states.
    private static TimeSpan Make(AccountEvent[] batch, ReadOnlySpan<int> accounts, int round)
    {
        var paused = GC.GetTotalPauseDuration();
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = BenchInput.Event(accounts[i], round);
        }

        return GC.GetTotalPauseDuration() - paused;
    }

    private static AccountState Apply(AccountRules rules, AccountState? state, AccountEvent next)
    {
        var answer = AccountRules.Ask(state, next) is null ? null : HistoryAnswer.Nothing;
        var step = rules.Apply(state, next, next.Header.Time, answer);
        return step.Outcome == Outcome.Applied ? step.State! : throw new InvalidOperationException(step.Message);
    }
}
