using System.Collections.Immutable;
using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Gathers what conditions compare figures with, and makes the axes from it.</summary>
internal sealed class Literals
{
    private const int Scale = 10_000;

    private readonly Dictionary<Figure, SortedSet<long>> _counts = [];
    private readonly SortedSet<long> _money;
    private readonly SortedSet<long> _ratios = [0];
    private readonly long _emergency;
    private bool _sumsMoney;
    private int _cases;

    /// <summary>Starts with what the dependencies between figures themselves compare with.</summary>
    /// <param name="floor">The trivial floor in ten-thousandths.</param>
    /// <param name="emergency">The emergency credit in ten-thousandths.</param>
    public Literals(long floor, long emergency) => (_money, _emergency) = ([0, floor], emergency);

    /// <summary>Adds what a condition compares with.</summary>
    public void Add(Condition condition)
    {
        switch (condition)
        {
            case AllOf all:
                AddAll(all.Parts);
                break;
            case AnyOf any:
                AddAll(any.Parts);
                break;
            case Negation negation:
                Add(negation.Part);
                break;
            case KeyEventIs { Kinds: var kinds }:
                _cases |= kinds & ~(1 << (int)KeyEventKind.None);
                break;
            case Comparison comparison:
                Add(comparison);
                break;
        }
    }

    /// <summary>The axis of a figure.</summary>
    public Axis AxisOf(Figure figure) => figure switch
    {
        Figure.Grade => new Axis(figure, [0, 1, 2, 3]),
        Figure.KeyEvent => new Axis(figure, Cases()),
        Figure.LimitUse => new Axis(figure, [.. Spread(_ratios, Scale, null, dense: false), Axis.Undefined]),
        Figure.DaysPastDue or Figure.BouncedPayments or Figure.BrokenPromises => new Axis(figure, Spread(_counts[figure], 1, 0, dense: false)),
        Figure.Score => new Axis(figure, Spread(_counts[figure], 1, null, dense: false)),
        Figure.DaysOfSupply => new Axis(figure, [.. Spread(_counts[figure], 1, 0, dense: false), Axis.Undefined]),
        Figure.Wallet => new Axis(figure, [.. Wallets(), Axis.Undefined]),
        Figure.Balance => new Axis(figure, Spread(Money(), Scale, null, _sumsMoney)),
        _ => new Axis(figure, Spread(Money(), Scale, 0, _sumsMoney)),
    };

    private void AddAll(ImmutableArray<Condition> parts)
    {
        foreach (var part in parts)
        {
            Add(part);
        }
    }

    private void Add(Comparison comparison)
    {
        var unit = FigureNames.Unit(comparison.Terms[0].Figure);
        if (unit == FigureUnit.Ratio)
        {
            _ratios.Add(comparison.TenThousandths);
        }
        else if (unit == FigureUnit.Money)
        {
            _money.Add(comparison.TenThousandths);
            _sumsMoney |= comparison.Terms.Length > 1;
            AddWallet(comparison);
        }
        else
        {
            foreach (var term in comparison.Terms)
            {
                AddCount(term, comparison.TenThousandths / Scale);
            }
        }
    }

    // What is left of the emergency credit follows from the wallet, below 0; and what is used beyond a wallet is exposure.
    private void AddWallet(Comparison comparison)
    {
        if (comparison.Terms.Any(term => term.Figure == Figure.EmergencyLeft))
        {
            _money.UnionWith([-_emergency, comparison.TenThousandths - _emergency, _emergency - comparison.TenThousandths, _emergency]);
        }

        if (comparison.Terms.Any(term => term.Figure == Figure.Wallet))
        {
            _money.Add(-comparison.TenThousandths);
        }
    }

    private void AddCount(Term term, long literal)
    {
        if (!_counts.TryGetValue(term.Figure, out var literals))
        {
            _counts.Add(term.Figure, literals = [0]);
        }

        literals.Add(literal);
        literals.Add(-literal);
    }

    // All money figures share their points, since they are compared with each other by what always holds between them. With
    // sums, so do the sums and differences of the numbers: that is where two conditions on sums and on single figures meet.
    private SortedSet<long> Money() => !_sumsMoney ? _money
        : [.. _money, .. _money.SelectMany(left => _money.SelectMany(right => new[] { left + right, left - right, -left - right }))];

    // Below 0 the same as above: what is used beyond a wallet is exposure and may be overdue, which are compared with the same numbers.
    private IEnumerable<long> Wallets()
    {
        var points = Spread(Money(), Scale, 0, _sumsMoney);
        return points.Concat(points.Select(point => -point)).Distinct();
    }

    // Every set of the cases that are named, without and with one that is not.
    private ImmutableArray<long> Cases()
    {
        var kinds = Enum.GetValues<KeyEventKind>().Where(kind => kind != KeyEventKind.None).Select(kind => 1L << (int)kind).ToArray();
        var tried = kinds.Where(bit => (_cases & bit) != 0).Concat(kinds.Where(bit => (_cases & bit) == 0).Take(1)).ToArray();
        var sets = new List<long> { 0 };
        foreach (var bit in tried)
        {
            sets.AddRange([.. sets.Select(set => set | bit)]);
        }

        return [.. sets];
    }

    private static ImmutableArray<long> Spread(SortedSet<long> literals, long unit, long? least, bool dense)
    {
        var rising = literals.Where(literal => literal >= (least ?? long.MinValue)).ToArray();
        var points = new List<long>(rising) { rising[^1] + unit };
        if (least is null)
        {
            points.Add(rising[0] - unit);
        }

        for (var i = 1; i < rising.Length; i++)
        {
            var gap = rising[i] - rising[i - 1];
            if (gap > 1)
            {
                points.Add(rising[i - 1] + Step(gap, dense ? gap / 4 : unit == 1 ? 1 : gap / 2, unit));
                points.Add(rising[i - 1] + Step(gap, dense ? gap - (gap / 4) : unit == 1 ? 1 : gap / 2, unit));
            }
        }

        // Small numbers first, so that examples are simple.
        return [.. points.Distinct().OrderBy(point => Math.Abs(point)).ThenByDescending(point => point)];
    }

    // About so far, at least 1 and less than the gap, and in whole units or hundredths where that is possible.
    private static long Step(long gap, long about, long unit)
    {
        foreach (var round in new[] { unit, Math.Max(1, unit / 100) })
        {
            var step = about / round * round;
            if (step > 0 && step < gap)
            {
                return step;
            }
        }

        return Math.Clamp(about, 1, gap - 1);
    }
}
