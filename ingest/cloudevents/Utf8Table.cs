namespace CreditRisk.Ingest.CloudEvents;

/// <summary>A closed set of words with what they mean, looked up by their UTF-8 bytes without making a string.</summary>
internal sealed class Utf8Table<T>
    where T : struct
{
    private readonly byte[][] _words;
    private readonly T[] _values;
    private readonly int _mask;

    /// <summary>A table of words, none of them empty or there twice.</summary>
    /// <exception cref="ArgumentException">A word is empty or there twice.</exception>
    public Utf8Table(params ReadOnlySpan<(string Word, T Value)> entries)
    {
        // A quarter full at most: a look-up then seldom meets another word.
        var size = 4;
        while (size < entries.Length * 4)
        {
            size *= 2;
        }

        _mask = size - 1;
        _words = new byte[size][];
        _values = new T[size];
        Array.Fill(_words, []);
        foreach (var (word, value) in entries)
        {
            Add(System.Text.Encoding.UTF8.GetBytes(word), value);
        }

        Expected = "one of " + Join(entries);
    }

    /// <summary>What a message says is expected.</summary>
    public string Expected { get; }

    /// <summary>What a word means.</summary>
    /// <returns>False when it is none of the table's.</returns>
    public bool TryFind(ReadOnlySpan<byte> word, out T value)
    {
        value = default;
        if (word.IsEmpty)
        {
            return false;
        }

        for (var slot = Hash(word) & _mask; _words[slot].Length != 0; slot = (slot + 1) & _mask)
        {
            if (word.SequenceEqual(_words[slot]))
            {
                value = _values[slot];
                return true;
            }
        }

        return false;
    }

    private void Add(byte[] word, T value)
    {
        if (TryFind(word, out _) || word.Length == 0)
        {
            throw new ArgumentException("a word is empty or there twice", nameof(word));
        }

        var slot = Hash(word) & _mask;
        while (_words[slot].Length != 0)
        {
            slot = (slot + 1) & _mask;
        }

        _words[slot] = word;
        _values[slot] = value;
    }

    private static string Join(ReadOnlySpan<(string Word, T Value)> entries)
    {
        var words = new string[entries.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = entries[i].Word;
        }

        return string.Join(", ", words);
    }

    private static int Hash(ReadOnlySpan<byte> word) =>
        (word.Length * 31) + (word[0] * 7) + (word[^1] * 13) + (word[word.Length / 2] * 3);
}
