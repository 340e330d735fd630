using System.Text.Json;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Rebuild;

[Collection(SimulatedStore.Collection)]
public sealed class RebuildTests(SimulatedStore store)
{
    private static readonly AccountRules Rules = RuleFiles.Shipped.Load();

    [Fact]
    public async Task Accounts_are_as_their_histories_give_them()
    {
        var data = store.Copy();
        var before = StoreImage.Of(data);
        var summary = (await CommandRun.Done("rebuild", "--data", data, "--json")).Object;
        Numbers(summary).ShouldBe((SimulatedStore.Customers + 1, SimulatedStore.Customers + 1, 0, 0, 0));
        StoreImage.Of(data).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_tampered_with_is_told_and_put_right_to_the_byte()
    {
        var data = store.Copy();
        var before = StoreImage.Of(data);
        var account = store.InTrouble();
        Tamper(data, account, state => state with { Ladder = LadderState.Start, Usage = state.Usage, Registered = false });
        StoreImage.Of(data).Accounts.ShouldNotBe(before.Accounts);

        var run = await CommandRun.Done("rebuild", "--data", data, "--json");
        var difference = run.Objects[0];
        difference.GetProperty("account").GetString().ShouldBe(account);
        difference.GetProperty("parts").EnumerateArray().Select(part => part.GetString()).ShouldBe(["standing", "ladder"]);
        difference.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("field").GetString()).ShouldContain("stage");
        difference.GetProperty("written").GetBoolean().ShouldBeTrue();
        Numbers(run.Objects[^1]).ShouldBe((SimulatedStore.Customers + 1, SimulatedStore.Customers, 1, 1, 0));
        StoreImage.Of(data).ShouldBe(before, "totals are right again, and nothing was published");
    }

    [Fact]
    public async Task A_large_account_that_was_tampered_with_is_put_right_too()
    {
        var (data, more) = (store.Copy(), store.NewDirectory() + ".ndjson");
        await File.WriteAllLinesAsync(more, Enumerable.Range(1, 60).Select(InvoiceOfLarge));
        await CommandRun.Done("replay", more, "--data", data, "--json");
        var before = StoreImage.Of(data);
        Tamper(data, "large", state => state with { Ledger = state.Ledger with { Items = state.Ledger.Items.RemoveAt(7) } });

        Numbers((await CommandRun.Done("rebuild", "--data", data, "--json")).Objects[^1]).ShouldBe((SimulatedStore.Customers + 2, SimulatedStore.Customers + 1, 1, 1, 0));

        StoreImage.Of(data).ShouldBe(before);
        Numbers((await CommandRun.Done("rebuild", "--data", data, "--json")).Objects[^1]).Different.ShouldBe(0);
        using var reader = SimulatedStore.Read(data);
        var row = reader.Load(["large"])[0]!;
        row.Archive.Length.ShouldBeGreaterThan(row.State.Length, "the bulk is in the archive");
    }

    [Fact]
    public async Task A_dry_run_tells_and_changes_nothing()
    {
        var data = store.Copy();
        Tamper(data, store.InTrouble(), state => state with { Ladder = LadderState.Start });
        var tampered = StoreImage.Of(data);
        var run = await CommandRun.Done("rebuild", "--data", data, "--dry-run");
        run.Output.ShouldContain("ladder");
        run.Lines.ShouldContain(line => line.StartsWith("stage: ", StringComparison.Ordinal) && line.EndsWith(" -> stop-supply", StringComparison.Ordinal));
        run.Output.ShouldContain("1 differ, none was written (dry run)");
        StoreImage.Of(data).ShouldBe(tampered);
    }

    [Fact]
    public async Task Only_the_account_that_is_asked_for_is_looked_at()
    {
        var data = store.Copy();
        var account = store.InTrouble();
        Tamper(data, account, state => state with { Ladder = LadderState.Start });
        Numbers((await CommandRun.Done("rebuild", "--data", data, "--account", "c-0000001", "--json")).Object).Different.ShouldBe(account == "c-0000001" ? 1 : 0);
        Numbers((await CommandRun.Done("rebuild", "--data", data, "--account", account, "--json")).Objects[^1]).ShouldBe((1, 0, 1, 1, 0));
        (await CommandRun.Of("rebuild", "--data", data, "--account", "nobody")).ExitCode.ShouldBe(ExitCodes.Failed);
    }

    [Fact]
    public async Task Other_rules_give_other_stages_and_effects_go_on_without_a_gap()
    {
        var data = store.Copy();
        var rules = store.CopyRules();
        var policy = Path.Combine(rules, "policies", "electricity.yaml");
        await File.WriteAllTextAsync(policy, (await File.ReadAllTextAsync(policy)).Replace("daysPastDue >= 15", "daysPastDue >= 10", StringComparison.Ordinal));
        var warnings = StoreImage.Of(data).Warnings;

        var first = await CommandRun.Done("rebuild", "--data", data, "--rules", rules, "--json");
        Numbers(first.Objects[^1]).Written.ShouldBeGreaterThan(0);
        StoreImage.Of(data).Warnings.ShouldBe(warnings, "nothing is published again");
        Numbers((await CommandRun.Done("rebuild", "--data", data, "--rules", rules, "--json")).Objects[^1]).Written.ShouldBe(0, "once is enough");

        var more = store.NewDirectory() + ".ndjson";
        var all = await CommandRun.Done("simulate", "--customers", $"{SimulatedStore.Customers}", "--days", "130", "--no-usage");
        await File.WriteAllLinesAsync(more, all.Lines.Where(line => string.CompareOrdinal(TimeOf(line), "2026-04-11") > 0));
        await CommandRun.Done("replay", more, "--data", data, "--rules", rules, "--json");
        using var reader = SimulatedStore.Read(data);
        foreach (var account in WarningExport.All(reader).GroupBy(effect => effect.Account))
        {
            account.Select(effect => effect.Number).Order().ShouldBe(Enumerable.Range(1, account.Count()).Select(number => (long)number), account.Key);
        }
    }

