using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>States as bytes: exact, the same bytes for the same state, and nothing in an account depends on whether it was encoded meanwhile.</summary>
public sealed class StateCodecTests(ITestOutputHelper output)
{
    private static readonly StateCodec Codec = new(RichState.Rules.Book);

    [Fact]
    public void The_rich_state_has_something_of_everything()
    {
        var state = RichState.Build();
        var ledger = state.Ledger;

        (state.Registered, state.Closed, state.Quarantined, state.Currency is null).ShouldBe((true, true, true, false));
        state.Profile.Name.At.ShouldNotBe(state.Profile.Manager.At);
        ledger.Items.ShouldContain(item => item.Cancelled);
        ledger.Items.ShouldContain(item => item.Reminded);
        ledger.Items.ShouldContain(item => item.IsSettled);
        ledger.Items.ShouldContain(item => item.GraceFrom > CreditRisk.Domain.Time.CivilDate.MinValue);
        ledger.Items.ShouldContain(item => item.DueOnStated != null);
        ledger.Items.ShouldContain(item => item.WrittenOff > 0 && item.Transferred > 0);
        ledger.Items.Select(item => item.Kind).Distinct().Count().ShouldBe(5);
        ledger.Items.ShouldContain(item => !item.Lines.IsDefault && item.Lines.IsEmpty);
        ledger.Items.ShouldContain(item => !item.Lines.IsDefault && item.Lines.Length == 2);
        ledger.Credits.Select(credit => credit.Kind).Distinct().Count().ShouldBe(3);
        ledger.Credits.ShouldContain(credit => credit.IsPast);
        ledger.Credits.ShouldContain(credit => credit.PaidOn != null && credit.Returned > 0 && credit.Parts.Length == 3);
        (ledger.Disputes.Length, ledger.Holds.Length, ledger.Transits.Length, ledger.Guarantees.Length, ledger.Cases.Length).ShouldBe((2, 2, 2, 2, 2));
        state.Usage.Billed.ShouldContain(period => period.Service == null);
        state.Usage.Billed.ShouldContain(period => period.Service == "gas");
        state.Usage.Count.ShouldBe(3);
        state.Ladder.Active.Select(entry => entry.Stage).ShouldContain(Stage.Blacklist);
        state.Ladder.Active.ShouldContain(entry => entry.Mark != null);
        state.Ladder.Active.ShouldContain(entry => entry.Direct && entry.KeyEvents != 0);
        (state.Ladder.Episode > 0, state.Ladder.Marks > 0, state.Score.ReportedMonths is null, state.Score.BouncedPayments > 0).ShouldBe((true, true, false, true));
        state.Waiting.Select(waiting => waiting.Event.GetType()).Distinct().Count().ShouldBe(12);
        state.Recent.MayHaveEvicted(AccountStory.At(0)).ShouldBeTrue();
        state.WakeAt.ShouldBeLessThan(Instant.MaxValue);
    }

    [Fact]
    public void A_state_is_the_same_after_it_was_decoded()
    {
        var state = RichState.Build();
        var decoded = Codec.Decode(StateCodec.Encode(state));

        StateCodec.Encode(decoded).ShouldBe(StateCodec.Encode(state));
        decoded.Clock.ShouldBe(state.Clock);
        (decoded.WakeOn, decoded.WakeAt).ShouldBe((state.WakeOn, state.WakeAt));
        decoded.Ledger.Holds.ShouldBe(state.Ledger.Holds);
        decoded.Ledger.Transits.ShouldBe(state.Ledger.Transits);
        decoded.Ledger.Items.Select(item => item with { Lines = default }).ShouldBe(state.Ledger.Items.Select(item => item with { Lines = default }));
        decoded.Waiting.ShouldBe(state.Waiting);
        RichState.Rules.FiguresOf(decoded).ShouldBe(RichState.Rules.FiguresOf(state));
    }

    [Fact]
    public void An_account_without_anything_is_encoded_too()
    {
        var state = RichState.Rules.Quarantine(null, "a", AccountStory.At(0));

        var decoded = Codec.Decode(StateCodec.Encode(state));

        StateCodec.Encode(decoded).ShouldBe(StateCodec.Encode(state));
        decoded.Currency.ShouldBeNull();
        decoded.WakeAt.ShouldBe(Instant.MaxValue);
    }

    [Fact]
    public void Every_state_of_every_history_is_the_same_after_it_was_decoded() => Seeds.ForEach(output, 120, seed =>
    {
        var rules = PropertyRules.Varied(reversalDays: 30);
        var codec = new StateCodec(rules.Book);
        AccountRun.Through(rules, RichHistory.Generate(seed), run =>
        {
            if (run.IsOpened)
            {
                var encoded = run.Encoded();
                var decoded = codec.Decode(encoded);
                StateCodec.Encode(decoded).ShouldBe(encoded);
                rules.FiguresOf(decoded).ShouldBe(run.Figures);
                (decoded.WakeAt, decoded.Clock).ShouldBe((run.State.WakeAt, run.State.Clock));
            }
        });
    });

    [Fact]
    public void An_account_goes_on_after_it_was_decoded_as_it_would_have_without() => Seeds.ForEach(output, 40, seed =>
    {
        var (rules, history) = (PropertyRules.Varied(reversalDays: 30), RichHistory.Generate(seed));
        var whole = AccountRun.Through(rules, history);
        var (warnings, encoded) = (whole.Sent(), whole.Encoded());
        for (var at = 1; at < history.Records.Count; at += 1 + (history.Records.Count / 12))
        {
            var count = 0;
            var resumed = AccountRun.Through(rules, history, run =>
            {
                if (++count == at)
                {
                    run.RoundTrip();
                }
            });

            Differences.First(resumed.Sent(), warnings).ShouldBeNull($"decoded after record {at}");
            resumed.Encoded().ShouldBe(encoded);
        }
    });

    [Fact]
    public void States_are_encoded_by_many_threads_at_once()
    {
        var state = RichState.Build();
        var expected = StateCodec.Encode(state);

        Parallel.For(0, 200, _ => StateCodec.Encode(Codec.Decode(expected)).ShouldBe(expected));
    }
}
