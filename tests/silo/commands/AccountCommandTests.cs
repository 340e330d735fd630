using System.Text.Json;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

[Collection(SimulatedStore.Collection)]
public sealed class AccountCommandTests(SimulatedStore store)
{
    private const string Middle = "2026-02-20";

    [Fact]
    public async Task Json_has_what_others_rely_on()
    {
        var account = (await CommandRun.Done("account", store.InTrouble(), "--data", store.Data, "--json")).Object;
        string[] fields = ["customer", "currency", "receivable", "overdue", "ageing", "stage", "score", "openItems"];
        account.EnumerateObject().Select(field => field.Name).Intersect(fields, StringComparer.Ordinal).Count().ShouldBe(fields.Length);
        account.GetProperty("stage").GetString().ShouldBe("stop-supply");
        var ageing = account.GetProperty("ageing").EnumerateObject().Sum(bucket => Amount(bucket.Value));
        ageing.ShouldBe(Amount(account.GetProperty("receivable")));
        account.GetProperty("openItems").EnumerateArray().Sum(item => Amount(item.GetProperty("open"))).ShouldBeGreaterThanOrEqualTo(ageing);
    }

    [Fact]
    public async Task The_page_has_figures_items_stages_with_reasons_and_events()
    {
        var id = store.InTrouble();
        var page = (await CommandRun.Done("account", id, "--data", store.Data)).Output;
        var raised = await CommandRun.Done("warnings", "--data", store.Data, "--account", id, "--stage", "stop-supply", "--kind", "raised", "--limit", "1", "--json");
        var reason = raised.Object.GetProperty("data").GetProperty("reasons")[0].GetString()!;
        reason.ShouldStartWith("daysPastDue ");
        string[] parts = [id, "receivable", "Ageing by days past due", "Open items", "Stages", "stop-supply", reason, "Last events", "payment."];
        parts.ShouldAllBe(part => page.Contains(part, StringComparison.Ordinal));
        page.ShouldNotContain("\u001b", customMessage: "nobody looks at a terminal");
    }

    [Fact]
    public async Task An_account_as_it_was_is_what_a_replay_up_to_then_stored()
    {
        var until = store.NewDirectory();
        var file = until + ".ndjson";
        await File.WriteAllLinesAsync(file, File.ReadLines(store.EventsFile).Where(line => line.EndsWith("}}", StringComparison.Ordinal) && IsBefore(line)));
        await CommandRun.Done("replay", file, "--data", until, "--until", Middle, "--json");
        for (var customer = 1; customer <= SimulatedStore.Customers; customer += 3)
        {
            var id = new PortfolioSimulator(new SimulatorOptions { Customers = SimulatedStore.Customers }).AccountOf(customer);
            var then = await CommandRun.Done("account", id, "--data", store.Data, "--at", Middle, "--json");
            var stored = (await CommandRun.Done("account", id, "--data", until, "--json")).Object;
            // The stored one shows its own last instant; what depends on the day alone may be older there.
            string[] fields = ["stage", "entries", "receivable", "score", "badMarks", "records"];
            fields.ShouldAllBe(field => then.Object.GetProperty(field).GetRawText() == stored.GetProperty(field).GetRawText(), id);
            (await CommandRun.Done("account", id, "--data", until, "--at", Middle, "--json")).Output.ShouldBe(then.Output);
            then.Object.GetProperty("at").GetString().ShouldBe($"{Middle}T00:00:00Z");
        }
    }

    [Fact]
    public async Task Later_than_the_last_event_time_alone_has_acted()
    {
        var id = store.InTrouble();
        var later = (await CommandRun.Done("account", id, "--data", store.Data, "--at", "2027-01-01T00:00:00Z", "--json")).Object;
        later.GetProperty("at").GetString().ShouldBe("2027-01-01T00:00:00Z");
        later.GetProperty("overdue").GetString().ShouldBe(later.GetProperty("receivable").GetString());
    }

    [Fact]
    public async Task An_account_that_nobody_knows_ends_with_1()
    {
        var run = await CommandRun.Of("account", "nobody", "--data", store.Data, "--json");
        run.ShouldBe(new CommandRun(ExitCodes.Failed, "", "creditrisk: account nobody is not known" + Environment.NewLine));
    }

    [Fact]
    public async Task Before_its_first_event_there_is_no_account()
    {
        var run = await CommandRun.Of("account", "c-0000001", "--data", store.Data, "--at", "2025-12-31");
        run.ShouldBe(new CommandRun(ExitCodes.Failed, "", "creditrisk: account c-0000001 had no event up to 2025-12-31T00:00:00Z" + Environment.NewLine));
    }

    [Fact]
    public async Task A_time_that_is_none_ends_with_2() =>
        (await CommandRun.Of("account", "c-0000001", "--data", store.Data, "--at", "yesterday")).ExitCode.ShouldBe(ExitCodes.WrongUse);

    private static decimal Amount(JsonElement text) => decimal.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsBefore(string line) =>
        NodaTime.Text.InstantPattern.ExtendedIso.Parse(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("time").GetString()!).Value
            <= Instant.FromUtc(2026, 2, 20, 0, 0);
}
