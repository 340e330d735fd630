using System.Globalization;

namespace CreditRisk.Domain.Money;

/// <summary>Whole minor units of one currency. Arithmetic is checked: what does not fit throws, it never wraps.</summary>
/// <param name="Minor">Minor units: 1250 is 12.50 in a currency with two decimals. May be negative (credit).</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Cash(long Minor, Currency Currency)
{
    /// <summary>The sum.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Cash operator +(Cash left, Cash right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>The difference.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Cash operator -(Cash left, Cash right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>Decimal notation without the currency, as events carry it: <c>-12.50</c>.</summary>
    public string ToDecimalString() => Format(Minor, Currency.Decimals);

    /// <summary>Decimal notation with the currency: <c>-12.50 EUR</c>.</summary>
    public override string ToString() => $"{ToDecimalString()} {Currency.Code}";

    /// <summary>An integer with a decimal point set so many digits from its right.</summary>
    public static string Format(Int128 unscaled, int decimals)
    {
        if (decimals == 0)
        {
            return unscaled.ToString(CultureInfo.InvariantCulture);
        }

        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return string.Concat(unscaled < 0 ? "-" : "", digits.AsSpan(0, digits.Length - decimals), ".", digits.AsSpan(digits.Length - decimals));
    }

    private static Cash Same(Cash left, Cash right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} do not add up");
}
