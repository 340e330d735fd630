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
        var events = Enumerable.Range(0, accounts).Select(number => BenchInput.Account(number, Rounds)).ToArray();
        var order = Enumerable.Range(0, accounts).ToArray();
        new Random(1).Shuffle(order);
        var runs = new (double Rate, double Bytes)[Passes];
        for (var pass = 0; pass < Passes; pass++)
        {
            runs[pass] = Once(rules, events, order, repeats);
        }

        return runs.OrderBy(run => run.Rate).ElementAt(Passes / 2);
    }

    private static (double Rate, double Bytes) Once(AccountRules rules, AccountEvent[][] events, int[] order, int repeats)
    {
        var states = new AccountState?[events.Length];
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            Array.Clear(states);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var account in order)
                {
                    states[account] = Apply(rules, states[account], events[account][round]);
                }
            }
        }

        var count = (double)events.Length * Rounds * repeats;
        return (count / Stopwatch.GetElapsedTime(begun).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }

    private static AccountState Apply(AccountRules rules, AccountState? state, AccountEvent next)
    {
        var answer = AccountRules.Ask(state, next) is null ? null : HistoryAnswer.Nothing;
        var step = rules.Apply(state, next, next.Header.Time, answer);
        return step.Outcome == Outcome.Applied ? step.State! : throw new InvalidOperationException(step.Message);
    }
}