    [Fact]
    public async Task A_quarantine_stays_while_the_record_is_not_digested()
    {
        var data = store.Copy();
        await CommandRun.Done("rebuild", "--data", data);
        Account(data, SimulatedStore.Quarantined).Quarantined.ShouldBeTrue();
    }

    [Fact]
    public async Task A_quarantine_ends_when_the_record_came_again_and_was_digested()
    {
        var data = store.Copy();
        Tamper(data, "c-0000001", state => state with { Quarantined = true }, account => new DeadLetter(
            account.Now, RefusalCodes.Indigestible, "it could not", account.Id, "x", null, OldestRecord(data, account.Id), default, default));
        var run = await CommandRun.Done("rebuild", "--data", data, "--json");
        run.Objects[0].GetProperty("account").GetString().ShouldBe("c-0000001");
        run.Objects[0].GetProperty("changes")[0].GetProperty("field").GetString().ShouldBe("quarantined");
        Account(data, "c-0000001").Quarantined.ShouldBeFalse();
        using var reader = SimulatedStore.Read(data);
        reader.Quarantined(10).ShouldBe([SimulatedStore.Quarantined]);
    }

    [Fact]
    public async Task A_quarantine_ends_when_time_passes_that_did_not()
    {
        var data = store.Copy();
        Tamper(data, "c-0000002", state => state with { Quarantined = true }, account => new DeadLetter(
            account.Now, RefusalCodes.Indigestible, "time was too much", account.Id, null, null, default, default, default));
        await CommandRun.Done("rebuild", "--data", data);
        Account(data, "c-0000002").Quarantined.ShouldBeFalse();
    }

    [Fact]
    public async Task The_service_must_not_run_beside_it_unless_it_only_tells()
    {
        var data = store.Copy();
        using var service = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = data });
        var run = await CommandRun.Of("rebuild", "--data", data);
        run.ExitCode.ShouldBe(ExitCodes.StoreNotUsable);
        run.Errors.ShouldContain("in use by another process");
        await CommandRun.Done("rebuild", "--data", data, "--dry-run");
    }

    private static (long Accounts, long Same, long Different, long Written, long Failed) Numbers(JsonElement summary) => (
        summary.GetProperty("accounts").GetInt64(),
        summary.GetProperty("same").GetInt64(),
        summary.GetProperty("different").GetInt64(),
        summary.GetProperty("written").GetInt64(),
        summary.GetProperty("failed").GetInt64());

    private static string InvoiceOfLarge(int number) =>
        $$"""{"specversion":"1.0","id":"large-{{number}}","source":"/test","type":"billing.invoice.issued","subject":"large","time":"2026-04-10T00:00:00Z","data":{"invoiceId":"large-{{number}}","amount":"{{number}}.00","currency":"EUR","issuedOn":"2026-04-10","dueOn":"2026-05-10"} }""";

    private static string TimeOf(string line) => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("time").GetString()!;

    private static AccountState Account(string data, string account)
    {
        using var reader = SimulatedStore.Read(data);
        return Engine.Decode(new StateCodec(Rules.Book), reader.Load([account])[0]!);
    }

    private static ReadOnlyMemory<byte> OldestRecord(string data, string account)
    {
        using var reader = SimulatedStore.Read(data);
        return reader.HistoryBackwards(account).Last().Body;
    }

    private static void Tamper(string data, string account, Func<AccountState, AccountState> change, Func<AccountState, DeadLetter>? letter = null)
    {
        var letters = letter is null ? [] : (IReadOnlyList<DeadLetter>)[letter(Account(data, account))];
        using var writer = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = data });
        var row = writer.Load([account])[0]!;
        var before = Engine.Decode(new StateCodec(Rules.Book), row);
        var after = change(before);
        var contribution = Contribution.Of(after);
        var write = new AccountWrite
        {
            Id = account,
            Key = row.Key,
            Expected = row.Version,
            Next = new RowVersion(row.Version.Number + 1, 4711),
            State = Positions.Unwrap(row.State.Span, out _).Wrap(StateCodec.Encode(after)),
            Stage = contribution.Stage,
            Quarantined = after.Quarantined,
            History = [],
            Outbox = [],
            DeadLetters = letters,
            Totals = contribution.Since(Contribution.Of(before)),
        };
        writer.Commit(new CommitBatch([write], [], [])).ShouldBe([true]);
    }
}
