using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>Random conditions over small numbers, and figures near these.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="figures">The figures that conditions read.</param>
/// <param name="sums">Whether money figures may be added.</param>
internal sealed class RandomConditions(Random random, IReadOnlyList<Figure> figures, bool sums)
{
    private static readonly Figure[] MoneyFigures = [Figure.Actionable, Figure.Overdue, Figure.Exposure, Figure.Balance, Figure.InTransit];

    public Condition Condition(int depth) => random.Next(depth == 0 ? 1 : 4) switch
    {
        0 => Test(figures[random.Next(figures.Count)]),
        1 => new Negation(Condition(depth - 1)),
        2 => new AllOf([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Condition(depth - 1))]),
        _ => new AnyOf([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Condition(depth - 1))]),
    };

    /// <summary>The emergency credit of <see cref="Figures"/>, in whole currency units.</summary>
    public const int EmergencyCredit = 3;

    public static Figures Figures(Random random)
    {
        var figures = Money(random);
        if (random.Next(2) == 0)
        {
            return figures;
        }

        var wallet = -figures.Receivable - figures.Unbilled;
        return figures with { Wallet = wallet, EmergencyCredit = 10_000 * EmergencyCredit, DaysOfSupply = random.Next(3) == 0 ? null : wallet > 0 ? random.Next(0, 8) : 0 };
    }

    private static Figures Money(Random random) => new()
    {
        CurrencyDecimals = 4,
        Receivable = Money(random, -6),
        Overdue = Money(random, 0),
        Actionable = Money(random, 0),
        InTransit = Money(random, 0),
        Unbilled = Money(random, 0),
        Secured = Money(random, 0),
        CreditLimit = random.Next(4) == 0 ? null : 10_000 * random.Next(0, 5),
        DaysPastDue = random.Next(0, 8),
        Score = random.Next(-2, 8),
        BouncedPayments = random.Next(0, 8),
        Grade = (Grade)random.Next(4),
        KeyEvents = random.Next(3) == 0 ? 0 : random.Next(1 << (int)(KeyEventKind.GuaranteeGiven + 1)) & ~1,
    };

    private Condition Test(Figure figure)
    {
        var relation = (Relation)random.Next(6);
        switch (FigureNames.Unit(figure))
        {
            case FigureUnit.Word:
                return figure == Figure.Grade
                    ? new GradeIs(random.Next(1, 16))
                    : new KeyEventIs(random.Next(2) == 0 ? random.Next(1, 8) : random.Next(1, 1 << (int)(KeyEventKind.GuaranteeGiven + 1)));
            case FigureUnit.Money:
                var summed = (Figure[])MoneyFigures.Clone();
                random.Shuffle(summed);
                Term[] terms = sums
                    ? [.. summed.Take(random.Next(1, 4)).Select(other => new Term(other, random.Next(2) == 0))]
                    : [new Term(figure, Subtracted: false)];
                return new Comparison([.. terms], relation, random.Next(-5, 6) * (random.Next(4) == 0 ? 1 : 10_000));
            case FigureUnit.Ratio:
                return new Comparison([new Term(figure, Subtracted: false)], relation, random.Next(-4, 5) * 2_500);
            default:
                return new Comparison([new Term(figure, Subtracted: false)], relation, random.Next(0, 6) * 10_000);
        }
    }

    private static long Money(Random random, int least) =>
        (random.Next(least, 7) * 10_000) + random.Next(-1, 2) is var money && money < least * 10_000 ? 0 : money;
}
