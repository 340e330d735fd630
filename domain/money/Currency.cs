using System.Collections.Frozen;

namespace CreditRisk.Domain.Money;

/// <summary>An ISO 4217 currency: its code and how many decimals its minor unit has.</summary>
public sealed class Currency
{
    // ISO 4217 list one, active codes by number of decimals; funds and precious metals are no money that anybody bills in.
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";

    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU "
        + "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
        + "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD "
        + "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
        + "TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, Currency> ByCode = List(NoDecimals, 0)
        .Concat(List(TwoDecimals, 2)).Concat(List(ThreeDecimals, 3)).Concat(List(FourDecimals, 4))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int decimals)
    {
        Code = code;
        Decimals = decimals;
    }

    /// <summary>The most decimals that any currency has.</summary>
    public const int MostDecimals = 4;

    /// <summary>Three capital letters.</summary>
    public string Code { get; }

    /// <summary>Decimals of the minor unit, 0 to 4: 2 means that 1.00 is 100 minor units.</summary>
    public int Decimals { get; }

    /// <summary>The currency of a code, or null where ISO 4217 has none.</summary>
    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The currency of a code in ASCII bytes, or null; allocates nothing.</summary>
    public static Currency? Find(ReadOnlySpan<byte> code)
    {
        if (code.Length != 3)
        {
            return null;
        }

        Span<char> text = [(char)code[0], (char)code[1], (char)code[2]];
        return ByCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var found) ? found : null;
    }

    /// <summary>The currency of a code.</summary>
    /// <exception cref="ArgumentException">ISO 4217 has no such code.</exception>
    public static Currency Of(string code) =>
        Find(code) ?? throw new ArgumentException($"'{code}' is no ISO 4217 currency code", nameof(code));

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static IEnumerable<Currency> List(string codes, int decimals) =>
        codes.Split(' ').Select(code => new Currency(code, decimals));
}
