using System.Globalization;
using System.Text;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Kafka;

/// <summary>Something in the store that waits to be published.</summary>
/// <param name="Offset">Its place, rising.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="Record">What is published.</param>
public readonly record struct OutboxItem(long Offset, Instant At, OutgoingRecord Record);

/// <summary>What a relay publishes, in order.</summary>
/// <param name="Place">Where the store remembers how far it is published.</param>
/// <param name="ReadAfter">The items after an offset, in order, at most so many.</param>
public sealed record RelayOutbox(SourcePartition Place, Func<long, int, IReadOnlyList<OutboxItem>> ReadAfter)
{
    /// <summary>Our name of the topic of dead letters.</summary>
    public const string LetterTopic = "dead-letters";

    // Not a name that a sender's own header would have.
    private const string HeaderPrefix = "creditrisk-";

    /// <summary>What accounts decided: warnings and commands.</summary>
    public static RelayOutbox Effects(IAccountReader reader) => new(
        new SourcePartition("relay", "effects", 0),
        (after, most) => [.. reader.Effects(after, most).Select(effect => new OutboxItem(effect.Offset, effect.At, OutgoingRecord.Event(effect.Topic, effect.Account, effect.Body, null)))]);

    /// <summary>What was refused: the record as it came, and in further headers why, and where it came from.</summary>
    public static RelayOutbox Letters(IAccountReader reader) => new(
        new SourcePartition("relay", LetterTopic, 0),
        (after, most) => [.. reader.DeadLetters(after, most).Select(stored => new OutboxItem(
            stored.Id, stored.Letter.At, new OutgoingRecord(LetterTopic, stored.Letter.Account, stored.Letter.Body, null, HeadersOf(stored))))]);

    private static KeyValuePair<string, byte[]?>[] HeadersOf(StoredDeadLetter stored)
    {
        var letter = stored.Letter;
        return
        [
            .. RecordHeaders.Decode(letter.Headers.Span),
            Header("letter", stored.Id.ToString(CultureInfo.InvariantCulture)),
            Header("reason", letter.Reason),
            Header("message", letter.Message),
            .. letter.Origin is { } origin ? new[] { Header("origin", origin) } : [],
        ];
    }

    private static KeyValuePair<string, byte[]?> Header(string name, string text) => new(HeaderPrefix + name, Encoding.UTF8.GetBytes(text));
}
