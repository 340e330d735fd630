using System.Globalization;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Score;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>Conditions in plain words.</summary>
public static class ConditionProse
{
    private const decimal Scale = 10_000m;

    /// <summary>The condition as a clause: <c>the oldest debt is at least 15 days past due</c>.</summary>
    public static string Of(Condition condition) => condition switch
    {
        AllOf all => string.Join(", and ", all.Parts.Select(part => part is AnyOf ? $"either {Of(part)}" : Of(part))),
        AnyOf any => string.Join(", or ", any.Parts.Select(Of)),
        Negation negation => $"it is not so that {Of(negation.Part)}",
        Comparison { Terms: [{ Figure: Figure.DaysPastDue, Subtracted: false }] } days => OfDays(days.Relation, Number(days)),
        Comparison comparison => OfSum(comparison),
        KeyEventIs events => OfCases(events.Kinds),
        GradeIs grades => $"the grade is {Either(Enum.GetValues<Grade>().Where(grade => (grades.Grades & (1 << (int)grade)) != 0).Select(grade => $"{grade}"))}",
        // A kind of condition that has no words yet is better shown as it is written than not at all.
        _ => condition.ToString(),
    };

    private static decimal Number(Comparison comparison) => comparison.TenThousandths / Scale;

    private static string OfDays(Relation relation, decimal days) => (relation, days) switch
    {
        (Relation.Equal or Relation.LessOrEqual, 0) => "no debt that counts is past due",
        (Relation.Greater or Relation.NotEqual, 0) => "a debt that counts is past due",
        _ => $"the oldest debt is {Words(relation)} {days.ToString(CultureInfo.InvariantCulture)} day{(days == 1 ? "" : "s")} past due",
    };

    private static string OfSum(Comparison comparison)
    {
        var left = comparison.Terms[0].Subtracted ? "minus " : "";
        left += string.Concat(comparison.Terms.Select((term, index) => (index == 0 ? "" : term.Subtracted ? " less " : " and ") + Name(term.Figure)));
        var isMoney = FigureNames.Unit(comparison.Terms[0].Figure) == FigureUnit.Money;
        return (comparison.Relation, comparison.TenThousandths, comparison.Terms.Length) switch
        {
            (Relation.Equal, 0, 1) when isMoney => $"there is no {Bare(comparison.Terms[0].Figure)}",
            (Relation.Greater or Relation.NotEqual, 0, 1) when isMoney => $"there is {Bare(comparison.Terms[0].Figure)}",
            _ => $"{left} {(comparison.Terms.Length > 1 ? "together " : "")}is {Words(comparison.Relation)} {Value(comparison)}",
        };
    }

    private static string Value(Comparison comparison) => FigureNames.Unit(comparison.Terms[0].Figure) == FigureUnit.Ratio
        ? (Number(comparison) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%"
        : Number(comparison).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Words(Relation relation) => relation switch
    {
        Relation.Equal => "exactly",
        Relation.NotEqual => "anything but",
        Relation.Less => "less than",
        Relation.LessOrEqual => "at most",
        Relation.Greater => "more than",
        _ => "at least",
    };

    private static string Name(Figure figure) => figure switch
    {
        Figure.LimitUse => "the use of the credit limit",
        Figure.DaysOfSupply => "the number of days of supply left",
        Figure.Score => "the score",
        Figure.BrokenPromises => "the number of broken promises",
        Figure.BouncedPayments => "the number of bounced payments",
        Figure.DaysPastDue => "the number of days past due",
        _ => $"the {Bare(figure)}",
    };

    private static string Bare(Figure figure) => figure switch
    {
        Figure.Actionable => "actionable debt",
        Figure.Overdue => "overdue debt",
        Figure.Exposure => "exposure",
        Figure.Balance => "balance",
        Figure.InTransit => "money on its way",
        Figure.Wallet => "money in the wallet",
        Figure.EmergencyLeft => "emergency credit left",
        _ => FigureNames.Name(figure),
    };

    private static string OfCases(int kinds)
    {
        var named = Enum.GetValues<KeyEventKind>().Where(kind => kind != KeyEventKind.None && (kinds & (1 << (int)kind)) != 0).Select(EventWords.Of).ToList();
        var isNone = (kinds & (1 << (int)KeyEventKind.None)) != 0;
        return (isNone, named.Count) switch
        {
            (true, 0) => "no case is open",
            (true, _) => $"no case is open, or one of {Either(named)}",
            _ => $"a case of {Either(named)} is open",
        };
    }

    private static string Either(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
