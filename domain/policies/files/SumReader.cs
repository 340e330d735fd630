using System.Globalization;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads one comparison of a sum of figures with a number.</summary>
/// <param name="tokens">The tokens, at the first of the sum.</param>
/// <param name="tell">Takes what is wrong at a token.</param>
/// <param name="expected">Tells what was expected in place of the current token.</param>
internal sealed class SumReader(ConditionTokens tokens, Action<Token, string> tell, Action<string, string[]> expected)
{
    private const decimal Scale = 10_000m;
    private const decimal MostMoney = 1_000_000_000_000m;
    private const decimal MostRatio = 1_000m;
    private const decimal MostCount = 1_000_000m;

    // A century; the days are added to due dates, which end with the calendar.
    private const decimal MostDays = 36_500m;

    private readonly List<Term> _terms = [];
    private bool _hasUnknown;

    /// <summary>The comparison, or null where the grammar is broken.</summary>
    public Condition? Read()
    {
        var subtracted = tokens.TakeIf("-");
        do
        {
            if (!TryTerm(subtracted))
            {
                return null;
            }

            subtracted = tokens.Current.Text == "-";
        }
        while (tokens.TakeIf("-") || tokens.TakeIf("+"));

        if (tokens.Current.Kind != TokenKind.Relation)
        {
            expected("'+', '-' or a comparison (==, !=, <, <=, >, >=)", []);
            return null;
        }

        var relation = tokens.Take().Text switch
        {
            "==" => Relation.Equal,
            "!=" => Relation.NotEqual,
            "<" => Relation.Less,
            "<=" => Relation.LessOrEqual,
            ">" => Relation.Greater,
            _ => Relation.GreaterOrEqual,
        };
        return Number() is { } number ? new Comparison([.. _terms], relation, number) : null;
    }

    private bool TryTerm(bool subtracted)
    {
        if (tokens.Current.Kind != TokenKind.Name || tokens.Current.Text is "and" or "or" or "not" or "in")
        {
            expected("a figure", []);
            return false;
        }

        var name = tokens.Take();
        if (FigureNames.Find(name.Text) is not { } figure)
        {
            tell(name, $"unknown figure '{name.Text}'{Nearest.Hint(name.Text, FigureNames.Names)}");
            _hasUnknown = true;
            return true;
        }

        if (Objection(figure, subtracted) is { } objection)
        {
            tell(name, objection);
            _hasUnknown |= FigureNames.Unit(figure) == FigureUnit.Word;
            return true;
        }

        _terms.Add(new Term(figure, subtracted));
        return true;
    }

    private string? Objection(Figure figure, bool subtracted)
    {
        var (name, unit) = (FigureNames.Name(figure), FigureNames.Unit(figure));
        var isSum = subtracted || _terms.Count > 0 || tokens.Current.Text is "+" or "-";
        if (unit == FigureUnit.Word)
        {
            return $"'{name}' is a word and no part of a sum";
        }

        // Policies wake the account on the days past due that they name; of a sum that day is not known.
        if (figure == Figure.DaysPastDue && isSum)
        {
            return $"'{name}' must stand alone: the clock could not know on which day a sum with it changes";
        }

        if (_terms.Count > 0 && FigureNames.Unit(_terms[0].Figure) is var other && other != unit)
        {
            return $"'{name}' is {Describe(unit)} and '{FigureNames.Name(_terms[0].Figure)}' is {Describe(other)}: they do not add up";
        }

        return _terms.Any(term => term.Figure == figure) ? $"'{name}' is in this sum already" : null;
    }

    // The number times 10,000, or null where there is none.
    private long? Number()
    {
        var first = tokens.Current;
        var negative = tokens.TakeIf("-");
        if (tokens.Current.Kind != TokenKind.Number)
        {
            expected("a number", []);
            return null;
        }

        var digits = tokens.Take().Text;
        var percent = tokens.TakeIf("%");
        if (_hasUnknown || _terms.Count == 0)
        {
            return 0;
        }

        var written = $"{(negative ? "-" : "")}{digits}{(percent ? "%" : "")}";
        var (rule, least, most, decimals) = Rule(percent);
        if (!IsPlain(digits)
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || (percent && FigureNames.Unit(_terms[0].Figure) != FigureUnit.Ratio))
        {
            tell(first, $"{rule}, found '{written}'");
            return 0;
        }

        value = (negative ? -value : value) / (percent ? 100 : 1);
        if (value < least || value > most || decimal.Round(value, decimals) != value)
        {
            tell(first, $"{rule}, found '{written}'");
            return 0;
        }

        return (long)(value * Scale);
    }

    private (string Rule, decimal Least, decimal Most, int Decimals) Rule(bool percent)
    {
        var figure = _terms[0].Figure;
        var name = FigureNames.Name(figure);
        return (FigureNames.Unit(figure), percent) switch
        {
            (FigureUnit.Money, _) => ($"'{name}' is money, compared with a number of at most 4 decimals, up to {MostMoney}", -MostMoney, MostMoney, 4),
            (FigureUnit.Ratio, true) => ($"'{name}' is a ratio, compared with a percentage of at most 2 decimals, up to {MostRatio * 100}%", -MostRatio, MostRatio, 4),
            (FigureUnit.Ratio, false) => ($"'{name}' is a ratio, compared with a number of at most 4 decimals, up to {MostRatio}, or a percentage", -MostRatio, MostRatio, 4),
            _ when figure == Figure.DaysPastDue => ($"'{name}' is compared with a whole number of days from 0 to {MostDays}", 0, MostDays, 0),
            _ => ($"'{name}' is compared with a whole number up to {MostCount}", -MostCount, MostCount, 0),
        };
    }

    private static bool IsPlain(string digits) =>
        digits.All(character => char.IsAsciiDigit(character) || character == '.') && digits[^1] != '.' && digits.Count(character => character == '.') <= 1;

    private static string Describe(FigureUnit unit) => unit switch
    {
        FigureUnit.Money => "money",
        FigureUnit.Ratio => "a ratio",
        _ => "a count",
    };
}
