namespace CreditRisk.Domain.Money;

/// <summary>
/// An exact decimal as a sender wrote it, never negative, before it is known what currency it is in. Some events carry an amount
/// without its currency: it is then the account's.
/// </summary>
/// <param name="Unscaled">The digits as an integer, 0 or more: 1250 for <c>12.50</c>.</param>
/// <param name="Decimals">How many of the digits stand behind the point, 0 to 18.</param>
public readonly record struct Amount(long Unscaled, int Decimals)
{
    private static readonly long[] PowersOfTen = BuildPowers();

    /// <summary>The amount in minor units of a currency.</summary>
    /// <param name="currency">The currency the amount is in.</param>
    /// <param name="minor">Minor units, when there are no digits beyond them.</param>
    /// <returns>False when the amount has non-zero digits beyond the minor unit, or is beyond the range of a <c>long</c>.</returns>
    public bool TryIn(Currency currency, out long minor)
    {
        minor = 0;
        var shift = currency.Decimals - Decimals;
        if (shift >= 0)
        {
            var factor = PowersOfTen[shift];
            if (Unscaled > long.MaxValue / factor)
            {
                return false;
            }

            minor = Unscaled * factor;
            return true;
        }

        minor = Math.DivRem(Unscaled, PowersOfTen[-shift], out var rest);
        return rest == 0;
    }

    /// <summary>An amount of whole minor units of a currency.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public static Amount OfMinor(long minor, Currency currency)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minor);
        return new Amount(minor, currency.Decimals);
    }

    /// <summary>Decimal notation with a point, <c>12.50</c>.</summary>
    public override string ToString() => Cash.Format(Unscaled, Decimals);

    private static long[] BuildPowers()
    {
        var powers = new long[19];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
