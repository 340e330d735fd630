using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;

namespace CreditRisk.Tests.Silo.Simulator;

/// <summary>A payment of an invoice, or the part of one.</summary>
internal sealed record InvoicePayment(string Id, CivilDate On, long Minor, string Method)
{
    public bool IsReversed { get; set; }
}

/// <summary>
/// What happened about one invoice. A payment that does not say what it is for tells it by its id: the simulator numbers a
/// month's payments by its invoices (the second payment of the first invoice is 12).
/// </summary>
internal sealed class InvoiceLife(ItemCharged issued)
{
    public string Account { get; } = issued.Header.Account;

    public string Id { get; } = issued.ItemId;

    public long Minor { get; } = issued.Charged.Minor;

    public CivilDate IssuedOn { get; } = issued.IssuedOn;

    public CivilDate DueOn { get; } = issued.DueOn;

    public List<InvoicePayment> Payments { get; } = [];

    public long Credited { get; private set; }

    public bool IsDisputed { get; private set; }

    public bool IsCancelled { get; private set; }

    public IEnumerable<InvoicePayment> Kept => Payments.Where(payment => !payment.IsReversed);

    public long Open => Minor - Credited - Kept.Sum(payment => payment.Minor);

    /// <summary>Days from the due date to the last payment that stayed; negative before it.</summary>
    public int DaysLate => Kept.Max(payment => payment.On) - DueOn;

    public static List<InvoiceLife> Follow(IEnumerable<AccountEvent> events)
    {
        var lives = new Dictionary<string, InvoiceLife>(StringComparer.Ordinal);
        var payments = new Dictionary<string, List<InvoicePayment>>(StringComparer.Ordinal);
        foreach (var one in events)
        {
            switch (one)
            {
                case ItemCharged charged:
                    lives.Add(charged.ItemId, new InvoiceLife(charged));
                    break;
                case ItemCancelled cancelled:
                    lives[cancelled.ItemId].IsCancelled = true;
                    break;
                case CreditGiven credit:
                    lives[credit.ItemId!].Credited += credit.Credited.Minor;
                    break;
                case DisputeOpened dispute:
                    lives[dispute.InvoiceId].IsDisputed = true;
                    break;
                case PaymentReceived received:
                    payments.Add(received.PaymentId, Apply(received, lives));
                    break;
                case PaymentReturned returned:
                    payments[returned.PaymentId].ForEach(payment => payment.IsReversed = true);
                    break;
                default:
                    break;
            }
        }

        return [.. lives.Values];
    }

    private static List<InvoicePayment> Apply(PaymentReceived received, Dictionary<string, InvoiceLife> lives)
    {
        var parts = received.Allocations.IsEmpty
            ? [(InvoiceOf(received.PaymentId, lives), received.Sum.Minor)]
            : received.Allocations.Select(part => (lives[part.ItemId], part.Part.TryIn(received.Sum.Currency, out var minor) ? minor : -1)).ToList();
        var applied = new List<InvoicePayment>();
        foreach (var (life, minor) in parts)
        {
            var payment = new InvoicePayment(received.PaymentId, CivilDate.At(received.Header.Time, NodaTime.DateTimeZone.Utc), minor, received.Method);
            life.Payments.Add(payment);
            applied.Add(payment);
        }

        return applied;
    }

    private static InvoiceLife InvoiceOf(string paymentId, Dictionary<string, InvoiceLife> lives)
    {
        var invoice = paymentId[..^1].Replace("-pay-", "-inv-", StringComparison.Ordinal);
        return lives.GetValueOrDefault(invoice.Replace("-inv-", "-rei-", StringComparison.Ordinal)) ?? lives[invoice];
    }
}
