using CreditRisk.Domain.Money;
using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>Money of a history: on its way, received, taken back.</summary>
internal sealed class HistoryPayments(HistoryWriter writer)
{
    private static readonly string[] Methods = ["transfer", "card", "draft"];

    /// <summary>Pays one item on a day: mostly exactly, with or without saying so.</summary>
    public void Pay(HistoryItem item, CivilDate day)
    {
        var time = Instant.Max(writer.Moment(day), item.Time + Duration.FromSeconds(1));
        var minor = item.Minor;
        if (writer.Chance(HistorySettings.ChanceOfOverpayment))
        {
            minor += writer.Minor();
        }
        else if (writer.Chance(HistorySettings.ChanceOfUnderpayment))
        {
            // Sometimes all but a trivial rest, in two payments or one.
            var part = Math.Max(1, writer.Chance(0.4) ? minor - 500 : writer.Between(1, (int)minor));
            Receive(time, part, writer.Chance(0.5) ? [Allocate(item.Id, part)] : []);
            time = writer.Later(time, 0, 30);
            minor = Math.Max(1, minor - part);
            if (writer.Chance(0.5))
            {
                return;
            }
        }

        var saysSo = writer.Chance(HistorySettings.ChanceOfAllocation);
        Receive(time, minor, saysSo ? [Allocate(item.Id, Math.Min(minor, item.Minor))] : []);
    }

    /// <summary>One payment for several items at once, for some of them perhaps before they are charged.</summary>
    public void PayTogether(IReadOnlyList<HistoryItem> items, CivilDate day)
    {
        var allocations = new List<Allocation>();
        long sum = 0;
        for (var i = writer.Between(1, 5); i > 0 && items.Count > 0; i--)
        {
            var item = writer.Pick(items);
            sum += item.Minor;
            if (writer.Chance(0.7))
            {
                allocations.Add(Allocate(item.Id, writer.Chance(0.8) ? item.Minor : writer.Between(1, (int)item.Minor)));
            }
        }

        if (writer.Chance(HistorySettings.ChanceOfAllocationToUnknownItem * 4))
        {
            sum += 1000;
            allocations.Add(Allocate(writer.NewId("never"), 1000));
        }

        sum += writer.Chance(0.3) ? writer.Minor() : 0;
        Receive(writer.Moment(day), Math.Max(1, sum), [.. allocations]);
    }

    /// <summary>One payment for exactly so many items.</summary>
    public void SettleUp(IReadOnlyList<HistoryItem> items, CivilDate day)
    {
        var allocations = writer.Chance(HistorySettings.ChanceOfAllocation) ? items.Select(item => Allocate(item.Id, item.Minor)) : [];
        Receive(writer.Moment(day), items.Sum(item => item.Minor), [.. allocations]);
    }

    /// <summary>Money on its way that does not arrive.</summary>
    public void LoseOnTheWay(CivilDate day)
    {
        var id = writer.NewId("P");
        var time = writer.Moment(day);
        Initiate(id, time, writer.Minor());
        if (writer.Chance(0.6))
        {
            writer.Log(new PaymentFailed(writer.Header(writer.Later(time, 0, 6)), id, Reason: null));
        }
    }

    private Allocation Allocate(string itemId, long minor) => new(itemId, writer.Amount(minor));

    private void Initiate(string id, Instant time, long minor)
    {
        var matures = writer.Chance(0.2) ? writer.DateOf(time).Plus(writer.Between(0, 30)) : (CivilDate?)null;
        writer.Log(new PaymentInitiated(writer.Header(time), id, writer.Cash(minor), writer.Pick(Methods), matures));
    }

    private void Receive(Instant time, long minor, ImmutableArray<Allocation> allocations)
    {
        var id = writer.NewId("P");
        if (writer.Chance(HistorySettings.ChanceOfAllocationToUnknownItem))
        {
            allocations = [Allocate(writer.NewId("never"), minor)];
        }

        if (writer.Chance(HistorySettings.ChanceOfInitiation))
        {
            Initiate(id, time - Duration.FromSeconds(writer.Between(1, 4 * 86_400)), minor);
        }

        // The longest ones reach back before a listing that has lasted its least time, so that it is withdrawn.
        var paidBefore = writer.Between(0, writer.Chance(0.8) ? 20 : 100);
        var paidOn = writer.Chance(HistorySettings.ChanceOfPaidOn) ? writer.DateOf(time).Plus(-paidBefore) : (CivilDate?)null;
        writer.Log(new PaymentReceived(writer.Header(time), id, writer.Cash(minor), writer.Pick(Methods), allocations, paidOn));
        if (writer.Chance(HistorySettings.ChanceOfReturn))
        {
            Return(id, time, minor);
        }
    }

    // All at once, and perhaps once more when nothing is left; or a part and perhaps the rest. Never beyond what is left, whatever comes first: that would be refused.
    private void Return(string id, Instant time, long minor)
    {
        var most = writer.Chance(0.1) ? HistorySettings.LongestReference - HistorySettings.LongestDelayDays : 40;
        var first = writer.Later(time, 0, most);
        if (minor == 1 || writer.Chance(0.5))
        {
            var all = writer.Chance(0.5) ? writer.Amount(minor) : (Amount?)null;
            var taken = writer.Log(new PaymentReturned(writer.Header(first), id, writer.Chance(0.3), all, Reason: null));
            if (writer.Chance(HistorySettings.ChanceOfReturnOfNothing))
            {
                writer.Log(new PaymentReturned(writer.Header(writer.Later(first, 0, 15)), id, writer.Chance(0.3), Part: null, Reason: null), notBefore: taken);
            }

            return;
        }

        var part = writer.Between(1, (int)minor - 1);
        var logged = writer.Log(new PaymentReturned(writer.Header(first), id, writer.Chance(0.3), writer.Amount(part), Reason: null));
        if (writer.Chance(0.4))
        {
            var rest = writer.Chance(0.5) ? (Amount?)null : writer.Amount(writer.Between(1, (int)minor - part));
            var second = new PaymentReturned(writer.Header(writer.Later(first, 0, 15)), id, writer.Chance(0.3), rest, Reason: null);
            writer.Log(second, notBefore: logged);
        }
    }
}
