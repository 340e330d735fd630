using System.Text.Json;
using CreditRisk.Domain.Money;

namespace CreditRisk.Ingest.CloudEvents;

internal readonly ref partial struct FieldReader
{
    private const string ExpectedCurrency = "an ISO 4217 currency code";

    /// <summary>An amount in the event's <c>currency</c>.</summary>
    public Cash Cash(Field field)
    {
        var amount = Amount(field);
        if (CurrencyOrNull() is { } currency)
        {
            return new Cash(MinorUnits(field, amount, currency), currency);
        }

        Missing(Field.Currency, ExpectedCurrency);
        return default;
    }

    /// <summary>An amount in the event's <c>currency</c>, or null when the amount is absent.</summary>
    public Cash? CashOrNull(Field field)
    {
        if (Has(field))
        {
            return Cash(field);
        }

        // A currency that there is not is refused even where nothing is measured in it.
        _ = CurrencyOrNull();
        return null;
    }

    /// <summary>An amount in the event's <c>currency</c>, which may have a minus before it.</summary>
    /// <returns>The size of the amount, and whether it was below zero.</returns>
    public (Cash Size, bool IsNegative) SignedCash(Field field)
    {
        if (!TryNumeral(field, RefusalReasons.BadAmount, AmountText.ExpectedSigned, out var text))
        {
            Missing(field, AmountText.ExpectedSigned);
            return default;
        }

        var isNegative = text.StartsWith((byte)'-');
        if (!AmountText.TryRead(isNegative ? text[1..] : text, out var amount))
        {
            Refuse(field, RefusalReasons.BadAmount, AmountText.ExpectedSigned);
        }

        if (CurrencyOrNull() is not { } currency)
        {
            Missing(Field.Currency, ExpectedCurrency);
            return default;
        }

        var minor = MinorUnits(field, amount, currency);
        return (new Cash(minor, currency), isNegative && minor != 0);
    }

    /// <summary>An amount or quantity that carries no currency.</summary>
    /// <param name="field">The field.</param>
    /// <param name="currency">What it must fit, when that is known.</param>
    public Amount Amount(Field field, Currency? currency = null)
    {
        if (AmountOrNull(field, currency) is { } amount)
        {
            return amount;
        }

        Missing(field, AmountText.Expected);
        return default;
    }

    /// <summary>An amount that carries no currency, or null when the field is absent.</summary>
    /// <param name="field">The field.</param>
    /// <param name="currency">What it must fit, when that is known.</param>
    public Amount? AmountOrNull(Field field, Currency? currency = null)
    {
        if (!TryNumeral(field, RefusalReasons.BadAmount, AmountText.Expected, out var text))
        {
            return null;
        }

        if (!AmountText.TryRead(text, out var amount))
        {
            Refuse(field, RefusalReasons.BadAmount, AmountText.Expected);
            return null;
        }

        if (currency is not null)
        {
            MinorUnits(field, amount, currency);
        }

        return amount;
    }

    /// <summary>The event's <c>currency</c>, or null when it has none.</summary>
    public Currency? CurrencyOrNull()
    {
        if (!TryText(Field.Currency, RefusalReasons.BadCurrency, ExpectedCurrency, out var text))
        {
            return null;
        }

        var currency = Currency.Find(text);
        if (currency is null)
        {
            Refuse(Field.Currency, RefusalReasons.BadCurrency, ExpectedCurrency);
        }

        return currency;
    }

    private long MinorUnits(Field field, Amount amount, Currency currency)
    {
        if (!amount.TryIn(currency, out var minor))
        {
            var expected = amount.Decimals > currency.Decimals
                ? $"at most {currency.Decimals} decimals in {currency.Code}"
                : $"an amount of {currency.Code} that fits 64 bits";
            Refuse(field, RefusalReasons.BadAmount, expected);
        }

        return minor;
    }

    // The text of a decimal string or of a number as it was written; false when the field is absent or refused.
    private bool TryNumeral(Field field, string reason, string expected, out ReadOnlySpan<byte> text)
    {
        if (_index.TryGet(field, out var slot) && slot.Kind == JsonTokenType.Number && !slot.Repeated)
        {
            text = _json.Slice(slot.Start, slot.Length);
            return true;
        }

        return TryText(field, reason, expected, out text);
    }
}
