using System.Text;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>A dead letter in one line.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it was refused.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Message">What was wrong.</param>
/// <param name="Account">The account, where it could be read.</param>
/// <param name="EventId">The event's id, where it could be read.</param>
/// <param name="Origin">Where it came from, where that is known.</param>
/// <param name="Bytes">How many bytes it has.</param>
public record DeadLetterLine(long Id, Instant At, string Reason, string Message, string? Account, string? EventId, string? Origin, int Bytes)
{
    /// <summary>The line of a dead letter.</summary>
    public static DeadLetterLine Of(StoredDeadLetter stored)
    {
        var letter = stored.Letter;
        return new DeadLetterLine(stored.Id, letter.At, letter.Reason, letter.Message, letter.Account, letter.EventId, letter.Origin, letter.Body.Length);
    }
}

/// <summary>Bytes as they can be shown: as text where they are UTF-8, else in base 64. One of both is there.</summary>
/// <param name="Text">The text.</param>
/// <param name="Base64">The bytes in base 64.</param>
public sealed record BytesView(string? Text, string? Base64)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The view of bytes; null where there are none.</summary>
    public static BytesView? Of(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            return new BytesView(Strict.GetString(bytes.Span), null);
        }
        catch (DecoderFallbackException)
        {
            return new BytesView(null, Convert.ToBase64String(bytes.Span));
        }
    }
}

/// <summary>A dead letter, whole.</summary>
public sealed record DeadLetterView : DeadLetterLine
{
    private DeadLetterView(DeadLetterLine line)
        : base(line)
    {
    }

    /// <summary>The bytes as they came.</summary>
    public BytesView? Body { get; private init; }

    /// <summary>The headers as they came, if there were any.</summary>
    public BytesView? Headers { get; private init; }

    /// <summary>The encoded state of the account that could not digest it, in base 64, or null.</summary>
    public string? State { get; private init; }

    /// <summary>The same state as it is shown, or null.</summary>
    public AccountView? AccountBefore { get; private init; }

    /// <summary>The view of a dead letter.</summary>
    public static DeadLetterView Of(StoredDeadLetter stored, AccountView? account)
    {
        var letter = stored.Letter;
        return new DeadLetterView(DeadLetterLine.Of(stored))
        {
            Body = BytesView.Of(letter.Body),
            Headers = BytesView.Of(letter.Headers),
            State = letter.State.IsEmpty ? null : Convert.ToBase64String(letter.State.Span),
            AccountBefore = account,
        };
    }
}
