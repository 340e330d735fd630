using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Score;
using NodaTime;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>An account that has something of everything that a state can hold.</summary>
internal static class RichState
{
    private static readonly Scorecard Card = new(
        new ScorecardTerms { Id = "card", Version = 1, BasePoints = 600, PerPoint = -0.01, Intercept = 2 },
        [new ScoreRow(ScoreFeature.BouncedPayments, 0, [new ScoreBin(0, 0, "none"), new ScoreBin(null, -200, "some")])],
        [new GradeBand(Grade.A, 50_000), new GradeBand(Grade.D, 1_000_000)]);

    /// <summary>The rules that made it.</summary>
    public static AccountRules Rules { get; } =
        TestPolicies.Rules(new Policy(TestPolicies.Terms with { ReminderOffsetDays = -7, TrivialFloor = 1 }, Stages()), card: Card);

    /// <summary>The account on day 150.</summary>
    public static AccountState Build()
    {
        var story = new AccountStory(Rules);
        Begin(story);
        Forget(story);
        Owe(story);
        Stand(story);
        Wait(story);
        Act(story);
        return Rules.Quarantine(story.Until(150.25).State, "account", At(150.25));
    }

    // Everybody who is warned is limited, told so, and somebody's task; to stop him a person must approve.
    private static ImmutableArray<StageRule> Stages() =>
    [
        TestPolicies.Ladder[0] with { Notify = "demand" },
        TestPolicies.Ladder[1] with { Restrict = RestrictionLevel.Limit, Task = "call" },
        TestPolicies.Ladder[2] with { Restrict = RestrictionLevel.Stop, Approver = "head" },
        TestPolicies.Ladder[3] with { IsListing = true },
    ];

    // In the order of the log, after all that waits: an arrangement of each kind, a notification that bounced and one that arrived, a command that was not answered, an approval that one person gave.
    private static void Act(AccountStory story) => story
        .Promise(149, "promise", 500, by: 170).Plan(149, "plan", (160, 100), (190, 200)).CancelPlan(149.1, "plan")
        .Bounced(149.6).Delivered(149.7).Applied(new CreditGiven(story.Header(149.8), "surplus", true, Eur(10), null, null));

    private static void Begin(AccountStory story) => story
        .Applied(new CustomerStated(
            story.Header(0, "crm"), Registers: true, "Grün & Söhne 公司", "party-1", "consumer", "north", "DE", "Europe/Berlin", Terms.Postpaid, Euro,
            Part(500_000), Protection.Important, "M. Mustermann", "group-1", "L. Vertreter",
            [new ServicePoint("SP-1", "electricity"), new ServicePoint("SP-2", "gas")],
            [new Contact("mail", "a@example.com", "de-DE"), new Contact("sms", "+49", null)]))
        .Applied(new CustomerStated(story.Header(1, "portal"), Registers: false, Manager: "N. Nachfolger", CreditLimit: Part(400_000)))
        .Applied(new CustomerClosed(story.Header(2, "crm"), "moved"));

    // Bills and payments that are forgotten by day 100, and usage that they had covered.
    private static void Forget(AccountStory story)
    {
        for (var i = 0; i < 30; i++)
        {
            story.Bill(2, $"old-{i}", 1000, due: 3, lines: [Line(i % 2 == 0 ? "gas" : null, -i * 3, (-i * 3) + 1)]);
        }

        story.Use(-1, 1, "use-billed", 700, "gas", logged: 2).Pay(3, "pay-old", 31_000).Touch(100).Reverse(101.5, "pay-old", 4_000);
    }

    private static void Owe(AccountStory story) => story
        .Bill(102, "open", 10_000, due: 105, lines: [Line("electricity", 90, 101), Line(null, null, null)])
        .Bill(102, "all", 2_000, due: 140, lines: [])
        .Bill(102, "moved", 3_000, due: 110, kind: ItemKind.Adjustment)
        .Due(103, "moved", 151)
        .Bill(102, "lost", 4_000, due: 120, kind: ItemKind.Opening)
        .Move(104, "lost", DebtMove.WrittenOff, 1_500).Move(104, "lost", DebtMove.Recovered, 200).Move(104, "lost", DebtMove.Transferred, 300)
        .Bill(102, "void", 900, due: 120, kind: ItemKind.Interest).Cancel(105, "void")
        .Bill(106, "back", 800, due: 50)
        .Bill(106, "soon", 1_100, due: 157)
        .Pay(107.75, "pay", 5_000, paidOn: 106, to: [For("open", 2_000), For("later", 500), For("lost", 100)])
        .Refund(108, "pay", 150).Reverse(109, "pay", 50)
        .Credit(110, "note", 60, "open").Credit(110, "adjustment", 70, isCreditNote: false);

    private static void Stand(AccountStory story) => story
        .Dispute(111, "part", "open", 1_000).Applied(new DisputeOpened(story.Header(112, "crm"), "whole", "lost", null, Day(160)))
        .Hold(112, "hold", 112, 141).Hold(113, "ended", 120, 180).EndHold(121.5, "ended")
        .Initiate(149, "on-its-way", 300).Initiate(149, "draft", 400, matures: 170)
        .Lodge(114, "deposit", GuaranteeKind.Deposit, 10_000).Lodge(114, "bank", GuaranteeKind.Bank, 20_000, validTo: 300)
        .OpenCase(149.5, "lawsuit").OpenCase(149.5, "accident", KeyEventKind.Accident)
        .Use(140, 141.3, "use", 1_234).Use(141, 142, "use-rerated", 10).Rerate(143, "use-rerated", 20).Use(142, 143, "use-void", 5).CancelUse(144, "use-void")
        .Report(145, 3, reliability: 60);

    private static void Wait(AccountStory story)
    {
        story.Cancel(148, "x1").Due(148, "x2", 200).Move(148, "x3", DebtMove.Transferred, 5).Fail(148, "x4").Reverse(148, "x5", 7).Refund(148, "x6")
            .Rerate(148, "x7", 9).CancelUse(148, "x8").Dispute(148, "x9", "x10", 11).Settle(148, "x12").EndHold(148, "x13").Release(148, "x14").CloseCase(148, "x15")
            .Applied(new DisputeOpened(story.Header(148, "crm"), "x16", "x17", null, Day(190)))
            .Applied(new DebtMoved(story.Header(148), "x18", DebtMove.WrittenOff, Part(3), "other"))
            .Applied(new ItemCancelled(new EventHeader("billing", "exact", "account", At(149) + Duration.FromNanoseconds(123_456_789)), "x19", "wrong address"));
    }
}
