namespace CreditRisk.Silo.Simulator;

/// <summary>Everything that happens about the invoices of one month, told to a plan that keeps what lies on its day.</summary>
internal static class InvoiceStory
{
    /// <summary>The payment number of a payment for several months' bills: no invoice has so many in a month.</summary>
    public const int SettlementOrdinal = 91;

    /// <summary>Tells a customer's month.</summary>
    public static void Tell(in CustomerProfile customer, int month, Habit habit, DayPlan plan)
    {
        var count = BillPlan.CountIn(customer, month);
        for (var index = 0; index < count; index++)
        {
            if (BillPlan.TryGet(customer, month, index, out var bill))
            {
                TellInvoice(customer, bill, habit, plan);
            }
        }

        if (habit == Habit.Lump && customer.EndsSpell(month) && SettlementPlan.PaidOn(customer, month) == plan.Day
            && SettlementPlan.BillsOf(customer, month).Count > 0)
        {
            plan.Add(customer, plan.Day, Step.PaymentReceived, month, SettlementOrdinal);
        }
    }

    /// <summary>The number of an invoice's payment within its month, two digits.</summary>
    public static int PaymentOrdinal(int invoiceIndex, int payment) => ((invoiceIndex + 1) * 10) + payment + 1;

    private static void TellInvoice(in CustomerProfile customer, in Bill bill, Habit habit, DayPlan plan)
    {
        plan.Add(customer, bill.IssuedOn, Step.InvoiceIssued, bill.Month, bill.Index + 1);
        var mishap = MishapPlan.Of(customer, bill, habit);
        if (mishap.Kind != MishapKind.None)
        {
            TellMishap(customer, bill, mishap, plan);
        }

        Span<PlannedPayment> payments = stackalloc PlannedPayment[PaymentPlan.MostPayments];
        var count = PaymentPlan.Plan(customer, bill, habit, mishap, payments);
        for (var i = 0; i < count; i++)
        {
            TellPayment(customer, payments[i], bill.Month, PaymentOrdinal(bill.Index, i), plan);
        }

        if (mishap.Kind == MishapKind.None)
        {
            TellConcession(customer, bill, ConcessionPlan.Of(customer, bill, habit, payments[0].ReceivedOn), plan);
        }
    }

    private static void TellMishap(in CustomerProfile customer, in Bill bill, in Mishap mishap, DayPlan plan)
    {
        var ordinal = bill.Index + 1;
        switch (mishap.Kind)
        {
            case MishapKind.DisputeAccepted:
                plan.Add(customer, mishap.On, Step.DisputeOpened, bill.Month, ordinal);
                plan.Add(customer, mishap.Until, Step.DisputeClosed, bill.Month, ordinal);
                plan.Add(customer, mishap.Until, Step.CreditNoteIssued, bill.Month, ordinal);
                break;
            case MishapKind.DisputeRejected:
                plan.Add(customer, mishap.On, Step.DisputeOpened, bill.Month, ordinal);
                plan.Add(customer, mishap.Until, Step.DisputeClosed, bill.Month, ordinal);
                break;
            case MishapKind.Credited:
                plan.Add(customer, mishap.On, Step.CreditNoteIssued, bill.Month, ordinal);
                break;
            case MishapKind.Reissued:
                plan.Add(customer, mishap.On, Step.InvoiceCancelled, bill.Month, ordinal);
                plan.Add(customer, mishap.On, Step.InvoiceReissued, bill.Month, ordinal);
                break;
            default:
                break;
        }
    }

    private static void TellPayment(in CustomerProfile customer, in PlannedPayment payment, int month, int ordinal, DayPlan plan)
    {
        if (payment.InitiatedOn is { } initiated)
        {
            plan.Add(customer, initiated, Step.PaymentInitiated, month, ordinal);
        }

        plan.Add(customer, payment.ReceivedOn, payment.End == PaymentEnd.Failed ? Step.PaymentFailed : Step.PaymentReceived, month, ordinal);
        if (payment.End == PaymentEnd.Reversed)
        {
            plan.Add(customer, payment.ReversedOn, Step.PaymentReversed, month, ordinal);
        }
    }

    private static void TellConcession(in CustomerProfile customer, in Bill bill, in Concession concession, DayPlan plan)
    {
        var ordinal = bill.Index + 1;
        if (concession.Kind == ConcessionKind.Promise)
        {
            plan.Add(customer, concession.On, Step.PromiseMade, bill.Month, ordinal);
        }
        else if (concession.Kind == ConcessionKind.Hold)
        {
            plan.Add(customer, concession.On, Step.HoldGranted, bill.Month, ordinal);
            if (concession.EndedOn is { } ended)
            {
                plan.Add(customer, ended, Step.HoldEnded, bill.Month, ordinal);
            }
        }
    }
}
