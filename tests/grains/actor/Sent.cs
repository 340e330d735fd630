using System.Collections.Concurrent;
using System.Text;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Domain.Account;
using NodaTime.Text;
using Shouldly;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>
/// An event as its sender wrote it, and what the decoder makes of it. Instants and days count from 2017-01-01 as in <see cref="AccountStory"/>; amounts are
/// decimal strings of EUR.
/// </summary>
internal sealed record Sent(AccountEvent Event, byte[] Body)
{
    private static readonly EventDecoder Decoder = new();
    private static readonly Lock Decoding = new();
    private static readonly ConcurrentDictionary<string, AccountEvent> Disguised = new(StringComparer.Ordinal);

    public string Account => Event.Header.Account;

    public static Sent Register(string account, double at, string? zone = null, string? id = null) =>
        Of("customer.registered", account, id ?? $"{account}-reg", at, zone is null ? """ "currency":"EUR" """ : $""" "currency":"EUR","timeZone":"{zone}" """);

    public static Sent Invoice(string account, double at, string invoice, string amount, int due, string? id = null, string currency = "EUR") =>
        Of("billing.invoice.issued", account, id ?? $"{invoice}.issued", at,
            $""" "invoiceId":"{invoice}","amount":"{amount}","currency":"{currency}","issuedOn":"{Date((int)at)}","dueOn":"{Date(due)}" """);

    public static Sent Pay(string account, double at, string payment, string amount, string? id = null) =>
        Of("payment.received", account, id ?? $"{payment}.received", at, $""" "paymentId":"{payment}","amount":"{amount}","currency":"EUR","method":"transfer" """);

    public static Sent Reverse(string account, double at, string payment, string? id = null) =>
        Of("payment.reversed", account, id ?? $"{payment}.reversed", at, $""" "paymentId":"{payment}" """);

    public static Sent Cancel(string account, double at, string invoice, string? id = null) =>
        Of("billing.invoice.cancelled", account, id ?? $"{invoice}.cancelled", at, $""" "invoiceId":"{invoice}" """);

    public static Sent Usage(string account, double at, string usage, string amount) =>
        Of("usage.recorded", account, usage, at,
            $""" "usageId":"{usage}","service":"water","quantity":"1","unit":"m3","from":"{Time(at)}","to":"{Time(at + 0.5)}","amount":"{amount}","currency":"EUR" """);

    /// <summary>A payment that no account takes: what it gives to an invoice has a tenth of a cent. The decoder would not let it through, so that it is made of one that it does.</summary>
    public static Sent Strange(string account, double at, string payment)
    {
        var usual = Of("payment.received", account, payment, at, $""" "paymentId":"{payment}","amount":"1.00","currency":"EUR","method":"cash" """);
        var strange = ((PaymentReceived)usual.Event) with { Allocations = [new Allocation("I", new Amount(1, 3))] };
        Disguised[Convert.ToHexString(usual.Body)] = strange;
        return new Sent(strange, usual.Body);
    }

    /// <summary>Decodes as a host does that gets only the bytes; knows strange payments again.</summary>
    public static AccountEvent? Decode(SourceRecord record) =>
        Disguised.TryGetValue(Convert.ToHexString(record.Body.Span), out var strange) ? strange : Of(record.Body).Event;

    /// <summary>A record that states nothing of money: it only moves the account.</summary>
    public static Sent Beat(string account, double at, string id) =>
        Of("feed.heartbeat", account, id, at, $""" "feed":"billing","completeUpTo":"{Time(at)}" """);

    /// <summary>Decodes bytes, which must be an event.</summary>
    public static Sent Of(ReadOnlyMemory<byte> body)
    {
        lock (Decoding)
        {
            var decoded = Decoder.Decode(body.Span);
            return new Sent(decoded.Event.ShouldNotBeNull(decoded.Refusal?.Message), body.ToArray());
        }
    }

    private static Sent Of(string type, string account, string id, double at, string data) => Of(Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"{{type}}","subject":"{{account}}","time":"{{Time(at)}}","data": { {{data}} } }"""));

    private static string Time(double at) => InstantPattern.ExtendedIso.Format(AccountStory.At(at));

    private static string Date(int day) => LocalDatePattern.Iso.Format(AccountStory.Day(day).ToLocalDate());
}
