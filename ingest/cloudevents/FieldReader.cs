using System.Text;
using System.Text.Json;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Reads the fields of one object by name and kind. What is wrong is noted in the context, and a placeholder is returned, so that
/// mappings read like a list of fields; their event is thrown away when anything was noted.
/// </summary>
internal readonly ref partial struct FieldReader
{
    private const string ExpectedText = "a text of 1 to 256 bytes";
    private const string ExpectedTextOrNone = "a text of at most 256 bytes";

    private readonly ReadOnlySpan<byte> _json;
    private readonly FieldIndex _index;
    private readonly DecodeContext _context;

    // For elements of an array, the array and the place in it.
    private readonly Field _array;
    private readonly int _place;

    /// <summary>Reads the fields of <c>data</c>.</summary>
    public FieldReader(ReadOnlySpan<byte> json, DecodeContext context)
    {
        _json = json;
        _index = context.Data;
        _context = context;
    }

    /// <summary>Reads the fields of an element of an array in <c>data</c>.</summary>
    public FieldReader(ReadOnlySpan<byte> array, DecodeContext context, Field field, int place)
    {
        _json = array;
        _index = context.Element;
        _context = context;
        _array = field;
        _place = place;
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(Field field) => _index.TryGet(field, out var slot) && slot.Kind != JsonTokenType.Null;

    /// <summary>A business id.</summary>
    public string Id(Field field)
    {
        if (IdOrNull(field) is { } id)
        {
            return id;
        }

        return Missing(field, IdText.Expected);
    }

    /// <summary>The id of something that an account has asked for: the account's id, a colon and a number.</summary>
    public string RequestId(Field field)
    {
        if (!TryText(field, RefusalReasons.BadId, IdText.ExpectedRequest, out var text))
        {
            return Missing(field, IdText.ExpectedRequest);
        }

        if (!IdText.IsRequest(text))
        {
            Refuse(field, RefusalReasons.BadId, IdText.ExpectedRequest);
        }

        return Encoding.ASCII.GetString(text);
    }

    /// <summary>A business id, or null when the field is absent.</summary>
    public string? IdOrNull(Field field)
    {
        if (!TryText(field, RefusalReasons.BadId, IdText.Expected, out var text))
        {
            return null;
        }

        if (IdText.IsValid(text))
        {
            return Encoding.ASCII.GetString(text);
        }

        Refuse(field, RefusalReasons.BadId, IdText.Expected);
        return null;
    }

    /// <summary>The one of two fields that is there, when only one may be.</summary>
    public Field OneOf(Field first, Field second)
    {
        if (Has(first) && Has(second))
        {
            _context.Refuse(RefusalReasons.BadField, Path(second), $"{Path(first)} as well", "only one of them");
        }

        return Has(second) ? second : first;
    }

    /// <summary>A word that comes again in other events: not empty, and one string for all of them.</summary>
    public string Term(Field field)
    {
        if (!TryText(field, RefusalReasons.BadField, ExpectedText, out var text))
        {
            return Missing(field, ExpectedText);
        }

        return IsWithin(field, text, least: 1, ExpectedText) ? _context.Strings.Get(text) : "";
    }

    /// <summary>A word that comes again in other events, or null when the field is absent.</summary>
    public string? TermOrNull(Field field) =>
        TryText(field, RefusalReasons.BadField, ExpectedTextOrNone, out var text) && IsWithin(field, text, least: 0, ExpectedTextOrNone)
            ? _context.Strings.Get(text)
            : null;

    /// <summary>A text of its own, not empty.</summary>
    public string Text(Field field)
    {
        if (!TryText(field, RefusalReasons.BadField, ExpectedText, out var text))
        {
            return Missing(field, ExpectedText);
        }

        return IsWithin(field, text, least: 1, ExpectedText) ? Encoding.UTF8.GetString(text) : "";
    }

    /// <summary>A text of its own, or null when the field is absent.</summary>
    public string? TextOrNull(Field field) =>
        TryText(field, RefusalReasons.BadField, ExpectedTextOrNone, out var text) && IsWithin(field, text, least: 0, ExpectedTextOrNone)
            ? Encoding.UTF8.GetString(text)
            : null;

    /// <summary>One of a closed set of words.</summary>
    public T Word<T>(Field field, Utf8Table<T> words)
        where T : struct
    {
        if (WordOrNull(field, words) is { } value)
        {
            return value;
        }

        Missing(field, words.Expected);
        return default;
    }

    /// <summary>One of a closed set of words, or null when the field is absent.</summary>
    public T? WordOrNull<T>(Field field, Utf8Table<T> words)
        where T : struct
    {
        if (!TryText(field, RefusalReasons.BadField, words.Expected, out var text))
        {
            return null;
        }

        if (words.TryFind(text, out var value))
        {
            return value;
        }

        Refuse(field, RefusalReasons.BadField, words.Expected);
        return null;
    }

    /// <summary>True or false; false when the field is absent.</summary>
    public bool Flag(Field field)
    {
        if (!TryValue(field, out var slot))
        {
            return false;
        }

        if (slot.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            Refuse(field, RefusalReasons.BadField, "true or false");
        }

        return slot.Kind == JsonTokenType.True;
    }

    /// <summary>Notes that a field's value is not what it should be.</summary>
    public void Refuse(Field field, string reason, string expected)
    {
        // A field that is missing has been refused before its placeholder is compared with anything.
        if (_context.Refusal is null && _index.TryGet(field, out var slot))
        {
            _context.Refuse(reason, Path(field), Found.Json(JsonText.Token(_json, slot)), expected);
        }
    }

    private string Missing(Field field, string expected)
    {
        // When the field is there after all, it has been refused already, and the first refusal counts.
        _context.RefuseMissing(Path(field), expected);
        return "";
    }

    private bool IsWithin(Field field, ReadOnlySpan<byte> text, int least, string expected)
    {
        var isWithin = text.Length >= least && text.Length <= FieldLimits.MaxTextBytes;
        if (!isWithin)
        {
            Refuse(field, RefusalReasons.BadField, expected);
        }

        return isWithin;
    }

    // The text of a string; false when the field is absent or refused.
    private bool TryText(Field field, string reason, string expected, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryValue(field, out var slot))
        {
            return false;
        }

        var isText = slot.Kind == JsonTokenType.String && JsonText.TryRead(_json, slot, out text);
        if (!isText)
        {
            Refuse(field, reason, expected);
        }

        return isText;
    }

    // Where a value stands; false when the field is absent, null or there twice.
    private bool TryValue(Field field, out FieldSlot slot)
    {
        if (!_index.TryGet(field, out slot))
        {
            return false;
        }

        if (slot.Repeated)
        {
            _context.Refuse(RefusalReasons.BadField, Path(field), "a second time", "it once");
            return false;
        }

        return slot.Kind != JsonTokenType.Null;
    }

    private string Path(Field field) => _array == Field.None
        ? $"data.{FieldNames.Of(field)}"
        : $"data.{FieldNames.Of(_array)}[{_place}].{FieldNames.Of(field)}";
}
