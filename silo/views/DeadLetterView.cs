using System.Text;
using System.Text.Unicode;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>A dead letter in one line.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it was refused.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Message">What was wrong.</param>
/// <param name="Account">The account, where it could be read.</param>
/// <param name="EventId">The event's id, where it could be read.</param>
/// <param name="Origin">Where it came from, where that is known.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Outcome">What became of it when it was taken in again; null while it is open.</param>
/// <param name="EndedAt">When that was.</param>
public record DeadLetterLine(
    long Id, Instant At, string Reason, string Message, string? Account, string? EventId, string? Origin, int Bytes, string? Outcome, Instant? EndedAt)
{
    /// <summary>The line of a dead letter.</summary>
    public static DeadLetterLine Of(StoredDeadLetter stored)
    {
        var letter = stored.Letter;
        return new DeadLetterLine(
            stored.Id, letter.At, letter.Reason, letter.Message, letter.Account, letter.EventId, letter.Origin, letter.Body.Length, stored.End?.Outcome, stored.End?.At);
    }
}

/// <summary>A dead letter, whole.</summary>
public sealed record DeadLetterView : DeadLetterLine
{
    private DeadLetterView(DeadLetterLine line)
        : base(line)
    {
    }

    /// <summary>The bytes as they came, where they are text; else <see cref="BodyBase64"/>.</summary>
    public string? Body { get; private init; }

    /// <summary>The bytes as they came in base 64, where they are no text: not a byte of what was refused may be lost.</summary>
    public string? BodyBase64 { get; private init; }

    /// <summary>The headers as they came, where they are text.</summary>
    public string? Headers { get; private init; }

    /// <summary>The headers as they came in base 64, where they are no text.</summary>
    public string? HeadersBase64 { get; private init; }

    /// <summary>The account as it was before, where it could not digest the record.</summary>
    public AccountView? AccountBefore { get; private init; }

    /// <summary>The view of a dead letter.</summary>
    /// <param name="stored">The letter.</param>
    /// <param name="accountOf">Shows an encoded state; asked only where there is one.</param>
    public static DeadLetterView Of(StoredDeadLetter stored, Func<ReadOnlyMemory<byte>, AccountView> accountOf)
    {
        var letter = stored.Letter;
        return new DeadLetterView(DeadLetterLine.Of(stored))
        {
            Body = TextOf(letter.Body.Span),
            BodyBase64 = Base64Of(letter.Body.Span),
            Headers = TextOf(letter.Headers.Span),
            HeadersBase64 = Base64Of(letter.Headers.Span),
            AccountBefore = letter.State.IsEmpty ? null : accountOf(letter.State),
        };
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static string? Base64Of(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? null : Convert.ToBase64String(bytes);
}
