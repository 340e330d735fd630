using CreditRisk.Domain.Account.Handlers;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>
/// Turns states into bytes and back. The first byte is the version; every version that was ever shipped can be read, and one that is newer
/// than this program stops the process. The same state always gives the same bytes.
/// </summary>
/// <param name="book">For the zones of accounts that have none of their own.</param>
public sealed class StateCodec(PolicyBook book)
{
    /// <summary>The version that is written.</summary>
    public const byte Version = 1;

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        Registered = 1,
        Closed = 2,
        Quarantined = 4,
        HasCurrency = 8,
    }

    /// <summary>Encodes a state. Safe for use by many threads.</summary>
    public static byte[] Encode(AccountState state)
    {
        var writer = Shared.Writer;
        writer.Clear();
        writer.Byte(Version);
        writer.Text(state.Id);
        var flags = (state.Registered ? Flags.Registered : Flags.None)
            | (state.Closed ? Flags.Closed : Flags.None)
            | (state.Quarantined ? Flags.Quarantined : Flags.None)
            | (state.Currency is null ? Flags.None : Flags.HasCurrency);
        writer.Byte((byte)flags);
        if (state.Currency is { } currency)
        {
            writer.Text(currency.Code);
        }

        writer.Instant(state.Now);
        writer.Date(state.OpenedOn);
        writer.Signed(state.Records);
        writer.Signed(state.Effects);
        writer.Date(state.WakeOn);
        ProfileCodec.Write(writer, state.Profile);
        LedgerCodec.Write(writer, state.Ledger);
        LineCodec.Write(writer, state.Usage);
        LadderCodec.Write(writer, state.Ladder);
        LadderCodec.Write(writer, state.Score);
        writer.Count(state.Waiting.Length);
        foreach (var waiting in state.Waiting)
        {
            WaitingCodec.Write(writer, waiting);
        }

        IdsCodec.Write(writer, state.Recent);
        IdsCodec.Write(writer, state.Facts);
        return writer.Written.ToArray();
    }

    /// <summary>Decodes a state.</summary>
    /// <exception cref="StateCodecException">It is damaged, or a newer program wrote it.</exception>
    public AccountState Decode(ReadOnlySpan<byte> encoded)
    {
        try
        {
            var reader = new StateReader(encoded);
            var version = reader.Byte();
            if (version != Version)
            {
                throw new StateCodecException($"a state of version {version} was found; this program knows versions up to {Version}");
            }

            var state = Read(ref reader);
            return reader.IsAtEnd ? state : throw new StateCodecException($"bytes were found after the state of account {state.Id}");
        }
        catch (Exception damaged) when (damaged is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new StateCodecException($"an encoded state of {encoded.Length} bytes is damaged: {damaged.Message}");
        }
    }

    private AccountState Read(ref StateReader reader)
    {
        var id = reader.Text();
        var flags = (Flags)reader.Byte();
        var currency = flags.HasFlag(Flags.HasCurrency) ? Currency.Of(reader.Word()) : null;
        var now = reader.Instant();
        var state = new AccountState { Id = id, Now = now };
        state.Currency = currency;
        state.Registered = flags.HasFlag(Flags.Registered);
        state.Closed = flags.HasFlag(Flags.Closed);
        state.Quarantined = flags.HasFlag(Flags.Quarantined);
        state.OpenedOn = reader.Date();
        state.Records = reader.Signed();
        state.Effects = reader.Signed();
        state.WakeOn = reader.Date();
        state.Profile = ProfileCodec.Read(ref reader);
        state.Ledger = LedgerCodec.Read(ref reader);
        state.Usage = LineCodec.ReadUsage(ref reader);
        state.Ladder = LadderCodec.Read(ref reader);
        state.Score = LadderCodec.ReadScore(ref reader);
        state.Waiting = WaitingCodec.ReadAll(ref reader, id);
        state.Recent = IdsCodec.ReadRecent(ref reader);
        state.Facts = IdsCodec.ReadFacts(ref reader);
        CustomerHandler.Move(state, CustomerHandler.ZoneOf(state, book));
        return state;
    }

    private static class Shared
    {
        [ThreadStatic]
        private static StateWriter? _writer;

        /// <summary>One buffer a thread: a state is encoded for every write.</summary>
        public static StateWriter Writer => _writer ??= new StateWriter();
    }
}
