using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Silo.Commands;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Rebuild;

[Collection(SimulatedStore.Collection)]
public sealed class DeskRebuildTests(SimulatedStore store)
{
    [Fact]
    public async Task Rows_of_the_desk_that_are_missing_are_written_and_make_no_account_differ()
    {
        var data = store.Copy();
        var before = Listed(data);
        before.Count.ShouldBePositive();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "creditrisk.db")};Pooling=False"))
        {
            connection.Open();
            using var delete = connection.CreateCommand();
            delete.CommandText = "DELETE FROM account_desk WHERE account_key % 2 = 0";
            delete.ExecuteNonQuery().ShouldBePositive();
        }

        await CommandRun.Done("rebuild", "--data", data, "--dry-run", "--json");
        Listed(data).Count.ShouldBeLessThan(before.Count);

        var summary = (await CommandRun.Done("rebuild", "--data", data, "--json")).Object;

        (summary.GetProperty("different").GetInt32(), summary.GetProperty("written").GetInt32()).ShouldBe((0, 0));
        Listed(data).ShouldBe(before);
    }

    private static IReadOnlyList<DeskEntry> Listed(string data)
    {
        using var reader = SimulatedStore.Read(data);
        return reader.Desk(DeskQuery.Ages() with { Most = 1000 });
    }
}
