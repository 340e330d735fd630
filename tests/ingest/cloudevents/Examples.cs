namespace CreditRisk.Tests.Ingest.CloudEvents;

/// <summary>An example of the data of every event type in the contracts.</summary>
public static class Examples
{
    public static IReadOnlyDictionary<string, string> DataByType { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["customer.registered"] = """
            {"name":"M\u00fcller & Söhne","partyId":"P-1","segment":"industry","unit":"north","region":"DE-HH","timeZone":"Europe/Berlin",
             "terms":"postpaid","currency":"EUR","creditLimit":"20000.00","protection":"important","manager":"Ada","group":"G","legalRepresentative":"R. Müller",
             "servicePoints":[{"id":"SP-1","service":"electricity"},{"id":"SP-2","service":"gas"}],
             "contacts":[{"channel":"email","address":"a@example.org","language":"de"},{"channel":"letter","address":"Kai 1"}]}
            """,
        ["customer.updated"] = """{"segment":"household","terms":"prepaid","protection":"vulnerable"}""",
        ["customer.closed"] = """{"reason":"moved"}""",
        ["customer.key-event"] = """{"caseId":"K-1","kind":"legal-representative-change","note":"see register"}""",
        ["customer.key-event.closed"] = """{"caseId":"K-1"}""",
        ["credit.report.received"] = """{"provider":"bureau","status":"late","monthsPastDue":2,"score":-7,"reliability":0.845}""",
        ["credit.rating.assessed"] = """{"features":[[1,2,{"a":[3]}]],"workingCapital":{"cash":1e9},"financials":{}}""",
        ["guarantee.lodged"] = """{"guaranteeId":"G-1","kind":"bank","amount":5000,"currency":"EUR","validTo":"2027-12-31"}""",
        ["guarantee.released"] = """{"guaranteeId":"G-1"}""",
        ["hold.granted"] = """{"holdId":"H-1","kind":"green-channel","from":"2026-04-01","to":"2026-04-30","approvedBy":"Ada","evidence":"doc-1"}""",
        ["hold.ended"] = """{"holdId":"H-1"}""",
        ["dispute.opened"] = """{"disputeId":"D-1","invoiceId":"I-1","amount":"12.50","deadline":"2026-05-01"}""",
        ["dispute.closed"] = """{"disputeId":"D-1","outcome":"rejected"}""",
        ["promise.made"] = """{"promiseId":"PR-1","amount":"99.90","by":"2026-04-15"}""",
        ["plan.agreed"] = """{"planId":"PL-1","instalments":[{"dueOn":"2026-05-01","amount":"50.00"},{"dueOn":"2026-06-01","amount":50}]}""",
        ["plan.cancelled"] = """{"planId":"PL-1"}""",
        ["billing.invoice.issued"] = """
            {"invoiceId":"I-1","amount":"120.00","currency":"EUR","issuedOn":"2026-03-31","dueOn":"2026-04-21","minimumDue":"12.00",
             "lines":[{"service":"gas","amount":"100.00","periodFrom":"2026-03-01","periodTo":"2026-03-31"},{"service":"water","amount":"20.00"}]}
            """,
        ["billing.invoice.cancelled"] = """{"invoiceId":"I-1","reason":"wrong meter"}""",
        ["billing.invoice.due-date-changed"] = """{"invoiceId":"I-1","dueOn":"2026-05-01"}""",
        ["billing.credit-note.issued"] = """{"creditNoteId":"C-1","invoiceId":"I-1","amount":"10.00","currency":"EUR","reason":"goodwill"}""",
        ["billing.adjustment.posted"] = """{"adjustmentId":"A-1","direction":"debit","amount":"5.00","currency":"EUR","dueOn":"2026-04-10","reason":"fee"}""",
        ["billing.item.opened"] = """{"itemId":"O-1","amount":"300.00","currency":"EUR","issuedOn":"2024-01-01","dueOn":"2024-02-01"}""",
        ["billing.item.written-off"] = """{"itemId":"O-1","amount":"300.00"}""",
        ["billing.item.recovered"] = """{"invoiceId":"O-1","amount":"30.00"}""",
        ["billing.item.transferred"] = """{"itemId":"O-1","amount":"270.00","otherAccount":"acc-2"}""",
        ["billing.interest.charged"] = """{"itemId":"N-1","amount":"1.23","currency":"EUR"}""",
        ["billing.balance.stated"] = """{"balance":"-12.50","currency":"EUR"}""",
        ["payment.initiated"] = """{"paymentId":"Y-1","amount":"100.00","currency":"EUR","method":"draft","maturesOn":"2026-06-30"}""",
        ["payment.received"] = """
            {"paymentId":"Y-1","amount":"100.00","currency":"EUR","method":"bank-transfer",
             "allocation":[{"invoiceId":"I-1","amount":"60.00"},{"invoiceId":"I-2","amount":40}],"paidOn":"2026-03-30"}
            """,
        ["payment.failed"] = """{"paymentId":"Y-1","amount":"100.00","reason":"no funds"}""",
        ["payment.reversed"] = """{"paymentId":"Y-1","amount":"100.00","reason":"returned"}""",
        ["payment.refunded"] = """{"paymentId":"Y-1"}""",
        ["usage.recorded"] = """
            {"usageId":"U-1","service":"electricity","servicePoint":"SP-1","quantity":"12.345","unit":"kWh",
             "from":"2026-03-30T00:00:00+02:00","to":"2026-03-30T01:00:00+02:00","amount":"3.70","currency":"EUR","estimated":true}
            """,
        ["usage.rerated"] = """{"usageId":"U-1","amount":"3.80","currency":"EUR"}""",
        ["usage.cancelled"] = """{"usageId":"U-1"}""",
        ["meter.exchanged"] = """{"registers":[{"old":123.4,"new":0}]}""",
        ["feed.heartbeat"] = """{"feed":"payments","completeUpTo":"2026-03-31T09:00:00Z"}""",
        ["restriction.executed"] = """{"commandId":"R-1"}""",
        ["restriction.failed"] = """{"commandId":"R-1","reason":"no access"}""",
        ["restriction.restored"] = """{"commandId":"R-1"}""",
        ["notification.delivered"] = """{"notificationId":"T-1","at":"2026-03-31T09:00:00Z","evidence":"receipt"}""",
        ["notification.bounced"] = """{"notificationId":"T-1","at":"2026-03-31T09:00:00Z","reason":"unknown address"}""",
        ["approval.granted"] = """{"approvalId":"V-1","by":"Ada","reason":"checked"}""",
        ["approval.refused"] = """{"approvalId":"V-1","by":"Ada","reason":"hospital"}""",
        ["task.completed"] = """{"taskId":"W-1","by":"Ada","reason":"called","outcome":"promise"}""",
    };
}
