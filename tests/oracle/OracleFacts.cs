using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>All facts of an account, in the order in which they came. Nothing is ever removed or summed up.</summary>
internal sealed class OracleFacts
{
    public List<CustomerStated> Customers { get; } = [];

    public List<ItemCharged> Items { get; } = [];

    public List<ItemCancelled> Cancellations { get; } = [];

    public List<DueDateChanged> DueDates { get; } = [];

    public List<CreditGiven> Credits { get; } = [];

    public List<DebtMoved> Moves { get; } = [];

    public List<PaymentInitiated> Initiated { get; } = [];

    public List<PaymentFailed> Failed { get; } = [];

    public List<PaymentReceived> Payments { get; } = [];

    public List<PaymentReturned> Returns { get; } = [];

    public List<DisputeOpened> Disputes { get; } = [];

    public List<DisputeClosed> DisputesClosed { get; } = [];

    public List<HoldGranted> Holds { get; } = [];

    public List<HoldEnded> HoldsEnded { get; } = [];

    public List<KeyEventOpened> Cases { get; } = [];

    public List<KeyEventClosed> CasesClosed { get; } = [];

    public void Add(AccountEvent e)
    {
        switch (e)
        {
            case CustomerStated x: Customers.Add(x); break;
            case ItemCharged x: Items.Add(x); break;
            case ItemCancelled x: Cancellations.Add(x); break;
            case DueDateChanged x: DueDates.Add(x); break;
            case CreditGiven x: Credits.Add(x); break;
            case DebtMoved x: Moves.Add(x); break;
            case PaymentInitiated x: Initiated.Add(x); break;
            case PaymentFailed x: Failed.Add(x); break;
            case PaymentReceived x: Payments.Add(x); break;
            case PaymentReturned x: Returns.Add(x); break;
            case DisputeOpened x: Disputes.Add(x); break;
            case DisputeClosed x: DisputesClosed.Add(x); break;
            case HoldGranted x: Holds.Add(x); break;
            case HoldEnded x: HoldsEnded.Add(x); break;
            case KeyEventOpened x: Cases.Add(x); break;
            case KeyEventClosed x: CasesClosed.Add(x); break;
            default: throw new ArgumentException($"the oracle knows nothing of {e.GetType().Name}", nameof(e));
        }
    }

    /// <summary>The zone that was stated last in business order.</summary>
    public DateTimeZone Zone(DateTimeZone fallback)
    {
        CustomerStated? newest = null;
        foreach (var stated in Customers)
        {
            if (stated.TimeZone is not null && (newest is null || IsLater(stated.Header, newest.Header)))
            {
                newest = stated;
            }
        }

        return newest is null ? fallback : DateTimeZoneProviders.Tzdb[newest.TimeZone!];
    }

    /// <summary>The due date of an item that was stated last in business order.</summary>
    public CivilDate DueDate(ItemCharged item)
    {
        DueDateChanged? newest = null;
        foreach (var change in DueDates)
        {
            if (change.ItemId == item.ItemId && (newest is null || IsLater(change.Header, newest.Header)))
            {
                newest = change;
            }
        }

        return newest?.DueOn ?? item.DueOn;
    }

    public bool IsOpen(DisputeOpened dispute) => !DisputesClosed.Exists(closed => closed.DisputeId == dispute.DisputeId);

    /// <summary>Whether a lawsuit's case is open, by what is known now.</summary>
    public bool LawsuitOpen() =>
        Cases.Exists(opened => opened.Kind == KeyEventKind.Lawsuit && !CasesClosed.Exists(closed => closed.CaseId == opened.CaseId));

    /// <summary>Whether a lawsuit's case was open at an instant of the business.</summary>
    public bool LawsuitOpenAt(Instant instant) =>
        Cases.Exists(opened => opened.Kind == KeyEventKind.Lawsuit && opened.Header.Time <= instant
            && !CasesClosed.Exists(closed => closed.CaseId == opened.CaseId && closed.Header.Time <= instant));

    public bool HoldOn(CivilDate day, DateTimeZone zone)
    {
        foreach (var hold in Holds)
        {
            var last = hold.To;
            foreach (var ended in HoldsEnded)
            {
                var endedOn = CivilDate.At(ended.Header.Time, zone);
                if (ended.HoldId == hold.HoldId && endedOn < last)
                {
                    last = endedOn;
                }
            }

            if (hold.From <= day && day <= last)
            {
                return true;
            }
        }

        return false;
    }

    public long InTransit(CivilDate day, DateTimeZone zone, int settlementDays)
    {
        long sum = 0;
        foreach (var initiated in Initiated)
        {
            var from = initiated.MaturesOn ?? CivilDate.At(initiated.Header.Time, zone);
            if (day <= from.Plus(settlementDays)
                && !Payments.Exists(arrived => arrived.PaymentId == initiated.PaymentId)
                && !Failed.Exists(failed => failed.PaymentId == initiated.PaymentId))
            {
                sum += initiated.Sum.Minor;
            }
        }

        return sum;
    }

    /// <summary>What was taken back of a payment.</summary>
    public long Returned(PaymentReceived payment)
    {
        long sum = 0;
        foreach (var returned in Returns)
        {
            if (returned.PaymentId == payment.PaymentId)
            {
                sum += returned.Part is { } part ? MinorOf(part, payment.Sum.Currency) : payment.Sum.Minor - sum;
            }
        }

        return sum;
    }

    public static long MinorOf(Amount amount, Currency currency) =>
        amount.TryIn(currency, out var minor) ? minor : throw new ArgumentException($"{amount} is no amount of {currency}", nameof(amount));

    /// <summary>When the customer paid: on the day that the payment says, or when it happened.</summary>
    public static Instant PaidAt(PaymentReceived payment, DateTimeZone zone) => payment.PaidOn?.StartIn(zone) ?? payment.Header.Time;

    // Business order: (time, source, id).
    private static bool IsLater(EventHeader left, EventHeader right)
    {
        var byTime = left.Time.CompareTo(right.Time);
        var bySource = string.CompareOrdinal(left.Source, right.Source);
        return (byTime != 0 ? byTime : bySource != 0 ? bySource : string.CompareOrdinal(left.Id, right.Id)) > 0;
    }
}
