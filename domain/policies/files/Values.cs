using System.Collections.Immutable;
using System.Globalization;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads single values out of nodes. What is wrong is told; something is returned all the same.</summary>
internal static class Values
{
    /// <summary>The most characters of a name or word that somebody chooses.</summary>
    public const int MostText = 64;

    /// <summary>A whole number in a range.</summary>
    public static int Whole(Node node, string name, int least, int most, MistakeList mistakes) =>
        (int)WholeLong(node, name, least, most, mistakes);

    /// <summary>A whole number in a range.</summary>
    public static long WholeLong(Node node, string name, long least, long most, MistakeList mistakes)
    {
        if (node is ScalarNode { Kind: not ScalarKind.Text } scalar
            && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        return Refuse(node, $"{name} must be a whole number from {least} to {most}", least, mistakes);
    }

    /// <summary>A decimal number in a range, with so many decimals at most.</summary>
    public static decimal Number(Node node, string name, decimal least, decimal most, int decimals, MistakeList mistakes)
    {
        if (node is ScalarNode { Kind: not ScalarKind.Text } scalar
            && decimal.TryParse(scalar.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most && decimal.Round(value, decimals) == value)
        {
            return value;
        }

        return Refuse(node, string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {least} to {most} with at most {decimals} decimals"), least, mistakes);
    }

    /// <summary>A whole percentage, <c>90%</c>, from 0 to 100.</summary>
    public static int Percent(Node node, string name, MistakeList mistakes)
    {
        if (node is ScalarNode { Kind: ScalarKind.Plain, Value: [.. var digits, '%'] }
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= 100)
        {
            return value;
        }

        return Refuse(node, $"{name} must be a whole percentage from 0% to 100%", 0, mistakes);
    }

    /// <summary>A name: a-z, 0-9 and hyphens, beginning with a letter, 1 to 64 characters.</summary>
    public static string Name(Node node, string name, MistakeList mistakes)
    {
        if (node is ScalarNode { Kind: not ScalarKind.Literal, Value: [>= 'a' and <= 'z', ..] and { Length: <= MostText } value }
            && value.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            return value;
        }

        return Refuse(node, $"{name} must be a name of a-z, 0-9 and '-' that begins with a letter and has at most {MostText} characters", "", mistakes);
    }

    /// <summary>A text of 1 to so many characters, no control characters among them.</summary>
    public static string Text(Node node, string name, int most, MistakeList mistakes)
    {
        if (node is ScalarNode { Kind: not ScalarKind.Literal, Value: { Length: > 0 } value } && value.Length <= most && !value.Any(char.IsControl))
        {
            return value;
        }

        return Refuse(node, $"{name} must be a text of 1 to {most} characters", "", mistakes);
    }

    /// <summary>One word out of a list.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">What messages call the setting.</param>
    /// <param name="words">The known words, in the order of the values.</param>
    /// <param name="mistakes">Where mistakes go.</param>
    /// <returns>The index of the word, or -1.</returns>
    public static int Word(Node node, string name, IReadOnlyList<string> words, MistakeList mistakes)
    {
        if (node is not ScalarNode { Kind: not ScalarKind.Literal } scalar)
        {
            return Refuse(node, $"{name} must be one of {string.Join(", ", words)}", -1, mistakes);
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == scalar.Value)
            {
                return i;
            }
        }

        mistakes.Add(node.At, $"unknown {name} '{scalar.Value}'{Nearest.Hint(scalar.Value, words)}");
        return -1;
    }

    /// <summary>The items of a list with at least one item, or null.</summary>
    public static ImmutableArray<Node>? List(Node node, string name, MistakeList mistakes) =>
        node is ListNode { Items.Length: > 0 } list
            ? list.Items
            : Refuse<ImmutableArray<Node>?>(node, $"{name} must be a list of at least one item", null, mistakes, node is ListNode ? "an empty one" : null);

    /// <summary>Tells what was found instead of a value, unless that is told already, and returns what stands for the value.</summary>
    public static T Refuse<T>(Node node, string rule, T instead, MistakeList mistakes, string? found = null)
    {
        if (node is not BrokenNode)
        {
            mistakes.Add(node.At, $"{rule}, found {found ?? node.Found}");
        }

        return instead;
    }
}
