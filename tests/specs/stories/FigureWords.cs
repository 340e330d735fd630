using System.Globalization;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Properties;
using CreditRisk.Tests.Specs.Reading;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>How a figure is read off an account.</summary>
/// <param name="account">The account, at the moment.</param>
/// <param name="said">What else the phrase says, such as which item.</param>
internal delegate string FigureReader(AccountRun account, Said said);

/// <summary>The figures that specifications can name: a new one is a line here, and one in the docs. What is expected is the blank <c>value</c>.</summary>
internal static class FigureWords
{
    public const string Value = "value";

    private const string Undefined = "undefined";

    public static IReadOnlyList<(Phrase Phrase, FigureReader Read)> All { get; } =
    [
        Of("stage <value>", (account, _) => AccountRules.StageOf(account.State).Name()),
        Of("daysPastDue <value:number>", (account, _) => Text(account.Figures.DaysPastDue)),
        Money("actionable", figures => figures.Actionable),
        Money("overdue", figures => figures.Overdue),
        Money("balance", figures => figures.Receivable),
        Money("unapplied", figures => figures.UnappliedCredit),
        Money("inTransit", figures => figures.InTransit),
        Money("unbilled", figures => figures.Unbilled),
        Money("exposure", figures => figures.Exposure),
        Money("netExposure", figures => figures.NetExposure),
        Of("limitUse <value:ratio>", (account, _) => LimitUse(account.Figures)),
        Of("bouncedPayments <value:number>", (account, _) => Text(account.Figures.BouncedPayments)),
        Of("wallet <value:ratio>", (account, _) => account.Figures.Wallet is { } wallet ? Plain(account, wallet) : Undefined),
        Of("emergencyUsed <value:ratio>", (account, _) => account.Figures.EmergencyUsed is { } used ? Plain(account, used) : Undefined),
        Of("daysOfSupply <value:ratio>", (account, _) => account.Figures.DaysOfSupply is { } days ? Text(days) : Undefined),
        Of("brokenPromises <value:number>", (account, _) => Text(account.Figures.BrokenPromises)),
        Of("restricted <value>", (account, _) => account.State.Restriction.InForce.Word()),
        Of("wanted <value>", (account, _) => account.State.Restriction.Wanted?.Level.Word() ?? RestrictionLevel.None.Word()),
        Of("paused <value>", (account, _) => Pauses.Of(account.State) is { IsEmpty: false } pauses ? string.Join('+', pauses.Select(pause => pause.Guard.Name())) : "no"),
        Of("tasks <value:number>", (account, _) => Text(account.State.Desk.Tasks.Count(task => !task.IsDone))),
        Of("grade <value>", (account, _) => account.Figures.Grade.ToString()),
        Of("score <value:number>", (account, _) => Text(account.Figures.Score)),
        Of("marks <value:number>", (account, _) => Text(account.State.Ladder.Marks)),
        Of("episode <value:number>", (account, _) => Text(account.State.Ladder.Episode)),
        Of("policy <value>", (account, _) => account.Rules.PolicyOf(account.State).Terms.Id),
        Of("today <value:date>", (account, _) => account.State.Clock.Today.ToString()),
        Of("waiting <value:number>", (account, _) => Text(account.State.Waiting.Length)),
        Of("open <item> <value:money>", (account, said) => Plain(account, OpenOf(account, said["item"]!))),
        Of("due <item> <value:date>", (account, said) => account.State.Ledger.Items.FirstOrDefault(item => item.Id == said["item"])?.DueOn.ToString() ?? "unknown"),
        Of("aged <bucket> <value:money>", (account, said) => Ageing.Names.ToList().IndexOf(said["bucket"]!) is >= 0 and var bucket ? Plain(account, account.Aged[bucket]) : "no such bucket"),
    ];

    private static (Phrase Phrase, FigureReader Read) Of(string pattern, FigureReader read) => (new Phrase(pattern), read);

    private static (Phrase Phrase, FigureReader Read) Money(string name, Func<Figures, long> minor) =>
        Of($"{name} <value:money>", (account, _) => Plain(account, minor(account.Figures)));

    private static string LimitUse(Figures figures) => figures.CreditLimit is > 0 and var limit
        ? ((decimal)figures.NetExposure / limit).ToString("0.######", CultureInfo.InvariantCulture)
        : Undefined;

    private static long OpenOf(AccountRun account, string item)
    {
        var covers = new ItemCover[account.State.Ledger.Items.Length];
        _ = Coverage.Compute(account.State.Ledger, covers);
        return account.State.Ledger.IndexOf(item) is >= 0 and var index ? covers[index].Open : 0;
    }

    private static string Plain(AccountRun account, long minor) => Cash.Format(minor, account.State.Decimals);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
