using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Domain.Score.Files;

/// <summary>Builds the tree of a JSON file, with the place of everything in it.</summary>
internal ref struct JsonTree
{
    private const int MostDepth = 16;

    private readonly SourceText _source;
    private readonly byte[] _bytes;
    private Utf8JsonReader _reader;

    // Bytes are counted once from front to back: tokens come in that order.
    private int _countedBytes;
    private int _countedCharacters;

    private JsonTree(SourceText source)
    {
        _source = source;
        _bytes = Encoding.UTF8.GetBytes(source.Text);
        _reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = MostDepth });
    }

    /// <summary>The tree, or null where the text is no JSON; the mistakes say so.</summary>
    public static Node? Read(SourceText source, MistakeList mistakes)
    {
        if (!source.IsOfReasonableLength(mistakes))
        {
            return null;
        }

        var tree = new JsonTree(source);
        try
        {
            tree._reader.Read();
            var root = tree.Build();
            tree._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var message = exception.Message;
            var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            message = (end < 0 ? message : message[..end]).TrimEnd('.');
            mistakes.Add(tree.At(tree.BrokenAt(exception)), $"not valid JSON: {message}");
            return null;
        }
    }

    // The current token is the first of the node; afterwards it is the node's last.
    private Node Build()
    {
        var start = Offset();
        var at = _source.At(start);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = ImmutableArray.CreateBuilder<Entry>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
                {
                    var (key, keyAt) = (_reader.GetString()!, _source.At(Offset()));
                    _reader.Read();
                    entries.Add(new Entry(key, keyAt, Build()));
                }

                return new MapNode(at, entries.ToImmutable());
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<Node>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Build());
                }

                return new ListNode(at, items.ToImmutable());
            case JsonTokenType.String:
                return new ScalarNode(at, _reader.GetString()!, ScalarKind.Text, start, start);
            default:
                return new ScalarNode(at, Encoding.UTF8.GetString(_reader.ValueSpan), ScalarKind.Literal, start, start);
        }
    }

    private int Offset() => Offset((int)_reader.TokenStartIndex);

    private int Offset(int bytes)
    {
        if (bytes < _countedBytes)
        {
            return Encoding.UTF8.GetCharCount(_bytes, 0, bytes);
        }

        _countedCharacters += Encoding.UTF8.GetCharCount(_bytes, _countedBytes, bytes - _countedBytes);
        _countedBytes = bytes;
        return _countedCharacters;
    }

    private readonly Position At(int offset) => _source.At(Math.Min(offset, _source.Text.Length));

    // The exception knows a line and a byte in it; the reader's lines end at \n.
    private int BrokenAt(JsonException exception)
    {
        var line = exception.LineNumber ?? 0;
        var start = 0;
        while (line-- > 0)
        {
            start = Array.IndexOf(_bytes, (byte)'\n', start) + 1;
        }

        return Offset(Math.Min(start + (int)(exception.BytePositionInLine ?? 0), _bytes.Length));
    }
}
