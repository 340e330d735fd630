using CreditRisk.Domain.Score;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>
/// All figures that make a difference to some conditions: for each figure that they read the numbers it is compared with, and a
/// point below, between and above them. Between two neighbouring numbers no condition of single figures can change, so that
/// what holds on the grid holds everywhere. Conditions on sums are sampled more densely, without that guarantee.
/// </summary>
internal sealed class FigureGrid
{
    // Money and ratios are counted in ten-thousandths, as conditions write them: a currency with four decimals.
    private const int Decimals = 4;
    private const int Scale = 10_000;

    private readonly Axis[] _axes;
    private readonly long _floor, _emergency;

    /// <summary>Prepares the grid for conditions.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="trivialFloor">The policy's trivial floor, in whole currency units.</param>
    /// <param name="emergencyCredit">The policy's emergency credit, in whole currency units.</param>
    public FigureGrid(IReadOnlyCollection<Condition> conditions, decimal trivialFloor, decimal emergencyCredit = 0)
    {
        (_floor, _emergency) = ((long)(trivialFloor * Scale), (long)(emergencyCredit * Scale));
        var read = new SortedSet<Figure>();
        var literals = new Literals(_floor, _emergency);
        foreach (var condition in conditions)
        {
            condition.AddFigures(read);
            literals.Add(condition);
        }

        if (read.Remove(Figure.EmergencyLeft))
        {
            // It follows from the wallet.
            read.Add(Figure.Wallet);
        }

        _axes = [.. read.Select(literals.AxisOf)];
        Cells = 1;
        foreach (var axis in _axes)
        {
            Cells = Cells > long.MaxValue / axis.Points.Length ? long.MaxValue : Cells * axis.Points.Length;
        }
    }

    /// <summary>How many combinations there are, possible or not.</summary>
    public long Cells { get; }

    /// <summary>A wallet, and days of supply, beyond every number that the conditions compare them with; null where they compare with none.</summary>
    public Figures Full => new() { Wallet = Most(Figure.Wallet), DaysOfSupply = (int?)Most(Figure.DaysOfSupply) };

    /// <summary>Whether a condition compares sums of several figures.</summary>
    public static bool ReadsSums(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Any(ReadsSums),
        AnyOf any => any.Parts.Any(ReadsSums),
        Negation negation => ReadsSums(negation.Part),
        Comparison comparison => comparison.Terms.Length > 1,
        _ => false,
    };

    /// <summary>The first possible figures for which something holds, small numbers first, or null.</summary>
    public Figures? Find(Func<Figures, bool> wanted)
    {
        var at = new int[_axes.Length];
        while (true)
        {
            if (TryFigures(at, out var figures) && wanted(figures))
            {
                return figures;
            }

            var axis = _axes.Length - 1;
            while (axis >= 0 && ++at[axis] == _axes[axis].Points.Length)
            {
                at[axis--] = 0;
            }

            if (axis < 0)
            {
                return null;
            }
        }
    }

    /// <summary>The figures that the conditions read, for a message: <c>daysPastDue 16, actionable 2.50</c>.</summary>
    public string Describe(Figures figures) =>
        _axes.Length == 0 ? "any figures" : string.Join(", ", _axes.Select(axis => $"{FigureNames.Name(axis.Figure)} {axis.Describe(figures)}"));

    // False where such figures cannot be: docs/rules.md says what always holds between them. Figures that no condition reads
    // get a value that goes with the others wherever there is one.
    private bool TryFigures(int[] at, out Figures figures)
    {
        var days = Value(at, Figure.DaysPastDue) ?? 0;
        var actionable = Value(at, Figure.Actionable) ?? (days > 0 ? _floor + 1 : 0);
        var overdue = Value(at, Figure.Overdue) ?? actionable;
        var balance = Value(at, Figure.Balance) ?? (actionable > 0 ? overdue : 0);
        var use = Value(at, Figure.LimitUse);
        var exposure = Value(at, Figure.Exposure) ?? Math.Max(0, balance) + (use > 0 ? use.Value * Scale : 0);
        figures = new Figures
        {
            CurrencyDecimals = Decimals,
            DaysPastDue = (int)days,
            Actionable = actionable,
            Overdue = overdue,
            Receivable = balance,
            Unbilled = exposure - Math.Max(0, balance),
            InTransit = Value(at, Figure.InTransit) ?? 0,
            Score = (int)(Value(at, Figure.Score) ?? 0),
            Grade = (Grade)(Value(at, Figure.Grade) ?? 0),
            KeyEvents = (int)(Value(at, Figure.KeyEvent) ?? 0),
            BouncedPayments = (int)(Value(at, Figure.BouncedPayments) ?? 0),
            BrokenPromises = (int)(Value(at, Figure.BrokenPromises) ?? 0),
        };

        if (!TryWallet(at, ref figures))
        {
            return false;
        }

        // An item counts for days past due only above the floor; and while anything is actionable, no credit is left over.
        return actionable <= overdue
            && (days == 0 || actionable > _floor)
            && (actionable == 0 || balance >= overdue)
            && figures.Unbilled >= 0
            && (use is null or Axis.Undefined || TryLimit(use.Value, ref figures));
    }

    // A wallet is credit less what is open less what was used: never more than the balance leaves. One that is used up lasts for no day.
    private bool TryWallet(int[] at, ref Figures figures)
    {
        var (read, supply) = (Value(at, Figure.Wallet), Value(at, Figure.DaysOfSupply));
        if (read is null or Axis.Undefined && (supply is null or Axis.Undefined))
        {
            return true;
        }

        if (read == Axis.Undefined)
        {
            return false;
        }

        var isBalanceFree = Value(at, Figure.Balance) is null && figures.Actionable == 0;
        var wallet = read ?? (supply > 0 ? (isBalanceFree ? Scale : -figures.Receivable) : figures.Exposure > 0 ? -figures.Exposure : 0);
        var exposure = Value(at, Figure.Exposure);
        figures = figures with
        {
            Receivable = isBalanceFree ? -wallet : figures.Receivable,
            Wallet = wallet,
            EmergencyCredit = _emergency,
            DaysOfSupply = supply is null or Axis.Undefined ? null : (int)supply,
        };
        figures = figures with { Unbilled = -wallet - figures.Receivable };
        return (wallet > 0 || figures.DaysOfSupply is null or 0) && (exposure is null || exposure == figures.Exposure);
    }

    private long? Most(Figure figure) => _axes.FirstOrDefault(axis => axis.Figure == figure)?.Points.Max();

    // Finds a limit and guarantees with which the limit use is exactly so many ten-thousandths.
    private static bool TryLimit(long use, ref Figures figures)
    {
        var divisor = (long)System.Numerics.BigInteger.GreatestCommonDivisor(use, Scale);
        var (part, whole) = (use / divisor, Scale / divisor);
        var times = part > 0 ? figures.Exposure / part : 1;
        figures = figures with { CreditLimit = whole * times, Secured = figures.Exposure - (part * times) };
        return times > 0;
    }

    private long? Value(int[] at, Figure figure)
    {
        for (var i = 0; i < _axes.Length; i++)
        {
            if (_axes[i].Figure == figure)
            {
                return _axes[i].Points[at[i]];
            }
        }

        return null;
    }
}
