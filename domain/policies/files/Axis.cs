using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>The values of one figure that a grid tries.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Points">Whole numbers for counts and words, ten-thousandths for money and ratios; the likeliest first.</param>
internal sealed record Axis(Figure Figure, ImmutableArray<long> Points)
{
    /// <summary>Stands for a limit use without a limit, and for a wallet and its days of supply where there are none.</summary>
    public const long Undefined = long.MinValue;

    /// <summary>The figure's value as a message shows it.</summary>
    public string Describe(in Figures figures) => Figure switch
    {
        Figure.DaysPastDue => Whole(figures.DaysPastDue),
        Figure.Score => Whole(figures.Score),
        Figure.BouncedPayments => Whole(figures.BouncedPayments),
        Figure.BrokenPromises => Whole(figures.BrokenPromises),
        Figure.Grade => figures.Grade.ToString(),
        Figure.KeyEvent => Cases(figures.KeyEvents),
        Figure.LimitUse => figures.CreditLimit is { } limit
            ? string.Create(CultureInfo.InvariantCulture, $"{100m * figures.NetExposure / limit:0.##}%")
            : "undefined",
        Figure.Actionable => Money(figures.Actionable),
        Figure.Overdue => Money(figures.Overdue),
        Figure.Exposure => Money(figures.Exposure),
        Figure.Balance => Money(figures.Receivable),
        Figure.Wallet => figures.Wallet is { } wallet ? Money(wallet) : "undefined",
        Figure.DaysOfSupply => figures.DaysOfSupply is { } days ? Whole(days) : "undefined",
        _ => Money(figures.InTransit),
    };

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Money(long value) => (value / 10_000m).ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Cases(int cases) => cases == 0
        ? EventWords.Of(KeyEventKind.None)
        : string.Join(" + ", Enum.GetValues<KeyEventKind>().Where(kind => (cases & (1 << (int)kind)) != 0).Select(EventWords.Of));
}
