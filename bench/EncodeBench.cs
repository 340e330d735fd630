using System.Diagnostics;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using NodaTime;

namespace CreditRisk.Bench;

/// <summary>What encoding an account for a write takes, of accounts that have so many bills and payments in their reversal days: against an archive, and whole.</summary>
internal static class EncodeBench
{
    private const int Writes = 400;
    private const int Passes = 9;

    // As long as the shipped policies keep bills and payments.
    private const double ReversalDays = 90;

    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 8, 0);
    private static readonly Currency Euro = Currency.Of("EUR");

    public static async IAsyncEnumerable<Measurement> Run()
    {
        await Task.Yield();
        var rules = RuleFiles.Shipped.Load();
        foreach (var parts in new[] { 10, 100, 1000 })
        {
            var states = States(rules, parts);
            var (whole, wholeBytes) = Measure(states, null);
            var (archived, archivedBytes) = Measure(states, new ArchiveRule());
            yield return new Measurement($"encode-{parts}-parts", archived, "us/write", whole, null, archived / whole);
            yield return new Measurement($"encode-{parts}-parts-bytes", archivedBytes, "bytes/write", wholeBytes, null, archivedBytes / wholeBytes);
        }
    }

    /// <summary>Time and bytes of a write, archives included.</summary>
    private static (double Microseconds, double Bytes) Measure(List<AccountState> states, ArchiveRule? rule)
    {
        var times = new double[Passes];
        var bytes = 0L;
        for (var pass = 0; pass < Passes; pass++)
        {
            var archive = rule?.ArchiveFor(states[0], StateArchive.Empty) ?? StateArchive.Empty;
            bytes = 0;
            var begun = Stopwatch.GetTimestamp();
            foreach (var state in states)
            {
                var next = rule?.ArchiveFor(state, archive) ?? archive;
                bytes += StateCodec.Encode(state, next).Length + (ReferenceEquals(next, archive) ? 0 : next.Encoded.Length);
                archive = next;
            }

            times[pass] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
        }

        return (BenchInput.Median(times) / states.Count, bytes / (double)states.Count);
    }

    /// <summary>The account after each of its newest records: bills and their payments in turn, so close together that it has so many parts.</summary>
    private static List<AccountState> States(AccountRules rules, int parts)
    {
        var states = new List<AccountState>();
        AccountState? state = null;
        for (var number = 0; number < (2 * parts) + Writes; number++)
        {
            var next = Event(number / 2, number % 2 == 0, Start + Duration.FromDays(number * ReversalDays / parts));
            state = rules.Apply(state, next, next.Header.Time, AccountRules.Ask(state, next) is null ? null : HistoryAnswer.Nothing).State!;
            states.Add(state);
        }

        return states[^Writes..];
    }

    private static AccountEvent Event(int number, bool isBill, Instant time)
    {
        var header = new EventHeader(isBill ? "/billing" : "/payments", $"0197c5c2-{number:x4}-7000-{(isBill ? "a" : "b")}000-0123456789ab", "bench", time);
        var day = CivilDate.At(time, DateTimeZone.Utc);
        return isBill
            ? new ItemCharged(header, $"INV-2026-{number:D7}", ItemKind.Invoice, new Cash(10_000 + number, Euro), day, day.Plus(14), null, default)
            : new PaymentReceived(header, $"PAY-2026-{number:D7}", new Cash(10_000 + number, Euro), "transfer", [], null);
    }
}
