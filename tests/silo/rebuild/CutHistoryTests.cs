using CreditRisk.Silo.Commands;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Silo.Commands;
using CreditRisk.Tests.Storage.Postgres;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Rebuild;

/// <summary>Accounts whose oldest history is no longer kept: they stay as they are.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class CutHistoryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _schema = PostgresServer.NewSchema();

    private string Data => $"{PostgresServer.ConnectionString};Search Path={_schema}";

    [Fact]
    public async Task Nothing_is_derived_from_a_part_of_a_history()
    {
        var file = Path.Combine(_folder.Path, "events.ndjson");
        await File.WriteAllLinesAsync(file,
        [
            Invoice("e-1", "C-1", "2026-03-01T08:00:00Z"), Invoice("e-2", "C-1", "2026-06-01T08:00:00Z"), Invoice("e-3", "C-2", "2026-06-02T08:00:00Z"),
        ]);
        await CommandRun.Done("replay", file, "--data", Data, "--json");
        var before = (await CommandRun.Done("account", "C-1", "--data", Data, "--json")).Output;
        using (var store = PostgresStore.Open(PostgresStoreOptions.Of(Data)))
        {
            store.DropHistoryBefore(Instant.FromUtc(2026, 6, 1, 0, 0)).ShouldBe(["2026-03"]);
        }

        var rebuild = await CommandRun.Of("rebuild", "--data", Data, "--json");
        rebuild.ExitCode.ShouldBe(ExitCodes.Failed);
        rebuild.Objects[0].GetProperty("account").GetString().ShouldBe("C-1");
        rebuild.Objects[0].GetProperty("leftOut")[0].GetProperty("reason").GetString().ShouldBe("beyond-history");
        rebuild.Objects[^1].GetProperty("same").GetInt64().ShouldBe(1);

        var then = await CommandRun.Of("account", "C-1", "--data", Data, "--at", "2026-06-01T12:00:00Z");
        then.ExitCode.ShouldNotBe(ExitCodes.Ok);
        then.Errors.ShouldContain("kept from record 2 on");
        // The newest events may be fewer; the figures are the same.
        (await CommandRun.Done("account", "C-1", "--data", Data, "--json")).Object.GetProperty("receivable").GetString().ShouldBe("240.00");
        before.ShouldContain("240.00");
    }

    [Fact]
    public async Task A_service_drops_what_need_not_be_kept()
    {
        await using (var first = await ServiceUnderTest.StartAsync(settings => settings with { Postgres = Options }))
        {
            await first.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
        }

        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Postgres = Options with { HistoryMonths = 2 } });
        service.Service.Engine.Reader.HistoryBackwards("C-1").Count().ShouldBe(1);

        service.Time.Advance(TimeSpan.FromDays(100));
        await service.PassTimeUntilAsync(TimeSpan.FromHours(1), () => Task.FromResult(!service.Service.Engine.Reader.HistoryBackwards("C-1").Any()));

        service.Service.Engine.StateOf("C-1")!.Ledger.Totals.Debits.ShouldBe(12_000);
    }

    public void Dispose() => _folder.Dispose();

    private PostgresStoreOptions Options => new() { ConnectionString = PostgresServer.ConnectionString, Schema = _schema };

    private static string Invoice(string id, string account, string time) => Sent.Event(
        id, "billing.invoice.issued", account, $$"""{"invoiceId":"{{id}}","amount":"120.00","currency":"EUR","issuedOn":"{{time[..10]}}","dueOn":"2026-12-01"}""", time);
}
