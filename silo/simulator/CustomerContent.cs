using CreditRisk.Domain.Events;

namespace CreditRisk.Silo.Simulator;

/// <summary>The data of events about a customer's master data and standing.</summary>
internal static class CustomerContent
{
    private const int Groups = 40;
    private const int Chains = 50;

    private static readonly string[] Segments = ["household", "shop", "factory", "trade"];

    // Who reports, and how far each is trusted, in hundredths.
    private static readonly (string Name, int Reliability)[] Providers = [("credit-bureau", 95), ("trade-association", 70), ("press-watch", 40)];

    /// <summary>The user name of who looks after a customer; each review of the limit hands the customer on.</summary>
    public static string ManagerOf(in CustomerProfile customer, int handovers) =>
        customer.Region.Words.Managers[(customer.Number + handovers) % customer.Region.Words.Managers.Length];

    /// <summary><c>customer.registered</c></summary>
    public static void Registered(EventJson json, in CustomerProfile customer, string prefix)
    {
        var region = customer.Region;
        var draw = SeededDraw.For(customer.Key, 0, DrawPurpose.MasterData);
        json.Text(Field.Name, region.Words.NameOf(customer.Kind, ref draw));
        var inChain = draw.Chance(500) && customer.Kind == CustomerKind.Shop;
        json.Text(Field.PartyId, inChain ? $"{prefix}chain{draw.Below(Chains):D2}" : $"{prefix}p{customer.Number:D7}");
        json.Text(Field.Segment, Segments[(int)customer.Kind]);
        json.Text(Field.Unit, WordList.One(region.Units, ref draw));
        json.Text(Field.Region, region.Code);
        json.Text(Field.TimeZone, region.Zone);
        json.Text(Field.Terms, customer.PaysCash ? "cash" : "postpaid");
        json.Text(Field.Currency, region.Currency.Code);
        json.Text(Field.Protection, ProtectionOf(customer.Kind, ref draw));
        json.Text(Field.Manager, ManagerOf(customer, 0));
        if (customer.IsCorporate)
        {
            json.Amount(Field.CreditLimit, CreditLimits.At(customer, customer.StartMonth), region.Currency);
            json.Text(Field.LegalRepresentative, region.Words.Person(ref draw));
            if (draw.Chance(1_500))
            {
                json.Text(Field.Group, $"{prefix}group{draw.Below(Groups):D2}");
            }
        }

        ServicePoints(json, customer);
        json.StartList(Field.Contacts);
        Contact(json, "email", $"{EventJson.AccountOf(prefix, customer.Number)}@example.org", region.Language);
        Contact(json, "letter", $"{WordList.One(region.Words.Streets, ref draw)} {draw.Between(1, 120)}", region.Language);
        json.EndList();
    }

    /// <summary><c>customer.updated</c>: a review of the credit limit, with another manager.</summary>
    public static void Updated(EventJson json, in CustomerProfile customer, int month)
    {
        json.Text(Field.Manager, ManagerOf(customer, month - customer.StartMonth));
        json.Amount(Field.CreditLimit, CreditLimits.At(customer, month), customer.Region.Currency);
    }

    /// <summary><c>credit.report.received</c></summary>
    public static void Reported(EventJson json, in CustomerProfile customer, int month)
    {
        var draw = SeededDraw.For(customer.Key, month, DrawPurpose.Report);
        var (provider, reliability) = Providers[draw.Below(Providers.Length)];
        var past = customer.HabitIn(month) switch
        {
            Habit.Never => month - customer.TurnsIn,
            Habit.Lump => (month - customer.TurnsIn) % customer.SpellCycle,
            Habit.Slow or Habit.Partial => 1,
            _ => 0,
        };
        json.Text(Field.Provider, provider);
        json.Text(Field.Status, past switch { 0 => "current", < 3 => "late", _ => "default" });
        json.Number(Field.MonthsPastDue, past);
        json.Number(Field.Score, draw.Between(690, 800) - (Math.Min(past, 5) * 65));
        json.Decimal(Field.Reliability, reliability, 2);
    }

