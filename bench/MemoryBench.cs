using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Bench;

/// <summary>
/// What a resident account with eight open items costs, ready (its state at hand) and packed (as idle accounts are), with its place in the host's tables.
/// </summary>
internal static class MemoryBench
{
    private const int Accounts = 20_000;
    private const int OpenItems = 8;

    public static async IAsyncEnumerable<Measurement> Run()
    {
        await Task.Yield();
        var rules = RuleFiles.Shipped.Load();
        var rows = Enumerable.Range(0, Accounts).Select(number => Row(rules, number)).ToArray();
        var context = new ActorContext(rules, new StateCodec(rules.Book), null!, 1, new ArchiveRule());
        var actors = new Dictionary<string, AccountActor>(StringComparer.Ordinal);
        var idle = new LinkedList<AccountActor>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var row in rows)
        {
            actors.Add(row.Id, AccountActor.Load(context, row));
        }

        var ready = PerAccount(before);
        foreach (var actor in actors.Values)
        {
            actor.Pack();
            idle.AddLast(actor);
        }

        var packed = PerAccount(before);
        GC.KeepAlive(idle);
        yield return new Measurement("memory-resident-account", packed, "bytes", ready, 2_048, packed / ready);
        yield return new Measurement("memory-ready-account", ready, "bytes");
        yield return new Measurement("memory-encoded-state", rows.Average(row => row.State.Length), "bytes");
    }

    private static double PerAccount(long before) => (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Accounts;

    private static StoredAccount Row(AccountRules rules, int number)
    {
        var account = $"bench-{number:D7}";
        var eur = Currency.Of("EUR");
        var start = Instant.FromUtc(2026, 1, 1, 8, 0);
        AccountState? state = null;
        Apply(new CustomerStated(new EventHeader("/crm", account, account, start), true, "A customer", Segment: "household", Region: "DE", Currency: eur));
        for (var item = 0; item < OpenItems; item++)
        {
            var day = CivilDate.Of(2026, 1, 1).Plus(item);
            var header = new EventHeader("/billing", $"{account}-{item}", account, start + Duration.FromDays(item));
            Apply(new ItemCharged(header, $"I{number:D7}{item}", ItemKind.Invoice, new Cash(10_000, eur), day, day.Plus(14), null, []));
        }

        return new StoredAccount(1, account, new RowVersion(1, 1), Positions.None.Wrap(StateCodec.Encode(state!)), null);

        void Apply(AccountEvent next) => state = rules.Apply(
            state, next, next.Header.Time, AccountRules.Ask(state, next) is null ? null : HistoryAnswer.Nothing).State;
    }
}
