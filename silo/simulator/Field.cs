using System.Text.Json;

namespace CreditRisk.Silo.Simulator;

/// <summary>The names of fields, encoded once.</summary>
internal static class Field
{
    public static readonly JsonEncodedText SpecVersion = JsonEncodedText.Encode("specversion");
    public static readonly JsonEncodedText Version10 = JsonEncodedText.Encode("1.0");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText DataContentType = JsonEncodedText.Encode("datacontenttype");
    public static readonly JsonEncodedText ApplicationJson = JsonEncodedText.Encode("application/json");
    public static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");

    public static readonly JsonEncodedText Address = JsonEncodedText.Encode("address");
    public static readonly JsonEncodedText Allocation = JsonEncodedText.Encode("allocation");
    public static readonly JsonEncodedText Amount = JsonEncodedText.Encode("amount");
    public static readonly JsonEncodedText ApprovedBy = JsonEncodedText.Encode("approvedBy");
    public static readonly JsonEncodedText By = JsonEncodedText.Encode("by");
    public static readonly JsonEncodedText CaseId = JsonEncodedText.Encode("caseId");
    public static readonly JsonEncodedText Channel = JsonEncodedText.Encode("channel");
    public static readonly JsonEncodedText Contacts = JsonEncodedText.Encode("contacts");
    public static readonly JsonEncodedText CreditLimit = JsonEncodedText.Encode("creditLimit");
    public static readonly JsonEncodedText CreditNoteId = JsonEncodedText.Encode("creditNoteId");
    public static readonly JsonEncodedText Currency = JsonEncodedText.Encode("currency");
    public static readonly JsonEncodedText Deadline = JsonEncodedText.Encode("deadline");
    public static readonly JsonEncodedText DisputeId = JsonEncodedText.Encode("disputeId");
    public static readonly JsonEncodedText DueOn = JsonEncodedText.Encode("dueOn");
    public static readonly JsonEncodedText Estimated = JsonEncodedText.Encode("estimated");
    public static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");
    public static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
    public static readonly JsonEncodedText Group = JsonEncodedText.Encode("group");
    public static readonly JsonEncodedText GuaranteeId = JsonEncodedText.Encode("guaranteeId");
    public static readonly JsonEncodedText HoldId = JsonEncodedText.Encode("holdId");
    public static readonly JsonEncodedText InvoiceId = JsonEncodedText.Encode("invoiceId");
    public static readonly JsonEncodedText IssuedOn = JsonEncodedText.Encode("issuedOn");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText Language = JsonEncodedText.Encode("language");
    public static readonly JsonEncodedText LegalRepresentative = JsonEncodedText.Encode("legalRepresentative");
    public static readonly JsonEncodedText Lines = JsonEncodedText.Encode("lines");
    public static readonly JsonEncodedText Manager = JsonEncodedText.Encode("manager");
    public static readonly JsonEncodedText MaturesOn = JsonEncodedText.Encode("maturesOn");
    public static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    public static readonly JsonEncodedText MonthsPastDue = JsonEncodedText.Encode("monthsPastDue");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Note = JsonEncodedText.Encode("note");
    public static readonly JsonEncodedText Outcome = JsonEncodedText.Encode("outcome");
    public static readonly JsonEncodedText PaidOn = JsonEncodedText.Encode("paidOn");
    public static readonly JsonEncodedText PartyId = JsonEncodedText.Encode("partyId");
    public static readonly JsonEncodedText PaymentId = JsonEncodedText.Encode("paymentId");
    public static readonly JsonEncodedText PeriodFrom = JsonEncodedText.Encode("periodFrom");
    public static readonly JsonEncodedText PeriodTo = JsonEncodedText.Encode("periodTo");
    public static readonly JsonEncodedText PromiseId = JsonEncodedText.Encode("promiseId");
    public static readonly JsonEncodedText Protection = JsonEncodedText.Encode("protection");
    public static readonly JsonEncodedText Provider = JsonEncodedText.Encode("provider");
    public static readonly JsonEncodedText Quantity = JsonEncodedText.Encode("quantity");
    public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    public static readonly JsonEncodedText Region = JsonEncodedText.Encode("region");
    public static readonly JsonEncodedText Reliability = JsonEncodedText.Encode("reliability");
    public static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
    public static readonly JsonEncodedText Segment = JsonEncodedText.Encode("segment");
    public static readonly JsonEncodedText Service = JsonEncodedText.Encode("service");
    public static readonly JsonEncodedText ServicePoint = JsonEncodedText.Encode("servicePoint");
    public static readonly JsonEncodedText ServicePoints = JsonEncodedText.Encode("servicePoints");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText Terms = JsonEncodedText.Encode("terms");
    public static readonly JsonEncodedText TimeZone = JsonEncodedText.Encode("timeZone");
    public static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
    public static readonly JsonEncodedText Unit = JsonEncodedText.Encode("unit");
    public static readonly JsonEncodedText UsageId = JsonEncodedText.Encode("usageId");
    public static readonly JsonEncodedText ValidTo = JsonEncodedText.Encode("validTo");
}
