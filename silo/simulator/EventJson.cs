using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// Writes the fields of one event after another into the same buffers. Ids, amounts and times are formatted as UTF-8 at once, with
/// no text in between: this is where the simulator spends most of its time.
/// </summary>
internal sealed class EventJson : IDisposable
{
    private const int LongestId = 64;
    private const int FirstBufferBytes = 2_048;
    private const int AccountDigits = 7;

    // Names in any script stay readable in the events.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(FirstBufferBytes);
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _prefix;
    private readonly string _prefixText;
    private readonly byte[] _id = new byte[LongestId];

    /// <summary>A writer for a portfolio whose account ids begin with a prefix.</summary>
    public EventJson(string prefix)
    {
        _json = new Utf8JsonWriter(_buffer, Options);
        _prefixText = prefix;
        _prefix = Encoding.ASCII.GetBytes(prefix);
    }

    /// <summary>The account id of a customer.</summary>
    public string AccountOf(int customer) => AccountOf(_prefixText, customer);

    /// <summary>The account id of a customer.</summary>
    public static string AccountOf(string prefix, int customer) => $"{prefix}{customer:D7}";

    /// <summary>Starts an event: writes its envelope and opens its data.</summary>
    public void Begin(in PlannedEvent planned, long unixSeconds)
    {
        var info = Steps.Of(planned.Step);
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(Field.SpecVersion, Field.Version10);
        _json.WriteString(Field.Id, _id.AsSpan(0, EventId(planned, info)));
        _json.WriteString(Field.Source, info.Source);
        _json.WriteString(Field.Type, info.Type);
        _json.WriteString(Field.Subject, _id.AsSpan(0, Account(planned.Customer)));
        Time(Field.Time, unixSeconds);
        _json.WriteString(Field.DataContentType, Field.ApplicationJson);
        _json.WriteStartObject(Field.Data);
    }

    /// <summary>Ends the event.</summary>
    /// <returns>Its bytes, a copy that the caller may keep.</returns>
    public byte[] End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>A text.</summary>
    public void Text(JsonEncodedText name, string value) => _json.WriteString(name, value);

    /// <summary>A small whole number.</summary>
    public void Number(JsonEncodedText name, int value) => _json.WriteNumber(name, value);

    /// <summary>A truth value.</summary>
    public void Flag(JsonEncodedText name, bool value) => _json.WriteBoolean(name, value);

    /// <summary>Opens a list of objects.</summary>
    public void StartList(JsonEncodedText name) => _json.WriteStartArray(name);

    /// <summary>Opens an object of a list.</summary>
    public void StartEntry() => _json.WriteStartObject();

    /// <summary>Closes an object of a list.</summary>
    public void EndEntry() => _json.WriteEndObject();

    /// <summary>Closes a list.</summary>
    public void EndList() => _json.WriteEndArray();

    /// <summary>The business id of a fact.</summary>
    public void BusinessId(JsonEncodedText name, int customer, string tag, int month, int ordinal) =>
        _json.WriteString(name, _id.AsSpan(0, BusinessId(customer, tag, month, ordinal)));

    /// <summary>The id of a supply customer's service point.</summary>
    /// <param name="name">The field.</param>
    /// <param name="customer">The customer's number.</param>
    /// <param name="index">Which of its points, 0 to 8.</param>
    public void PointId(JsonEncodedText name, int customer, int index)
    {
        var length = Account(customer);
        "-sp"u8.CopyTo(_id.AsSpan(length));
        Digits(index + 1, _id.AsSpan(length + 3, 1));
        _json.WriteString(name, _id.AsSpan(0, length + 4));
    }

    /// <summary>The business id of the fact that an event is about.</summary>
    public void BusinessId(JsonEncodedText name, in PlannedEvent planned) =>
        BusinessId(name, planned.Customer, Steps.Of(planned.Step).Tag, planned.Month, planned.Ordinal);

    /// <summary>An amount in minor units as a decimal string.</summary>
    public void Amount(JsonEncodedText name, long minor, Currency currency) => Decimal(name, minor, currency.Decimals);

    /// <summary>A decimal string of an integer with a point set so many digits from its right.</summary>
    public void Decimal(JsonEncodedText name, long unscaled, int decimals)
    {
        Span<byte> text = stackalloc byte[24];
        Span<byte> digits = stackalloc byte[24];
        Utf8Formatter.TryFormat(unscaled, digits, out var length, new StandardFormat('D', (byte)(decimals + 1)));
        digits[..(length - decimals)].CopyTo(text);
        if (decimals > 0)
        {
            text[length - decimals] = (byte)'.';
            digits[(length - decimals)..length].CopyTo(text[(length - decimals + 1)..]);
            length++;
        }

        _json.WriteString(name, text[..length]);
    }

    /// <summary>A date, yyyy-MM-dd.</summary>
    public void Date(JsonEncodedText name, CivilDate date)
    {
        Span<byte> text = stackalloc byte[10];
        FormatDate(date, text);
        _json.WriteString(name, text);
    }

    /// <summary>An instant in seconds of Unix time, RFC 3339 in UTC.</summary>
    public void Time(JsonEncodedText name, long unixSeconds)
    {
        Span<byte> text = stackalloc byte[20];
        var day = (int)Math.DivRem(unixSeconds, 86_400L, out var second);
        if (second < 0)
        {
            day--;
            second += 86_400;
        }

        FormatDate(new CivilDate(day), text);
        text[10] = (byte)'T';
        Digits((int)second / 3_600, text.Slice(11, 2));
        text[13] = (byte)':';
        Digits((int)second / 60 % 60, text.Slice(14, 2));
        text[16] = (byte)':';
        Digits((int)second % 60, text.Slice(17, 2));
        text[19] = (byte)'Z';
        _json.WriteString(name, text);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>The event id of a planned event as text: only asked for where two events of an account share a second.</summary>
    public string EventIdText(in PlannedEvent planned) => Encoding.ASCII.GetString(_id.AsSpan(0, EventId(planned, Steps.Of(planned.Step))));

    private int EventId(in PlannedEvent planned, StepInfo info)
    {
        var length = info.Tag.Length == 0 ? Account(planned.Customer) : BusinessId(planned.Customer, info.Tag, planned.Month, planned.Ordinal);
        _id[length++] = (byte)'.';
        return length + Encoding.ASCII.GetBytes(info.Verb, _id.AsSpan(length));
    }

    private int BusinessId(int customer, string tag, int month, int ordinal)
    {
        var length = Account(customer);
        _id[length++] = (byte)'-';
        length += Encoding.ASCII.GetBytes(tag, _id.AsSpan(length));
        _id[length++] = (byte)'-';
        Utf8Formatter.TryFormat(Months.Digits(month), _id.AsSpan(length), out var written);
        length += written;
        _id[length++] = (byte)'-';
        Utf8Formatter.TryFormat(ordinal, _id.AsSpan(length), out written);
        return length + written;
    }

    private int Account(int customer)
    {
        _prefix.CopyTo(_id.AsSpan());
        Digits(customer, _id.AsSpan(_prefix.Length, AccountDigits));
        return _prefix.Length + AccountDigits;
    }

    private static void FormatDate(CivilDate date, Span<byte> text)
    {
        var day = Months.ToDateOnly(date);
        Digits(day.Year, text[..4]);
        text[4] = (byte)'-';
        Digits(day.Month, text.Slice(5, 2));
        text[7] = (byte)'-';
        Digits(day.Day, text.Slice(8, 2));
    }

    private static void Digits(int value, Span<byte> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            value = Math.DivRem(value, 10, out var digit);
            text[i] = (byte)('0' + digit);
        }
    }
}
