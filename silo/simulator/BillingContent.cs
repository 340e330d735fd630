namespace CreditRisk.Silo.Simulator;

/// <summary>The data of events about invoices, payments and disputes.</summary>
internal static class BillingContent
{
    private static readonly string[] Methods = ["transfer", "direct-debit", "card", "cash", "draft"];
    private static readonly string[] BounceReasons = ["insufficient-funds", "insufficient-funds", "refused-by-payer", "mandate-revoked"];
    private static readonly string[] CancelReasons = ["wrong-reading", "wrong-price", "wrong-recipient"];

    /// <summary>Writes the data of an event about a month's invoice.</summary>
    public static void Write(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        var index = planned.Ordinal - 1;
        BillPlan.TryGet(customer, planned.Month, index, out var bill);
        var mishap = MishapPlan.Of(customer, bill, customer.HabitIn(planned.Month));
        switch (planned.Step)
        {
            case Step.InvoiceIssued or Step.InvoiceReissued:
                Invoice(json, customer, planned, bill, mishap);
                break;
            case Step.InvoiceCancelled:
                json.BusinessId(Field.InvoiceId, planned);
                json.Text(Field.Reason, CancelReasons[mishap.PerMille % CancelReasons.Length]);
                break;
            case Step.CreditNoteIssued:
                json.BusinessId(Field.CreditNoteId, planned);
                InvoiceId(json, customer, bill, again: false);
                json.Amount(Field.Amount, InvoiceAmounts.CreditNote(customer, bill, mishap), customer.Region.Currency);
                json.Text(Field.Currency, customer.Region.Currency.Code);
                json.Text(Field.Reason, mishap.IsDispute ? "dispute-accepted" : "reading-corrected");
                break;
            case Step.DisputeOpened:
                json.BusinessId(Field.DisputeId, planned);
                InvoiceId(json, customer, bill, again: false);
                if (!mishap.DisputesAll)
                {
                    json.Amount(Field.Amount, InvoiceAmounts.CreditNote(customer, bill, mishap), customer.Region.Currency);
                }

                json.Date(Field.Deadline, mishap.On.Plus(Mishap.DisputeDays));
                break;
            default:
                json.BusinessId(Field.DisputeId, planned);
                InvoiceId(json, customer, bill, again: false);
                json.Text(Field.Outcome, mishap.Kind == MishapKind.DisputeAccepted ? "accepted" : "rejected");
                break;
        }
    }

    /// <summary>Writes the data of an event about a payment.</summary>
    public static void WritePayment(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        if (planned.Ordinal == InvoiceStory.SettlementOrdinal)
        {
            Settlement(json, customer, planned);
            return;
        }

        var habit = customer.HabitIn(planned.Month);
        BillPlan.TryGet(customer, planned.Month, (planned.Ordinal / 10) - 1, out var bill);
        var mishap = MishapPlan.Of(customer, bill, habit);
        Span<PlannedPayment> payments = stackalloc PlannedPayment[PaymentPlan.MostPayments];
        PaymentPlan.Plan(customer, bill, habit, mishap, payments);
        var payment = payments[(planned.Ordinal % 10) - 1];
        var draw = SeededDraw.For(customer.Key, (planned.Month * 100) + planned.Ordinal, DrawPurpose.Settlement);
        json.BusinessId(Field.PaymentId, planned);
        if (planned.Step is Step.PaymentFailed or Step.PaymentReversed)
        {
            json.Text(Field.Reason, WordList.One(BounceReasons, ref draw));
            return;
        }

        var amount = InvoiceAmounts.Of(customer, bill, mishap, payment.Portion, payment.PerMille);
        Sum(json, customer, amount, payment.Method);
        if (planned.Step == Step.PaymentInitiated)
        {
            if (payment.Method == PaymentMethod.Draft)
            {
                json.Date(Field.MaturesOn, payment.ReceivedOn);
            }

            return;
        }

        if (payment.Method == PaymentMethod.DirectDebit || draw.Chance(4_000))
        {
            json.StartList(Field.Allocation);
            Allocation(json, customer, bill, mishap.Kind == MishapKind.Reissued, amount);
            json.EndList();
        }

        // Some banks take a day; those who pay just after the due date shall not look as if they had paid on it.
        if (payment.Method == PaymentMethod.Transfer && habit is Habit.Prompt or Habit.Slow && draw.Chance(3_000))
        {
            json.Date(Field.PaidOn, payment.ReceivedOn.Plus(-1));
        }
    }

    private static void Invoice(EventJson json, in CustomerProfile customer, in PlannedEvent planned, in Bill bill, in Mishap mishap)
    {
        var again = planned.Step == Step.InvoiceReissued;
        json.BusinessId(Field.InvoiceId, planned);
        var currency = customer.Region.Currency;
        json.Amount(Field.Amount, InvoiceAmounts.Charged(customer, bill, mishap, again), currency);
        json.Text(Field.Currency, currency.Code);
        json.Date(Field.IssuedOn, again ? mishap.On : bill.IssuedOn);
        json.Date(Field.DueOn, again ? mishap.DueOn(bill) : bill.DueOn);
        if (customer.IsTrade)
        {
            return;
        }

        json.StartList(Field.Lines);
        foreach (var service in customer.Services)
        {
            json.StartEntry();
            json.Text(Field.Service, Supply.NameOf(service));
            json.Amount(Field.Amount, InvoiceAmounts.Line(customer, bill, mishap, service, again), currency);
            json.Date(Field.PeriodFrom, bill.PeriodFrom);
            json.Date(Field.PeriodTo, bill.PeriodTo);
            json.EndEntry();
        }

        json.EndList();
    }

    private static void Settlement(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        var bills = SettlementPlan.BillsOf(customer, planned.Month);
        var sum = 0L;
        foreach (var bill in bills)
        {
            sum += BillPlan.Amount(customer, bill);
        }

        json.BusinessId(Field.PaymentId, planned);
        Sum(json, customer, sum, PaymentMethod.Transfer);
        json.StartList(Field.Allocation);
        foreach (var bill in bills)
        {
            Allocation(json, customer, bill, again: false, BillPlan.Amount(customer, bill));
        }

        json.EndList();
    }

    private static void Sum(EventJson json, in CustomerProfile customer, long amount, PaymentMethod method)
    {
        json.Amount(Field.Amount, amount, customer.Region.Currency);
        json.Text(Field.Currency, customer.Region.Currency.Code);
        json.Text(Field.Method, Methods[(int)method]);
    }

    private static void Allocation(EventJson json, in CustomerProfile customer, in Bill bill, bool again, long amount)
    {
        json.StartEntry();
        InvoiceId(json, customer, bill, again);
        json.Amount(Field.Amount, amount, customer.Region.Currency);
        json.EndEntry();
    }

    private static void InvoiceId(EventJson json, in CustomerProfile customer, in Bill bill, bool again) => json.BusinessId(
        Field.InvoiceId, customer.Number, Steps.Of(again ? Step.InvoiceReissued : Step.InvoiceIssued).Tag, bill.Month, bill.Index + 1);
}
