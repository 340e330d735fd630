using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Events of the topic of customers.</summary>
internal static class CustomerMapping
{
    private static readonly Utf8Table<Terms> TermsWords = new(("postpaid", Terms.Postpaid), ("prepaid", Terms.Prepaid), ("cash", Terms.Cash));

    private static readonly Utf8Table<Protection> ProtectionWords = new(
        ("none", Protection.None), ("important", Protection.Important), ("hazardous", Protection.Hazardous), ("vulnerable", Protection.Vulnerable));

    private static readonly Utf8Table<GuaranteeKind> GuaranteeWords = new(
        ("deposit", GuaranteeKind.Deposit), ("bank", GuaranteeKind.Bank), ("mortgage", GuaranteeKind.Mortgage), ("pledge", GuaranteeKind.Pledge));

    private static readonly Utf8Table<KeyEventKind> KeyEventWords = new(
        Enum.GetValues<KeyEventKind>().Where(kind => kind != KeyEventKind.None).Select(kind => (EventWords.Of(kind), kind)).ToArray());

    /// <summary>The event of a type.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        EventType.CustomerRegistered or EventType.CustomerUpdated => Customer(header, data, type == EventType.CustomerRegistered),
        EventType.CustomerClosed => new CustomerClosed(header, data.TermOrNull(Field.Reason)),
        EventType.KeyEventOpened => new KeyEventOpened(
            header, data.Id(Field.CaseId), data.Word(Field.Kind, KeyEventWords), data.TextOrNull(Field.Note)),
        EventType.KeyEventClosed => new KeyEventClosed(header, data.Id(Field.CaseId)),
        EventType.CreditReported => Report(header, data),
        EventType.CreditRatingAssessed => new CreditRatingAssessed(header),
        EventType.GuaranteeLodged => new GuaranteeLodged(
            header, data.Id(Field.GuaranteeId), data.Word(Field.Kind, GuaranteeWords), data.Cash(Field.Amount), data.DateOrNull(Field.ValidTo)),
        EventType.GuaranteeReleased => new GuaranteeReleased(header, data.Id(Field.GuaranteeId)),
        EventType.HoldGranted => Hold(header, data),
        EventType.HoldEnded => new HoldEnded(header, data.Id(Field.HoldId)),
        EventType.DisputeOpened => new DisputeOpened(
            header,
            data.Id(Field.DisputeId),
            data.Id(Field.InvoiceId),
            data.AmountOrNull(Field.Amount, data.CurrencyOrNull()),
            data.DateOrNull(Field.Deadline)),
        EventType.DisputeClosed => new DisputeClosed(header, data.Id(Field.DisputeId), data.TermOrNull(Field.Outcome)),
        EventType.PromiseMade => new PromiseMade(
            header, data.Id(Field.PromiseId), data.Amount(Field.Amount, data.CurrencyOrNull()), data.Date(Field.By)),
        EventType.PlanAgreed => Plan(header, data),
        _ => new PlanCancelled(header, data.Id(Field.PlanId)),
    };

    private static CustomerStated Customer(in EventHeader header, in FieldReader data, bool registers)
    {
        var currency = data.CurrencyOrNull();
        return new CustomerStated(
            header,
            registers,
            Name: data.TextOrNull(Field.Name),
            PartyId: data.IdOrNull(Field.PartyId),
            Segment: data.TermOrNull(Field.Segment),
            Unit: data.TermOrNull(Field.Unit),
            Region: data.TermOrNull(Field.Region),
            TimeZone: data.ZoneOrNull(Field.TimeZone),
            Terms: data.WordOrNull(Field.Terms, TermsWords),
            Currency: currency,
            CreditLimit: data.AmountOrNull(Field.CreditLimit, currency),
            Protection: data.WordOrNull(Field.Protection, ProtectionWords),
            Manager: data.TermOrNull(Field.Manager),
            Group: data.TermOrNull(Field.Group),
            LegalRepresentative: data.TextOrNull(Field.LegalRepresentative),
            ServicePoints: data.Objects(Field.ServicePoints, FieldLimits.MaxServicePoints, ReadServicePoint),
            Contacts: data.Objects(Field.Contacts, FieldLimits.MaxContacts, ReadContact));
    }

    private static ServicePoint ReadServicePoint(in FieldReader point, Currency? currency) => new(point.Id(Field.Id), point.Term(Field.Service));

    private static Contact ReadContact(in FieldReader contact, Currency? currency) =>
        new(contact.Term(Field.Channel), contact.Text(Field.Address), contact.TermOrNull(Field.Language));

    private static CreditReported Report(in EventHeader header, in FieldReader data) => new(
        header,
        data.Term(Field.Provider),
        data.Term(Field.Status),
        data.Integer(Field.MonthsPastDue, 0, FieldLimits.MaxMonthsPastDue),
        data.IntegerOrNull(Field.Score, int.MinValue, int.MaxValue),
        data.PercentOrNull(Field.Reliability));

    private static HoldGranted Hold(in EventHeader header, in FieldReader data)
    {
        var (from, to) = (data.Date(Field.From), data.Date(Field.To));
        data.RequireOrder(Field.From, from, Field.To, to, RefusalReasons.BadDate);
        return new HoldGranted(
            header, data.Id(Field.HoldId), data.Term(Field.Kind), from, to, data.TermOrNull(Field.ApprovedBy), data.TextOrNull(Field.Evidence));
    }

    private static PlanAgreed Plan(in EventHeader header, in FieldReader data)
    {
        var planId = data.Id(Field.PlanId);
        var instalments = data.Objects(Field.Instalments, FieldLimits.MaxInstalments, ReadInstalment, data.CurrencyOrNull());
        if (instalments.IsDefaultOrEmpty)
        {
            data.RefuseEmpty(Field.Instalments, "at least one instalment");
        }

        return new PlanAgreed(header, planId, instalments);
    }

    private static Instalment ReadInstalment(in FieldReader instalment, Currency? currency) =>
        new(instalment.Date(Field.DueOn), instalment.Amount(Field.Amount, currency));
}
