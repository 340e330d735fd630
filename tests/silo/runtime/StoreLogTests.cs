using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Silo.Logging;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>What the log says of a store that fails.</summary>
public sealed class StoreLogTests : IDisposable
{
    private readonly LogLines _lines = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void An_outage_is_two_entries_however_often_the_store_is_tried()
    {
        Tell(Away(1), Away(2), Away(3), Working, Stopped);
        _lines.Events("Store").ShouldBe(["StoreAway", "StoreBack", "StoreStopped"]);
        _lines.Of("StoreAway")[0]["data"]!.ToJsonString().ShouldBe("""{"Failure":"disk full 1"}""");
        _lines.Of("StoreAway")[0]["level"]!.ToString().ShouldBe("warning");
        _lines.Of("StoreBack")[0]["data"]!.ToJsonString().ShouldBe("""{"Milliseconds":3000,"Attempts":3}""");
    }

    [Fact]
    public void Every_outage_is_told()
    {
        Tell(Away(1), Working, Away(1), Away(2), Working);
        _lines.Events("Store").ShouldBe(["StoreAway", "StoreBack", "StoreAway", "StoreBack"]);
        _lines.Of("StoreBack")[1]["data"]!.ToJsonString().ShouldBe("""{"Milliseconds":2000,"Attempts":2}""");
    }

    [Fact]
    public void A_stop_during_an_outage_says_that_something_is_lost()
    {
        Tell(Away(1), Away(2), Stopped);
        _lines.Events("Store").ShouldBe(["StoreAway", "StoreStoppedAway"]);
        var entry = _lines.Of("StoreStoppedAway")[0];
        entry["level"]!.ToString().ShouldBe("error");
        entry["data"]!.ToJsonString().ShouldBe("""{"Milliseconds":2000,"Attempts":2,"Failure":"disk full 2"}""");
    }

    [Fact]
    public async Task The_service_logs_a_store_that_is_locked_and_works_again()
    {
        await using (var service = await ServiceUnderTest.StartAsync(logging: _lines.Factory))
        {
            Task<Answer> sending;
            using (service.LockStore())
            {
                sending = service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
                await service.PassTimeUntilAsync(TimeSpan.FromSeconds(1), () => Task.FromResult(service.Service.Engine.Committer.Status.Attempts >= 3));
                _lines.Events("Store").ShouldBe(["StoreAway"]);
                _lines.Of("StoreAway")[0]["data"]!["Failure"]!.ToString().ShouldContain("locked");
            }

            await service.PassTimeUntilAsync(TimeSpan.FromSeconds(1), sending);
            _lines.Events("Store").ShouldBe(["StoreAway", "StoreBack"]);
        }

        _lines.Events("Store").ShouldBe(["StoreAway", "StoreBack", "StoreStopped"]);
        _lines.Of("StoreStopped")[0]["logger"]!.ToString().ShouldBe("CreditRisk.Silo.Runtime.Engine");
    }

    public void Dispose() => _lines.Dispose();

    private static CommitterStatus Working => new(CommitterState.Running, null, 0);

    private static CommitterStatus Stopped => new(CommitterState.Stopped, null, 0);

    private static CommitterStatus Away(int attempts) => new(CommitterState.Unavailable, $"disk full {attempts}", attempts);

    // A second passes after each.
    private void Tell(params CommitterStatus[] statuses)
    {
        var log = new StoreLog(_lines.Factory.CreateLogger<Engine>(), _time);
        foreach (var status in statuses)
        {
            log.Tell(status);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
