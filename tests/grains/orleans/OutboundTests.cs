using CreditRisk.Cluster.Host;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>Which records go with which call, and when.</summary>
public sealed class OutboundTests
{
    private const int MostRecords = 100;
    private const int MostCallers = 2;

    private readonly Outbound _outbound;
    private int _callers;

    public OutboundTests() => _outbound = new Outbound(MostRecords, MostCallers, () => _callers++);

    [Fact]
    public void No_more_calls_are_in_flight_than_may_be()
    {
        Add("A", "B", "C");

        _callers.ShouldBe(MostCallers);
    }

    [Fact]
    public void What_comes_for_an_account_while_it_waits_goes_with_the_same_call()
    {
        Add("A", "B", "A", "A");

        Take().ShouldBe(("A", 3));
        Take().ShouldBe(("B", 1));
    }

    [Fact]
    public void What_comes_during_a_call_waits_until_it_has_ended_and_behind_accounts_that_wait_longer()
    {
        Add("A");
        var parcels = new List<Parcel>();
        var first = _outbound.Take(parcels, MostRecords)!;
        Add("A", "B", "C");
        Take().Account.ShouldBe("B");

        _outbound.End(first, parcels);

        Take().Account.ShouldBe("C");
        Take().ShouldBe(("A", 1));
    }

    [Fact]
    public void A_caller_that_finds_nothing_goes_and_another_one_is_started_for_what_comes_later()
    {
        Add("A");
        var parcels = new List<Parcel>();
        _outbound.End(_outbound.Take(parcels, MostRecords)!, parcels);
        _outbound.Take(parcels, MostRecords).ShouldBeNull();

        Add("A");

        _callers.ShouldBe(2);
        _outbound.Undurable.ShouldBe(1);
    }

    private (string? Account, int Records) Take()
    {
        var parcels = new List<Parcel>();
        return (_outbound.Take(parcels, MostRecords)?.Account, parcels.Count);
    }

    private void Add(params ReadOnlySpan<string> accounts)
    {
        foreach (var account in accounts)
        {
            _outbound.AddAsync(account, new Parcel(default, null), CancellationToken.None, CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
        }
    }
}
