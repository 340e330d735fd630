using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Desk;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Notices;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Domain.Restrictions;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>What came with later versions of the state is there again, whatever of it there is.</summary>
public sealed class LaterPartsTests
{
    private static readonly AccountRules Rules = Supply.Rules(Supply.Stopping);

    [Fact]
    public void All_of_it_survives()
    {
        var state = Supply.Owing(Rules).Promise(18, "V", 10, by: 20).Plan(18, "L", (19, 1), (30, 2)).CancelPlan(18.5, "L").State;
        state = state with
        {
            Restriction = new RestrictionState
            {
                InForce = RestrictionLevel.Limit, AsOf = At(5), BeforeGuess = RestrictionLevel.None, Wants = 7, Failures = 2, IsEscalated = true, RetryAt = At(6), RestoreBy = At(7),
                Wanted = new WantedRestriction(7, RestrictionLevel.Stop, At(8), At(9), HasLeave: true),
                InFlight = new CommandInFlight(3, RestrictionAction.Limit, CommandPhase.Unanswered, 2, At(4), At(5)),
                Past = [new PastCommand(1, RestrictionAction.Stop), new PastCommand(2, RestrictionAction.Restore)],
            },
            Notices = [new Notice(4, Stage.Warning, 1, "demand", 1, At(3)) { Outcome = NoticeOutcome.Delivered, DeliveredAt = At(4), Evidence = "receipt" }, new Notice(5, Stage.Notice, 2, "x", 0, At(3))],
            Desk = new DeskState
            {
                Tasks = [new OpenTask(6, "call", "a", "so", At(9), 1, IsDone: true)],
                Approval = new Approval(8, Stage.StopSupply, "head", 2, At(10), ["Ada"], "Bob"),
            },
        };

        var again = new StateCodec(Rules.Book).Decode(StateCodec.Encode(state));

        again.Ledger.Arrangements.ShouldBe(state.Ledger.Arrangements, new ArrangementComparer());
        again.Restriction.Past.ShouldBe(state.Restriction.Past);
        (again.Restriction with { Past = state.Restriction.Past }).ShouldBe(state.Restriction);
        again.Notices.ShouldBe(state.Notices);
        again.Desk.Tasks.ShouldBe(state.Desk.Tasks);
        again.Desk.Approval!.GrantedBy.ShouldBe(state.Desk.Approval!.GrantedBy);
        (again.Desk.Approval with { GrantedBy = state.Desk.Approval.GrantedBy }).ShouldBe(state.Desk.Approval);
        (again.AlarmAt, again.WakeAt).ShouldBe((state.AlarmAt, state.WakeAt));
        Convert.ToHexString(StateCodec.Encode(again)).ShouldBe(Convert.ToHexString(StateCodec.Encode(state)));
    }

    [Fact]
    public void What_waits_for_later_parts_survives()
    {
        var story = new AccountStory(Rules)
            .Applied(new PromiseMade(new EventHeader("crm", "1", "account", At(0)), "V", new(10, 0), Day(5)))
            .Applied(new PlanAgreed(new EventHeader("crm", "2", "account", At(0)), "L", [new Instalment(Day(5), new(10, 0)), new Instalment(Day(6), new(1, 2))]))
            .Applied(new PlanCancelled(new EventHeader("crm", "3", "account", At(0)), "M"))
            .Applied(new ResultReported(new EventHeader("crm", "4", "account", At(0)), ResultKind.TaskCompleted, "account:9", "so", At(1), "Ada", "x"));

        var again = new StateCodec(Rules.Book).Decode(StateCodec.Encode(story.State));

        again.Waiting.Select(waiting => waiting.For).ShouldBe(story.State.Waiting.Select(waiting => waiting.For));
        again.Waiting[0].ShouldBe(story.State.Waiting[0]);
        ((PlanAgreed)again.Waiting[1].Event).Instalments.ShouldBe(((PlanAgreed)story.State.Waiting[1].Event).Instalments);
        again.Waiting[2].ShouldBe(story.State.Waiting[2]);
        again.Waiting[3].ShouldBe(story.State.Waiting[3]);
    }

    [Fact]
    public void An_account_that_has_none_of_it_pays_a_byte()
    {
        var state = new AccountStory().Bill(1, "I1", 100, due: 10).State;
        var encoded = StateCodec.Encode(state);

        encoded[^1].ShouldBe((byte)0);
    }

    private sealed class ArrangementComparer : IEqualityComparer<CreditRisk.Domain.Ledger.Arrangement>
    {
        public bool Equals(CreditRisk.Domain.Ledger.Arrangement? x, CreditRisk.Domain.Ledger.Arrangement? y) =>
            x! with { Parts = y!.Parts } == y && x.Parts.SequenceEqual(y.Parts);

        public int GetHashCode(CreditRisk.Domain.Ledger.Arrangement obj) => obj.Id.GetHashCode(StringComparison.Ordinal);
    }
}
