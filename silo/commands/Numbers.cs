using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CreditRisk.Silo.Commands;

/// <summary>Reads the numbers of the command line. What is none, or is out of its bounds, is a mistake of the user and is told as such.</summary>
internal static class Numbers
{
    /// <summary>A whole number.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="name">The option's or argument's name.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    public static T Whole<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Read(result, name, least, most, NumberStyles.AllowLeadingSign);

    /// <summary>A number that may have decimals.</summary>
    public static double Decimal(ArgumentResult result, string name, double least, double most) =>
        Read(result, name, least, most, NumberStyles.Float);

    private static T Read<T>(ArgumentResult result, string name, T least, T most, NumberStyles style)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var allowed = most == T.MaxValue ? $"a whole number from {least} on is needed" : $"{least} to {most} are allowed";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {text}; {allowed}."));
        return default;
    }
}