    /// <summary><c>guarantee.lodged</c>, <c>guarantee.released</c></summary>
    public static void Guarantee(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        json.BusinessId(Field.GuaranteeId, planned);
        if (planned.Step == Step.GuaranteeReleased)
        {
            return;
        }

        var year = planned.Ordinal - 1;
        var (kind, amount) = GuaranteePlan.Terms(customer, year);
        json.Text(Field.Kind, GuaranteePlan.NameOf(kind));
        json.Amount(Field.Amount, amount, customer.Region.Currency);
        json.Text(Field.Currency, customer.Region.Currency.Code);
        if (GuaranteePlan.LodgedOn(customer, year) is { } lodged)
        {
            json.Date(Field.ValidTo, GuaranteePlan.ValidTo(lodged));
        }
    }

    /// <summary><c>customer.key-event</c>, <c>customer.key-event.closed</c></summary>
    public static void Case(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        json.BusinessId(Field.CaseId, planned);
        if (planned.Step == Step.CaseClosed)
        {
            return;
        }

        var kind = planned.Ordinal == RelationStory.DefaultCase
            ? CasePlan.OfDefault(customer).Kind
            : CasePlan.OfMonth(customer, planned.Month).Kind;
        json.Text(Field.Kind, EventWords.Of(kind));
        json.Text(Field.Note, planned.Ordinal == RelationStory.DefaultCase ? "follows unpaid invoices" : "from the trade register");
    }

    /// <summary><c>hold.granted</c>, <c>hold.ended</c>, <c>promise.made</c></summary>
    public static void Concession(EventJson json, in CustomerProfile customer, in PlannedEvent planned)
    {
        if (planned.Step == Step.HoldEnded)
        {
            json.BusinessId(Field.HoldId, planned);
            return;
        }

        var habit = customer.HabitIn(planned.Month);
        BillPlan.TryGet(customer, planned.Month, planned.Ordinal - 1, out var bill);
        Span<PlannedPayment> payments = stackalloc PlannedPayment[PaymentPlan.MostPayments];
        PaymentPlan.Plan(customer, bill, habit, default, payments);
        var concession = ConcessionPlan.Of(customer, bill, habit, payments[0].ReceivedOn);
        if (planned.Step == Step.PromiseMade)
        {
            json.BusinessId(Field.PromiseId, planned);
            var promised = InvoiceAmounts.Of(customer, bill, default, concession.Promised, payments[0].PerMille);
            json.Amount(Field.Amount, promised, customer.Region.Currency);
            json.Date(Field.By, concession.Until);
            return;
        }

        json.BusinessId(Field.HoldId, planned);
        json.Text(Field.Kind, customer.IsTrade ? "green-channel" : customer.Number % 5 == 0 ? "force-majeure" : "extension");
        json.Date(Field.From, concession.On);
        json.Date(Field.To, concession.Until);
        json.Text(Field.ApprovedBy, ManagerOf(customer, 1));
        json.Text(Field.Evidence, "letter of the customer");
    }

    private static void ServicePoints(EventJson json, in CustomerProfile customer)
    {
        json.StartList(Field.ServicePoints);
        var index = 0;
        foreach (var service in customer.Services)
        {
            json.StartEntry();
            json.PointId(Field.Id, customer.Number, index++);
            json.Text(Field.Service, Supply.NameOf(service));
            json.EndEntry();
        }

        json.EndList();
    }

    private static void Contact(EventJson json, string channel, string address, string language)
    {
        json.StartEntry();
        json.Text(Field.Channel, channel);
        json.Text(Field.Address, address);
        json.Text(Field.Language, language);
        json.EndEntry();
    }

    private static string ProtectionOf(CustomerKind kind, ref SeededDraw draw)
    {
        var roll = draw.Below(1_000);
        return kind switch
        {
            CustomerKind.Household => roll < 20 ? "vulnerable" : "none",
            CustomerKind.Shop => roll < 10 ? "important" : "none",
            CustomerKind.Factory => roll < 30 ? "hazardous" : roll < 50 ? "important" : "none",
            _ => "none",
        };
    }
}
