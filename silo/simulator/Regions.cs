using CreditRisk.Domain.Money;

namespace CreditRisk.Silo.Simulator;

/// <summary>A region: its calendar, its zone, its one currency and the words its customers are made of.</summary>
/// <param name="Code">ISO 3166 code.</param>
/// <param name="Zone">IANA zone. Its offset is 0 to 8 hours, which keeps business hours within the same day of UTC.</param>
/// <param name="Currency">The currency all its accounts are in.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="TradeScale">What trade amounts are multiplied by, for a currency with smaller units.</param>
/// <param name="Units">The sales and supply units.</param>
/// <param name="Words">Names.</param>
internal sealed record Region(string Code, string Zone, Currency Currency, string Language, int TradeScale, string[] Units, WordList Words);

/// <summary>The regions of every simulated portfolio.</summary>
internal static class Regions
{
    /// <summary>Share of each region, of 100.</summary>
    public static readonly int[] Shares = [40, 15, 20, 25];

    /// <summary>In the order of <see cref="Shares"/>.</summary>
    public static readonly Region[] All =
    [
        new("DE", "Europe/Berlin", Currency.Of("EUR"), "de", 1, ["de-nord", "de-mitte", "de-sued", "de-west"], WordLists.German),
        new("AT", "Europe/Vienna", Currency.Of("EUR"), "de", 1, ["at-ost", "at-west"], WordLists.German),
        new("ES", "Europe/Madrid", Currency.Of("EUR"), "es", 1, ["es-norte", "es-centro", "es-sur"], WordLists.Spanish),
        new("CN", "Asia/Shanghai", Currency.Of("CNY"), "zh", 7, ["cn-dong", "cn-nan", "cn-bei"], WordLists.Chinese),
    ];
}
