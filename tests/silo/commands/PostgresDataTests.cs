using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Storage.Postgres;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary>The commands that look at a store, on PostgreSQL.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresDataTests
{
    private readonly string _schema = PostgresServer.NewSchema();

    private string Data => $"{PostgresServer.ConnectionString};Search Path={_schema}";

    [Fact]
    public async Task Account_warnings_and_dead_letters_are_shown_from_PostgreSQL()
    {
        var options = new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = _schema };
        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Postgres = options });
        (await service.SendAsync(Sent.Batch([Sent.Invoice("e-1", "C-1", "I-1", dueOn: "2026-03-01"), "{}"]), "application/json")).Status.ShouldBe(202);

        var account = (await CommandRun.Done("account", "C-1", "--data", Data, "--json")).Object;
        account.GetProperty("receivable").GetString().ShouldBe("120.00");
        (await CommandRun.Done("warnings", "--data", Data, "--json")).Objects.ShouldHaveSingleItem().GetProperty("subject").GetString().ShouldBe("C-1");
        (await CommandRun.Done("dead-letters", "list", "--data", Data, "--json")).Objects.ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("missing-field");
        (await CommandRun.Done("account", "C-1", "--data", Data, "--at", "2026-03-01T12:00:00Z", "--json")).Object.GetProperty("customer").GetString().ShouldBe("C-1");

        var policy = Path.Combine(RuleFiles.Shipped.Directory, "policies", "electricity.yaml");
        var replay = (await CommandRun.Done("policy", "replay", "--from-history", "--data", Data, "--policy", policy, "--json")).Object;
        (replay.GetProperty("input").GetProperty("accounts").GetInt32(), replay.GetProperty("differentAccounts").GetInt32()).ShouldBe((1, 0));
        replay.GetProperty("subjects").EnumerateArray().ShouldHaveSingleItem().GetProperty("beginnings").GetProperty("old").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_leads_nowhere_is_named()
    {
        var run = await CommandRun.Of("warnings", "--data", "Host=/nowhere/at/all;Username=x");
        run.ExitCode.ShouldNotBe(ExitCodes.Ok);
        run.Errors.ShouldContain("PostgreSQL");

        (await CommandRun.Of("warnings", "--data", "Host=x;Colour=blue")).Errors.ShouldContain("ConnectionString");
    }
}
