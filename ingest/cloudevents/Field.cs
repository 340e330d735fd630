namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Every field that some event type reads, at any level. The JSON name is the member's with a small first letter
/// (<see cref="FieldNames"/>), so that there is no second list to keep in step.
/// </summary>
internal enum Field : byte
{
    None = 0,

    // CloudEvents' context attributes.
    Specversion, Id, Source, Type, Subject, Time, Datacontenttype, Data,

    // Customers.
    Name, PartyId, Segment, Unit, Region, TimeZone, Terms, Currency, CreditLimit, Protection, Manager, Group, LegalRepresentative,
    ServicePoints, Contacts, Service, Channel, Address, Language, Reason, CaseId, Kind, Note, Provider, Status, MonthsPastDue, Score,
    Reliability, GuaranteeId, Amount, ValidTo, HoldId, From, To, ApprovedBy, Evidence, DisputeId, InvoiceId, Deadline, Outcome,
    PromiseId, By, PlanId, Instalments, DueOn,

    // Billing and payments.
    IssuedOn, MinimumDue, Lines, PeriodFrom, PeriodTo, CreditNoteId, AdjustmentId, Direction, ItemId, OtherAccount, Balance,
    PaymentId, Method, MaturesOn, Allocation, PaidOn,

    // Usage, feeds and results.
    UsageId, ServicePoint, Quantity, Estimated, Feed, CompleteUpTo, CommandId, NotificationId, ApprovalId, TaskId, At, Want,
}

/// <summary>The JSON names of fields.</summary>
internal static class FieldNames
{
    private static readonly string[] Names = Enum.GetNames<Field>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]).ToArray();

    private static readonly Utf8Table<Field> Table =
        new(Enum.GetValues<Field>().Where(field => field != Field.None).Select(field => (Names[(int)field], field)).ToArray());

    /// <summary>How many fields there are, <see cref="Field.None"/> counted.</summary>
    public static int Count => Names.Length;

    /// <summary>The field's name in JSON.</summary>
    public static string Of(Field field) => Names[(int)field];

    /// <summary>The field of an unescaped name, or none.</summary>
    public static Field Find(ReadOnlySpan<byte> name) => Table.TryFind(name, out var field) ? field : Field.None;
}
