using System.Collections.Immutable;
using CreditRisk.Domain.Money;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads the tariff file, which prices usage that comes without an amount; <c>docs/policies.md</c> describes it.</summary>
public static class TariffFile
{
    private const int PriceDecimals = 6;
    private const int Millionths = 1_000_000;
    private const decimal MostPrice = 1_000_000m;

    private static readonly string[] Keys = ["service", "unit", "currency", "price"];

    /// <summary>Reads a tariff, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    public static Loaded<Tariff> Parse(string fileName, string yaml)
    {
        var mistakes = new MistakeList(fileName);
        var prices = ImmutableDictionary.CreateBuilder<TariffKey, long>();
        var lines = new Dictionary<TariffKey, int>();
        var tree = YamlTree.Read(new SourceText(yaml), mistakes);
        foreach (var item in tree is null ? [] : Values.List(tree, "the tariff", mistakes) ?? [])
        {
            var before = mistakes.Count;
            if (Section.Open(item, item.At, "a price", Keys, mistakes) is not { } section)
            {
                continue;
            }

            var key = new TariffKey(section.Text("service"), section.Text("unit"), CurrencyOf(section, mistakes));
            var price = section.Number("price", 0, MostPrice, PriceDecimals);
            if (mistakes.Count > before)
            {
                continue;
            }

            if (!lines.TryAdd(key, item.At.Line))
            {
                mistakes.Add(item.At, $"a price of {key.Service} per {key.Unit} in {key.Currency} stands on line {lines[key]} already");
                continue;
            }

            prices.Add(key, (long)(price * Millionths));
        }

        return mistakes.Conclude(() => new Tariff(prices.ToImmutable()));
    }

    private static string CurrencyOf(Section section, MistakeList mistakes)
    {
        var code = section.Text("currency");
        if (code.Length > 0 && Currency.Find(code) is null)
        {
            mistakes.Add(section.Find("currency")!.At, $"'{code}' is no ISO 4217 currency code");
        }

        return code;
    }
}
