using System.Xml.Linq;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>A comparison as one page that needs no other: no script, no font and no picture from outside.</summary>
public static class ComparisonPage
{
    private const int MostAccounts = 200;
    private const string Title = "Policy replay";

    /// <summary>The page as HTML.</summary>
    public static string Of(ReplayComparison comparison) => $"<!DOCTYPE html>\n{Html(comparison).ToString(SaveOptions.DisableFormatting)}\n";

    private static XElement Html(ReplayComparison comparison) => new(
        "html",
        Tags.With("lang", "en"),
        new XElement(
            "head",
            new XElement("meta", Tags.With("charset", "utf-8")),
            new XElement("meta", Tags.With("name", "viewport"), Tags.With("content", "width=device-width, initial-scale=1")),
            // Whatever were to slip in, nothing of it would run or be fetched.
            new XElement("meta", Tags.With("http-equiv", "Content-Security-Policy"), Tags.With("content", "default-src 'none'; style-src 'unsafe-inline'")),
            Tags.Text("title", Title),
            Tags.Text("style", PageStyle.Css)),
        new XElement("body", new XElement("main", Heading(comparison), Summary(comparison), Charts(comparison), Accounts(comparison))));

    private static IEnumerable<XElement> Heading(ReplayComparison comparison)
    {
        var input = comparison.Input;
        yield return Tags.Text("h1", Title);
        yield return new XElement("p", Swatch("old", "Old rules (dashed)"), $": {ComparisonWords.Rules(comparison.Old, comparison.New)}");
        yield return new XElement("p", Swatch("new", "New rules (solid)"), $": {ComparisonWords.Rules(comparison.New, comparison.Old)}");
        yield return Tags.Text("p", $"{ComparisonWords.Input(input)}. {ComparisonWords.Number(comparison.DifferentAccounts)} accounts fare differently.");
        foreach (var note in ComparisonWords.Notes(input))
        {
            yield return new XElement("p", Tags.With("class", "soft"), note);
        }
    }

    private static XElement Swatch(string side, string words) => new("span", Tags.With("class", $"swatch {side}"), words);

    private static IEnumerable<XElement> Summary(ReplayComparison comparison)
    {
        yield return Tags.Text("h2", "Summary");
        yield return Scroll(Tags.Table("Accounts that enter a stage", ["stage", "old", "new", "spared", "added"], comparison.Subjects.Select(one => new[]
        {
            one.Subject, Number(one.Accounts.Old), Number(one.Accounts.New), Number(one.Accounts.Spared), Number(one.Accounts.Added),
        })));
        yield return Scroll(Tags.Table(
            "Warnings raised",
            ["stage", "old", "new", "only old", "only new", "same day", "earlier", "later", "shift in days", "withdrawn old", "withdrawn new"],
            comparison.Subjects.Select(one => BeginningRow(one, one.Beginnings))));
        yield return Scroll(Tags.Table(
            "Money at stake when warnings were raised; a debt counts at each of its warnings",
            ["stage", "currency", "actionable old", "actionable new", "only old", "only new", "overdue old", "overdue new"],
            comparison.Subjects.SelectMany(one => one.Money.Select(money => new[]
            {
                one.Subject, money.Currency,
                ComparisonWords.Money(money.Old.Actionable), ComparisonWords.Money(money.New.Actionable),
                ComparisonWords.Money(money.OnlyOld.Actionable), ComparisonWords.Money(money.OnlyNew.Actionable),
                ComparisonWords.Money(money.Old.Overdue), ComparisonWords.Money(money.New.Overdue),
            }))));
    }

    private static string[] BeginningRow(SubjectComparison one, BeginningCounts counts) =>
    [
        one.Subject, Number(counts.Old), Number(counts.New), Number(counts.OnlyOld), Number(counts.OnlyNew), Number(counts.SameDay), Number(counts.Earlier), Number(counts.Later),
        ComparisonWords.Shifts(one.Shifts), Number(counts.Withdrawn.Old), Number(counts.Withdrawn.New),
    ];

    private static IEnumerable<XElement> Charts(ReplayComparison comparison)
    {
        if (TimeAxis.Of(comparison.Subjects) is not { } axis)
        {
            yield break;
        }

        var span = axis.DaysPerPoint == 1 ? "day" : $"{axis.DaysPerPoint} days";
        foreach (var (index, subject) in comparison.Subjects.Index())
        {
            yield return Tags.Text("h2", subject.Subject);
            yield return LineChart.Of($"begun-{index}", $"Warnings raised per {span}: {subject.Subject}", axis.Begun(subject));
            if (subject.Days.Any(day => day.Active != default))
            {
                yield return LineChart.Of($"active-{index}", $"Raised and not over yet: {subject.Subject}", axis.Active(subject));
            }

            if (subject.Shifts.Any(shift => shift.Days != 0))
            {
                yield return ShiftChart.Of($"shift-{index}", $"Days from the old warning to the new one: {subject.Subject}", subject.Shifts);
            }
        }
    }

    private static IEnumerable<XElement> Accounts(ReplayComparison comparison)
    {
        var shown = comparison.Accounts.Take(MostAccounts).ToList();
        if (shown.Count == 0)
        {
            yield break;
        }

        yield return Tags.Text("h2", "Accounts that fare differently");
        yield return Tags.Text("p", $"The gravest {ComparisonWords.Number(shown.Count)} of {ComparisonWords.Number(comparison.DifferentAccounts)}.");
        yield return Scroll(Tags.Table(
            "Differences by account",
            ["account", "stage", "old", "new", "days", "actionable", "overdue", "currency", "reason"],
            shown.SelectMany(account => account.Differences.Select(difference => Row(account.Account, difference)))));
    }

    private static string[] Row(string account, DifferenceView difference)
    {
        var shown = (difference.New ?? difference.Old)!;
        return
        [
            account, difference.Subject, difference.Old?.On ?? "–", difference.New?.On ?? "–", difference.ShiftDays is { } days ? ComparisonWords.Days(days) : "",
            ComparisonWords.Money(shown.Actionable), ComparisonWords.Money(shown.Overdue), shown.Currency ?? "", string.Join("; ", shown.Reasons),
        ];
    }

    // Wide tables scroll by themselves, with the keyboard too.
    private static XElement Scroll(XElement table) =>
        new("div", Tags.With("class", "scroll"), Tags.With("tabindex", "0"), Tags.With("role", "region"), Tags.With("aria-label", table.Element("caption")!.Value), table);

    private static string Number(long value) => ComparisonWords.Number(value);
}
