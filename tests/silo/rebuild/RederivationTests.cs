using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Rebuild;

public sealed class RederivationTests
{
    private static readonly AccountRules Rules = RuleFiles.Shipped.Load();
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 10, 0);

    [Fact]
    public void A_history_without_records_gives_no_account() =>
        Rules.Rederive([], Start).ShouldSatisfyAllConditions(
            derived => derived.State.ShouldBeNull(), derived => derived.LeftOut.ShouldBeEmpty(), derived => derived.IsDigested.ShouldBeTrue());

    [Fact]
    public void A_record_that_throws_is_told_and_the_rest_is_applied()
    {
        var derived = Rules.Rederive([Invoice(1, 9_000_000_000_000_000_000), Invoice(2, 9_000_000_000_000_000_000), Invoice(3, 100)], Start);
        derived.IsDigested.ShouldBeFalse();
        derived.LeftOut.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            left => left.Sequence.ShouldBe(2), left => left.Reason.ShouldBe(RefusalCodes.Indigestible));
        derived.State!.Records.ShouldBe(2);
    }

    [Fact]
    public void A_record_that_is_there_twice_is_told()
    {
        var derived = Rules.Rederive([Invoice(1, 100), Invoice(2, 200), Invoice(1, 100)], Start);
        derived.LeftOut.ShouldHaveSingleItem().Reason.ShouldBe(Rederivation.Duplicate);
        derived.IsDigested.ShouldBeTrue();
    }

    [Fact]
    public void A_business_id_that_is_used_again_is_found_in_the_history_before()
    {
        var again = Invoice(40, 500);
        var used = again with { Event = (ItemCharged)again.Event with { ItemId = "inv-1" } };
        var derived = Rules.Rederive([.. Enumerable.Range(1, 39).Select(number => Invoice(number, 100)), used], Start);
        derived.LeftOut.ShouldHaveSingleItem().Reason.ShouldBe(RefusalCodes.IdReused);
    }

    [Fact]
    public void Time_runs_on_to_the_instant_that_is_asked_for()
    {
        var derived = Rules.Rederive([Invoice(1, 100_000)], Start + Duration.FromDays(60));
        derived.State!.Now.ShouldBe(Start + Duration.FromDays(60));
        derived.Warnings.ShouldNotBeEmpty();
        derived.Warnings.Length.ShouldBe((int)derived.State.Effects);
    }

    [Fact]
    public void What_takes_the_place_of_an_account_has_sent_as_many_effects_and_keeps_its_number_of_records_and_its_mark()
    {
        var stored = Rules.Quarantine(Rules.Rederive([Invoice(1, 100_000), Invoice(2, 5)], Start + Duration.FromDays(60)).State!, "a", Start);
        var derived = Rules.Rederive([Invoice(1, 100_000)], Start).State!;
        var next = derived.InPlaceOf(stored, endsQuarantine: false);
        (next.Effects, next.Records, next.Quarantined).ShouldBe((stored.Effects, 2, true));
        derived.InPlaceOf(stored, endsQuarantine: true).Quarantined.ShouldBeFalse();
        Rederivation.DifferingParts(stored, stored with { }).ShouldBeEmpty();
        Rederivation.DifferingParts(stored, next).ShouldContain("ledger");
    }

    [Fact]
    public void An_account_that_a_record_opened_which_it_could_not_digest_is_as_old_as_that()
    {
        var opened = Rules.Quarantine(null, "a", Start - Duration.FromDays(90));
        var stored = Rules.Apply(opened, Invoice(1, 100).Event, Start).State!;
        Rules.Rederive([Invoice(1, 100)], Start, stored).State!.OpenedOn.ShouldBe(stored.OpenedOn);
    }

    private static RecordedEvent Invoice(int number, long minor)
    {
        var header = new EventHeader("/test", $"e-{number}", "a", Start);
        var day = CivilDate.Of(2026, 1, 1);
        return new RecordedEvent(number, new ItemCharged(header, $"inv-{number}", ItemKind.Invoice, new Cash(minor, Currency.Of("EUR")), day, day.Plus(14), null, []), Start);
    }
}
