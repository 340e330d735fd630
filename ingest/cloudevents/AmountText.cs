using CreditRisk.Domain.Money;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Amounts as decimal text: written as JSON writes a number, without sign and exponent.</summary>
internal static class AmountText
{
    /// <summary>What a message says is expected.</summary>
    public const string Expected = "a decimal of at most 18 digits without sign and exponent";

    /// <summary>What a message says is expected where a minus is allowed.</summary>
    public const string ExpectedSigned = "a decimal of at most 18 digits without exponent";

    private const int MaxDigits = 18;

    /// <summary>Reads an amount.</summary>
    /// <returns>False when the text is not what <see cref="Expected"/> says.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out Amount amount)
    {
        amount = default;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];

        // One way only to write each amount: no 007, no .5 and no 5. as in JSON itself.
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0') || (point >= 0 && fraction.IsEmpty) || fraction.Length > MaxDigits)
        {
            return false;
        }

        var significant = whole[0] == '0' ? fraction.TrimStart((byte)'0').Length : whole.Length + fraction.Length;
        var unscaled = 0L;
        if (significant > MaxDigits || !TryAppend(whole, ref unscaled) || !TryAppend(fraction, ref unscaled))
        {
            return false;
        }

        amount = new Amount(unscaled, fraction.Length);
        return true;
    }

    /// <summary>The value of an amount.</summary>
    public static decimal ToDecimal(Amount amount) =>
        new(unchecked((int)amount.Unscaled), (int)(amount.Unscaled >> 32), 0, isNegative: false, (byte)amount.Decimals);

    private static bool TryAppend(ReadOnlySpan<byte> digits, ref long unscaled)
    {
        foreach (var one in digits)
        {
            var digit = one - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            unscaled = (unscaled * 10) + digit;
        }

        return true;
    }
}
