using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

/// <summary>Payments, usage, results and heartbeats.</summary>
public sealed class OtherEventTests
{
    [Fact]
    public void A_payment_may_say_what_it_is_for()
    {
        var payment = Written.Read<PaymentReceived>("payment.received", Examples.DataByType["payment.received"]);
        payment.ShouldBe(new PaymentReceived(
            Written.Header, "Y-1", Written.Euros(10_000), "bank-transfer", payment.Allocations, CivilDate.Of(2026, 3, 30)));
        payment.Allocations.ShouldBe([new Allocation("I-1", new Amount(6000, 2)), new Allocation("I-2", new Amount(40, 0))]);
    }

    [Fact]
    public void A_payment_may_say_nothing()
    {
        var payment = Written.Read<PaymentReceived>("payment.received", """{"paymentId":"Y-1","amount":"1","currency":"EUR","method":"card"}""");
        payment.Allocations.IsDefault.ShouldBeFalse();
        payment.ShouldBe(new PaymentReceived(Written.Header, "Y-1", Written.Euros(100), "card", [], null));
    }

    [Fact]
    public void A_payment_is_initiated_and_fails()
    {
        Written.Read<PaymentInitiated>("payment.initiated", Examples.DataByType["payment.initiated"])
            .ShouldBe(new PaymentInitiated(Written.Header, "Y-1", Written.Euros(10_000), "draft", CivilDate.Of(2026, 6, 30)));
        Written.Read<PaymentFailed>("payment.failed", Examples.DataByType["payment.failed"])
            .ShouldBe(new PaymentFailed(Written.Header, "Y-1", "no funds"));
    }

    [Fact]
    public void Money_goes_back_in_part_or_all_of_it()
    {
        Written.Read<PaymentReturned>("payment.reversed", Examples.DataByType["payment.reversed"])
            .ShouldBe(new PaymentReturned(Written.Header, "Y-1", IsRefund: false, new Amount(10_000, 2), "returned"));
        Written.Read<PaymentReturned>("payment.refunded", Examples.DataByType["payment.refunded"])
            .ShouldBe(new PaymentReturned(Written.Header, "Y-1", IsRefund: true, null, null));
    }

    [Fact]
    public void Usage_is_recorded_with_or_without_its_worth()
    {
        var (from, to) = (Instant.FromUtc(2026, 3, 29, 22, 0), Instant.FromUtc(2026, 3, 29, 23, 0));
        var usage = new UsageRecorded(
            Written.Header, "U-1", "electricity", "SP-1", new Amount(12_345, 3), "kWh", from, to, Written.Euros(370), Estimated: true);
        Written.Read<UsageRecorded>("usage.recorded", Examples.DataByType["usage.recorded"]).ShouldBe(usage);
        const string Unrated = """
            {"usageId":"U-1","service":"electricity","quantity":12.345,"unit":"kWh","from":"2026-03-29T22:00:00Z","to":"2026-03-29T23:00:00Z"}
            """;
        Written.Read<UsageRecorded>("usage.recorded", Unrated).ShouldBe(usage with { ServicePoint = null, Value = null, Estimated = false });
    }

    [Fact]
    public void Usage_is_rated_again_cancelled_and_its_meter_exchanged()
    {
        Written.Read<UsageRerated>("usage.rerated", Examples.DataByType["usage.rerated"])
            .ShouldBe(new UsageRerated(Written.Header, "U-1", Written.Euros(380)));
        Written.Read<UsageCancelled>("usage.cancelled", """{"usageId":"U-1"}""").ShouldBe(new UsageCancelled(Written.Header, "U-1"));
        Written.Read<MeterExchanged>("meter.exchanged", Examples.DataByType["meter.exchanged"]).ShouldBe(new MeterExchanged(Written.Header));
    }

    [Fact]
    public void A_heartbeat_needs_no_account()
    {
        var heartbeat = new FeedHeartbeat(Written.Header, "payments", Instant.FromUtc(2026, 3, 31, 9, 0));
        var data = Examples.DataByType["feed.heartbeat"];
        Written.Read<FeedHeartbeat>("feed.heartbeat", data).ShouldBe(heartbeat);
        var result = Written.Decode(Written.Event("feed.heartbeat", data).Replace("\"subject\":\"acc-1\",", "", StringComparison.Ordinal));
        result.Event.ShouldBe(heartbeat with { Header = Written.Header with { Account = "" } });
    }

    [Theory]
    [InlineData("restriction.executed", "commandId", ResultKind.RestrictionExecuted)]
    [InlineData("restriction.failed", "commandId", ResultKind.RestrictionFailed)]
    [InlineData("restriction.restored", "commandId", ResultKind.RestrictionRestored)]
    [InlineData("notification.delivered", "notificationId", ResultKind.NotificationDelivered)]
    [InlineData("notification.bounced", "notificationId", ResultKind.NotificationBounced)]
    [InlineData("approval.granted", "approvalId", ResultKind.ApprovalGranted)]
    [InlineData("approval.refused", "approvalId", ResultKind.ApprovalRefused)]
    [InlineData("task.completed", "taskId", ResultKind.TaskCompleted)]
    public void A_result_names_what_it_answers(string type, string field, ResultKind kind)
    {
        Written.Read<ResultReported>(type, $$"""{"{{field}}":"Q-1"}""").ShouldBe(new ResultReported(Written.Header, kind, "Q-1", null));
        Written.Read<ResultReported>(type, $$"""{"{{field}}":"Q-1","reason":"so"}""").ShouldBe(new ResultReported(Written.Header, kind, "Q-1", "so"));
    }

    [Fact]
    public void Words_that_come_again_are_one_string()
    {
        var decoder = new EventDecoder();
        var json = System.Text.Encoding.UTF8.GetBytes(Written.Event("payment.received", Examples.DataByType["payment.received"]));
        var (first, second) = (decoder.Decode(json).Event.ShouldBeOfType<PaymentReceived>(), decoder.Decode(json).Event.ShouldBeOfType<PaymentReceived>());
        second.Method.ShouldBeSameAs(first.Method);
        second.Header.Source.ShouldBeSameAs(first.Header.Source);
    }
}
