using CreditRisk.Domain.Events;
using CreditRisk.Domain.Score;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>
/// Reads a condition by recursive descent: <c>or</c> of <c>and</c> of <c>not</c>, parentheses and comparisons. What does not
/// fit the grammar ends the reading of this condition; unknown names and unfitting numbers are told and reading goes on.
/// </summary>
internal sealed class ConditionReader
{
    private const int MostCharacters = 2_000;
    private const int MostDepth = 16;

    private readonly SourceText _source;
    private readonly MistakeList _mistakes;
    private readonly ConditionTokens _tokens;

    private ConditionReader(SourceText source, ScalarNode scalar, MistakeList mistakes)
    {
        _source = source;
        _mistakes = mistakes;
        _tokens = new ConditionTokens(source.Text, scalar.ContentStart, scalar.ContentEnd);
    }

    /// <summary>The condition of a node, or null where something is wrong with it.</summary>
    public static Condition? Read(SourceText source, Node node, string name, MistakeList mistakes)
    {
        if (node is not ScalarNode scalar)
        {
            if (node is not BrokenNode)
            {
                mistakes.Add(node.At, $"{name} must be a condition, found {node.Found}");
            }

            return null;
        }

        if (scalar.ContentEnd - scalar.ContentStart > MostCharacters)
        {
            mistakes.Add(node.At, $"{name} is longer than {MostCharacters} characters");
            return null;
        }

        var before = mistakes.Count;
        var condition = new ConditionReader(source, scalar, mistakes).Whole();
        return mistakes.Count == before ? condition : null;
    }

    private Condition? Whole()
    {
        if (AnyOf(depth: 0) is not { } condition)
        {
            return null;
        }

        return _tokens.Current.Kind == TokenKind.End ? condition : Unexpected("'and', 'or' or the end of the condition", "and", "or");
    }

    private Condition? AnyOf(int depth)
    {
        var parts = new List<Condition>();
        do
        {
            if (AllOf(depth) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (_tokens.TakeIf("or"));

        return parts is [var single] ? single : new AnyOf([.. parts]);
    }

    private Condition? AllOf(int depth)
    {
        var parts = new List<Condition>();
        do
        {
            if (Part(depth) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (_tokens.TakeIf("and"));

        return parts is [var single] ? single : new AllOf([.. parts]);
    }

    private Condition? Part(int depth)
    {
        if (depth > MostDepth)
        {
            Tell(_tokens.Current, $"nested too deeply; at most {MostDepth} levels");
            return null;
        }

        if (_tokens.TakeIf("not"))
        {
            return Part(depth + 1) is { } negated ? new Negation(negated) : null;
        }

        if (_tokens.TakeIf("("))
        {
            return AnyOf(depth + 1) is not { } inner ? null
                : _tokens.TakeIf(")") ? inner
                : Unexpected("'and', 'or' or ')'", "and", "or");
        }

        return _tokens.Current.Text switch
        {
            "keyEvent" => KeyEvent(),
            "grade" => Grade(),
            _ => new SumReader(_tokens, Tell, Expected).Read(),
        };
    }

    private Condition? KeyEvent()
    {
        _tokens.Take();
        var negated = _tokens.TakeIf("!=");
        if (!negated && !_tokens.TakeIf("=="))
        {
            return _tokens.TakeIf("in") ? Words(Case) is { } kinds ? new KeyEventIs(kinds) : null : Unexpected("==, != or in", "in");
        }

        return Word(Case) is { } kind ? negated ? new Negation(new KeyEventIs(kind)) : new KeyEventIs(kind) : null;
    }

    private Condition? Grade()
    {
        _tokens.Take();
        if (_tokens.TakeIf("in"))
        {
            return Words(GradeBit) is { } listed ? new GradeIs(listed) : null;
        }

        if (_tokens.Current.Kind != TokenKind.Relation)
        {
            return Unexpected("==, !=, <, <=, >, >= or in", "in");
        }

        var relation = _tokens.Take();
        var at = _tokens.Current;
        if (Word(GradeBit) is not { } bit)
        {
            return null;
        }

        // A to D are the bits from the lowest up, so that a worse grade is a greater one.
        const int All = 0b1111;
        var upTo = bit | (bit - 1);
        var grades = relation.Text switch
        {
            "==" => bit,
            "!=" => All & ~bit,
            "<" => bit - 1,
            "<=" => upTo,
            ">" => All & ~upTo,
            _ => All & ~(bit - 1),
        };
        if (grades == 0)
        {
            Tell(at, $"no grade is {relation.Text} {at.Text}: A is the best and D the worst, and a worse grade is greater");
        }

        return new GradeIs(grades);
    }

    // The bits of the words in parentheses, or null where the grammar is broken.
    private int? Words(Func<Token, int> bitOf)
    {
        if (!_tokens.TakeIf("("))
        {
            Unexpected("'('");
            return null;
        }

        var bits = 0;
        do
        {
            var at = _tokens.Current;
            if (Word(bitOf) is not { } bit)
            {
                return null;
            }

            if ((bits & bit) != 0)
            {
                Tell(at, $"'{_source.Text.AsSpan(at.Start, at.Text.Length)}' is listed twice");
            }

            bits |= bit;
        }
        while (_tokens.TakeIf(","));

        if (!_tokens.TakeIf(")"))
        {
            Unexpected("',' or ')'");
            return null;
        }

        return bits;
    }

    private int? Word(Func<Token, int> bitOf)
    {
        _tokens.JoinHyphens();
        if (_tokens.Current.Kind == TokenKind.Name)
        {
            return bitOf(_tokens.Take());
        }

        Unexpected("a word");
        return null;
    }

    private int Case(Token word)
    {
        if (EventWords.FindKeyEvent(word.Text) is { } kind)
        {
            return 1 << (int)kind;
        }

        Tell(word, $"unknown kind of key event '{word.Text}'{Nearest.Hint(word.Text, Enum.GetValues<KeyEventKind>().Select(EventWords.Of))}");
        return 0;
    }

    private int GradeBit(Token word)
    {
        if (word.Text is [>= 'A' and <= 'D'])
        {
            return 1 << (word.Text[0] - 'A');
        }

        Tell(word, $"unknown grade '{word.Text}'; known are {string.Join(", ", Enum.GetValues<Grade>())}");
        // Any bit will do, since the condition is refused.
        return 1;
    }

    private Condition? Unexpected(string expected, params string[] words)
    {
        Expected(expected, words);
        return null;
    }

    private void Expected(string expected, params string[] words)
    {
        var found = _tokens.Current;
        var meant = found.Text switch
        {
            "=" or "===" => "; did you mean '=='?",
            "&" or "&&" => "; did you mean 'and'?",
            "|" or "||" => "; did you mean 'or'?",
            "!" => "; did you mean 'not'?",
            "=>" => "; did you mean '>='?",
            "=<" => "; did you mean '<='?",
            "<>" or "!==" => "; did you mean '!='?",
            _ when found.Kind == TokenKind.Name => Nearest.Guess(found.Text, words),
            _ => "",
        };
        Tell(found, $"expected {expected}, found {found.Found}{meant}");
    }

    private void Tell(Token token, string message) => _mistakes.Add(_source.At(token.Start), message);
}
