using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Money;
using NodaTime;

namespace CreditRisk.Domain.Policies;

/// <summary>How two sides are compared.</summary>
public enum Relation : byte
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>A figure with its sign in a sum.</summary>
/// <param name="Figure">The figure; not <see cref="Figure.Grade"/> or <see cref="Figure.KeyEvent"/>.</param>
/// <param name="Subtracted">Whether it is subtracted.</param>
public readonly record struct Term(Figure Figure, bool Subtracted);

/// <summary>
/// A sum of figures of one unit against a number. Money is compared exactly: figures are fractions (minor units by the
/// currency's power of ten, net exposure by limit), the number has four decimals, and both sides are multiplied out.
/// </summary>
/// <param name="Terms">One or more figures of the same unit.</param>
/// <param name="Relation">How they are compared.</param>
/// <param name="TenThousandths">The number on the right, times 10,000.</param>
public sealed record Comparison(ImmutableArray<Term> Terms, Relation Relation, long TenThousandths) : Condition
{
    private const int Scale = 10_000;
    private static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000];

    /// <inheritdoc/>
    public override bool Holds(in Figures figures)
    {
        if (!TrySum(figures, out var sum, out var denominator))
        {
            return false;
        }

        // Int128 holds every product: 2^63 x 10^4 and 2^63 x 2^63 stay below 2^127.
        var order = ((Int128)sum * Scale).CompareTo((Int128)TenThousandths * denominator);
        return Relation switch
        {
            Relation.Equal => order == 0,
            Relation.NotEqual => order != 0,
            Relation.Less => order < 0,
            Relation.LessOrEqual => order <= 0,
            Relation.Greater => order > 0,
            _ => order >= 0,
        };
    }

    /// <inheritdoc/>
    public override Instant Since(in Figures figures, in TrueSince context)
    {
        if (Terms is not [{ Figure: Figure.DaysPastDue }] || figures.DaysPastDue == 0)
        {
            return context.Cause;
        }

        var days = TenThousandths / Scale;
        return Relation switch
        {
            Relation.GreaterOrEqual or Relation.Equal => figures.OldestDueOn.Plus((int)days).StartIn(context.Zone),
            Relation.Greater => figures.OldestDueOn.Plus((int)days + 1).StartIn(context.Zone),
            _ => context.Cause,
        };
    }

    /// <inheritdoc/>
    public override void Explain(in Figures figures, ImmutableArray<string>.Builder reasons) =>
        reasons.Add($"{Left()} {Value(figures)} {Sign(Relation)} {Number()}");

    /// <inheritdoc/>
    public override void AddThresholds(ISet<int> days)
    {
        if (Terms.Any(term => term.Figure == Figure.DaysPastDue))
        {
            var day = (int)(TenThousandths / Scale);
            days.Add(day);
            days.Add(day + 1);
        }
    }

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures)
    {
        foreach (var term in Terms)
        {
            figures.Add(term.Figure);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Left()} {Sign(Relation)} {Number()}";

    private static bool TryRead(Figure figure, in Figures figures, out long value, out long denominator)
    {
        denominator = 1;
        switch (figure)
        {
            case Figure.DaysPastDue:
                value = figures.DaysPastDue;
                return true;
            case Figure.Score:
                value = figures.Score;
                return true;
            case Figure.BouncedPayments:
                value = figures.BouncedPayments;
                return true;
            case Figure.BrokenPromises:
                value = figures.BrokenPromises;
                return true;
            case Figure.DaysOfSupply when figures.DaysOfSupply is { } supply:
                value = supply;
                return true;
            case Figure.Wallet when figures.Wallet is { } wallet:
                value = wallet;
                denominator = PowersOfTen[figures.CurrencyDecimals];
                return true;
            case Figure.EmergencyLeft when figures.EmergencyUsed is { } used:
                value = figures.EmergencyCredit - used;
                denominator = PowersOfTen[figures.CurrencyDecimals];
                return true;
            case Figure.LimitUse when figures.CreditLimit is > 0 and var limit:
                value = figures.NetExposure;
                denominator = limit;
                return true;
            case Figure.Actionable or Figure.Overdue or Figure.Exposure or Figure.Balance or Figure.InTransit:
                value = Money(figure, figures);
                denominator = PowersOfTen[figures.CurrencyDecimals];
                return true;
            default:
                value = 0;
                return false;
        }
    }

    private static long Money(Figure figure, in Figures figures) => figure switch
    {
        Figure.Actionable => figures.Actionable,
        Figure.Overdue => figures.Overdue,
        Figure.Exposure => figures.Exposure,
        Figure.Balance => figures.Receivable,
        _ => figures.InTransit,
    };

    private bool TrySum(in Figures figures, out long sum, out long denominator)
    {
        sum = 0;
        denominator = 1;
        foreach (var term in Terms)
        {
            if (!TryRead(term.Figure, figures, out var value, out denominator))
            {
                return false;
            }

            sum = term.Subtracted ? sum - value : sum + value;
        }

        return true;
    }

    private string Value(in Figures figures)
    {
        if (!TrySum(figures, out var sum, out var denominator))
        {
            return "undefined";
        }

        return denominator == 1
            ? sum.ToString(CultureInfo.InvariantCulture)
            : Terms[0].Figure == Figure.LimitUse
                ? Cash.Format((long)((Int128)sum * 100 / denominator), 2)
                : Cash.Format(sum, figures.CurrencyDecimals);
    }

    private string Left() => string.Concat(Terms.Select((term, index) =>
        (index, term.Subtracted) switch { (0, false) => "", (0, true) => "-", (_, true) => " - ", _ => " + " } + FigureNames.Name(term.Figure)));

    private string Number() => (TenThousandths / (decimal)Scale).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Sign(Relation relation) => relation switch
    {
        Relation.Equal => "==",
        Relation.NotEqual => "!=",
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        Relation.Greater => ">",
        _ => ">=",
    };
}
