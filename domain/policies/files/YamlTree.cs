using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>
/// Builds the tree of a YAML file from the parser's events. YamlDotNet's own tree throws at the first duplicate key and
/// expands aliases; this one keeps going, and refuses aliases, tags and further documents, which no file here needs.
/// </summary>
internal sealed class YamlTree
{
    private const int MostDepth = 16;

    private readonly SourceText _source;
    private readonly MistakeList _mistakes;
    private readonly Parser _parser;

    private YamlTree(SourceText source, MistakeList mistakes)
    {
        _source = source;
        _mistakes = mistakes;
        _parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The tree, or null where the text is no YAML at all or empty; the mistakes say so.</summary>
    public static Node? Read(SourceText source, MistakeList mistakes)
    {
        if (!source.IsOfReasonableLength(mistakes))
        {
            return null;
        }

        var tree = new YamlTree(source, mistakes);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException exception)
        {
            var message = exception.Message.TrimEnd('.');
            mistakes.Add(tree.At(exception.Start), $"not valid YAML: {char.ToLowerInvariant(message[0])}{message.AsSpan(1)}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser has such slips for lists that are not closed and for impossible escapes; the file is wrong, not the program.
            mistakes.Add(tree.LastKnown(), "not valid YAML: what follows here cannot be read; is something not closed, or a wrong escape?");
        }

        return null;
    }

    private Node? ReadDocument()
    {
        while (_parser.MoveNext() && _parser.Current is StreamStart or DocumentStart)
        {
        }

        if (_parser.Current is null or StreamEnd)
        {
            _mistakes.Add(Position.Start, "the file is empty");
            return null;
        }

        var root = Build(depth: 0);
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart second)
            {
                _mistakes.Add(At(second.Start), "a second document begins here; a file holds one");
                break;
            }
        }

        return root;
    }

    // The current event is the first of the node; afterwards it is the node's last.
    private Node Build(int depth)
    {
        var first = _parser.Current!;
        var at = At(first.Start);
        if (depth > MostDepth)
        {
            return Broken(at, $"nested too deeply; at most {MostDepth} levels");
        }

        return first switch
        {
            NodeEvent { Anchor.IsEmpty: false } or AnchorAlias => Broken(at, "anchors and aliases are not used here; write the value out"),
            NodeEvent { Tag.IsEmpty: false } => Broken(at, "tags are not used here; write the value alone"),
            Scalar scalar => BuildScalar(scalar, at),
            SequenceStart => BuildList(at, depth),
            MappingStart => BuildMap(at, depth),
            _ => throw new InvalidOperationException($"a node begins with {first.GetType().Name}"),
        };
    }

    private ScalarNode BuildScalar(Scalar scalar, Position at)
    {
        var (start, end) = ((int)scalar.Start.Index, Math.Min((int)scalar.End.Index, _source.Text.Length));
        switch (scalar.Style)
        {
            case ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted:
                (start, end) = (start + 1, end - 1);
                break;
            case ScalarStyle.Literal or ScalarStyle.Folded:
                // The content begins on the line after the header.
                var header = _source.Text.AsSpan(start, end - start).IndexOf('\n');
                start = header < 0 ? end : start + header + 1;
                break;
            default:
                return new ScalarNode(at, scalar.Value, ScalarKind.Plain, start, end);
        }

        return new ScalarNode(at, scalar.Value, ScalarKind.Text, start, end);
    }

    private ListNode BuildList(Position at, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (Next() is not SequenceEnd)
        {
            items.Add(Build(depth + 1));
        }

        return new ListNode(at, items.ToImmutable());
    }

    private MapNode BuildMap(Position at, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        while (Next() is not MappingEnd)
        {
            var key = Build(depth + 1);
            Next();
            var value = Build(depth + 1);
            if (key is ScalarNode scalar)
            {
                entries.Add(new Entry(scalar.Value, key.At, value));
            }
            else if (key is not BrokenNode)
            {
                _mistakes.Add(key.At, $"a key must be a word, found {key.Found}");
            }
        }

        return new MapNode(at, entries.ToImmutable());
    }

    private BrokenNode Broken(Position at, string message)
    {
        _mistakes.Add(at, message);
        var open = 0;
        do
        {
            open += _parser.Current!.NestingIncrease;
        }
        while (open > 0 && Next() is not null);

        return new BrokenNode(at);
    }

    private ParsingEvent Next() => _parser.MoveNext() && _parser.Current is { } current
        ? current
        : throw new InvalidOperationException("the events ended within a node");

    private Position LastKnown() => _parser.Current is { } current ? At(current.End) : Position.Start;

    private Position At(Mark mark) => _source.At((int)Math.Min(mark.Index, _source.Text.Length));
}
