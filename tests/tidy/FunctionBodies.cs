using System.Text.RegularExpressions;

namespace CreditRisk.Tests.Tidy;

/// <summary>A function with a block for a body: the line of its opening brace, and the lines from there to the closing one.</summary>
internal sealed record FunctionBody(int Line, int Lines);

/// <summary>
/// Finds the bodies of functions by matching braces, without a parser. What a brace opens is told from what stands
/// between it and the end of the declaration before it:
/// <list type="bullet">
/// <item>after <c>=></c> a lambda's body, wherever that stands: a function;</item>
/// <item>inside parentheses, or behind a top-level <c>=</c> or <c>=></c>, an expression: a switch expression, an initialiser, a
/// pattern. These may be as long as the table they write down;</item>
/// <item>behind a word such as <c>class</c> or <c>record</c>, a type or a namespace: its members are looked at one by one;</item>
/// <item>behind a parameter list, or <c>get</c>, <c>set</c>, <c>init</c>, <c>add</c>, <c>remove</c>: a function, with all that is nested in it;</item>
/// <item>otherwise a property or an event: its accessors are looked at one by one.</item>
/// </list>
/// Only the body counts, braces included; a long parameter list or a long comment above it does not. Of a file with top-level
/// statements the blocks count, not the file. An expression body has no block and is not measured.
/// </summary>
internal sealed partial class FunctionBodies
{
    private readonly CSharpText text;
    private readonly List<FunctionBody> found = [];
    private readonly Stack<Block> blocks = new();

    // Where the declaration began that is being read, and how deep in round and square brackets the reading is.
    private int declaration;
    private int brackets;

    private FunctionBodies(CSharpText text) => this.text = text;

    private enum Kind
    {
        Members,
        Expression,
        Function,
        NestedInFunction,
    }

    public static IReadOnlyList<FunctionBody> Find(CSharpText text)
    {
        var bodies = new FunctionBodies(text);
        bodies.Scan();
        return bodies.found;
    }

    private void Scan()
    {
        for (var index = 0; index < text.Code.Length; index++)
        {
            switch (text.Code[index])
            {
                case '(' or '[':
                    brackets++;
                    break;
                case ')' or ']':
                    brackets--;
                    break;
                case '{':
                    Open(index);
                    break;
                case '}' when blocks.Count > 0:
                    Close(index);
                    break;
                case ';' when !InExpression && brackets == 0:
                    declaration = index + 1;
                    break;
                default:
                    break;
            }
        }
    }

    private bool InExpression => blocks.TryPeek(out var block) && block.Kind == Kind.Expression;

    private void Open(int index)
    {
        var kind = KindOf(text.Code[declaration..index]);
        blocks.Push(new Block(kind, index, declaration, brackets));
        if (kind != Kind.Expression)
        {
            declaration = index + 1;
            brackets = 0;
        }
    }

    private void Close(int index)
    {
        var block = blocks.Pop();
        brackets = block.Brackets;
        if (block.Kind == Kind.Function)
        {
            var line = text.LineOf(block.Start);
            found.Add(new FunctionBody(line, text.LineOf(index) - line + 1));
        }

        // A lambda's body ends inside a declaration that goes on; a member's body ends its declaration.
        var goesOn = block.Kind == Kind.Expression || InExpression || block.Brackets > 0;
        declaration = goesOn ? block.Declaration : index + 1;
    }

    private Kind KindOf(string header)
    {
        if (blocks.TryPeek(out var outer) && outer.Kind is Kind.Function or Kind.NestedInFunction)
        {
            return Kind.NestedInFunction;
        }

        if (header.AsSpan().TrimEnd().EndsWith("=>"))
        {
            return Kind.Function;
        }

        if (InExpression || brackets > 0)
        {
            return Kind.Expression;
        }

        var outline = Outline(header);
        var parameters = outline.IndexOf('(', StringComparison.Ordinal);
        var name = parameters < 0 ? outline : outline[..parameters];
        return TypeWord().IsMatch(name) ? Kind.Members
            : Assignment().IsMatch(outline) ? Kind.Expression
            : parameters >= 0 || Accessor().IsMatch(outline) ? Kind.Function
            : Kind.Members;
    }

    // The header without what stands in attributes, parameter lists and braces.
    private static string Outline(string header)
    {
        var depth = 0;
        var outline = new List<char>(header.Length);
        foreach (var character in header)
        {
            depth -= character is ')' or ']' or '}' ? 1 : 0;
            if (depth == 0)
            {
                outline.Add(character);
            }

            depth += character is '(' or '[' or '{' ? 1 : 0;
        }

        return new string([.. outline]);
    }

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum|namespace|extension)\b", RegexOptions.None, 1000)]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"\b(?:get|set|init|add|remove)\s*$", RegexOptions.None, 1000)]
    private static partial Regex Accessor();

    // '=' and '=>', but no comparison, as in the name of an operator.
    [GeneratedRegex(@"(?<![=!<>])=(?!=)", RegexOptions.None, 1000)]
    private static partial Regex Assignment();

    private sealed record Block(Kind Kind, int Start, int Declaration, int Brackets);
}
