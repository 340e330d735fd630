using CreditRisk.Domain.Account.Handlers;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Usage;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>
/// Turns states into bytes and back. The first byte is the version; every version that was ever shipped can be read, and one that is newer
/// than this program stops the process. The same state always gives the same bytes, and so it does with the same archive.
/// </summary>
/// <param name="book">For the zones of accounts that have none of their own, and for the next change of their policies.</param>
public sealed class StateCodec(PolicyBook book)
{
    /// <summary>The newest version that is known.</summary>
    public const byte Version = AgainstArchive;

    /// <summary>The version of states that stand for themselves.</summary>
    public const byte Whole = 1;

    /// <summary>The version of states that refer to an archive.</summary>
    public const byte AgainstArchive = 2;

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        Registered = 1,
        Closed = 2,
        Quarantined = 4,
        HasCurrency = 8,
        HasWallet = 16,
    }

    /// <summary>Encodes a state so that it stands for itself. Safe for use by many threads.</summary>
    public static byte[] Encode(AccountState state) => Encode(state, StateArchive.Empty);

    /// <summary>Encodes a state against an archive: it can be decoded with that one only. Safe for use by many threads.</summary>
    /// <param name="state">The state.</param>
    /// <param name="archive">The archive; with an empty one the state stands for itself.</param>
    public static byte[] Encode(AccountState state, StateArchive archive)
    {
        var writer = StateWriter.Begin();
        writer.Byte(archive.IsEmpty ? Whole : AgainstArchive);
        writer.Text(state.Id);
        if (!archive.IsEmpty)
        {
            writer.Raw(archive.Hash);
        }

        var flags = (state.Registered ? Flags.Registered : Flags.None)
            | (state.Closed ? Flags.Closed : Flags.None)
            | (state.Quarantined ? Flags.Quarantined : Flags.None)
            | (state.Currency is null ? Flags.None : Flags.HasCurrency)
            | (state.Wallet == Wallet.Empty ? Flags.None : Flags.HasWallet);
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
        LedgerCodec.Write(writer, state.Ledger, archive);
        LineCodec.Write(writer, state.Usage);
        LadderCodec.Write(writer, state.Ladder);
        LadderCodec.Write(writer, state.Score);
        writer.Count(state.Waiting.Length);
        foreach (var waiting in state.Waiting)
        {
            WaitingCodec.Write(writer, waiting);
        }

        IdsCodec.Write(writer, state.Recent);
        IdsCodec.Write(writer, state.Facts, archive);
        if (state.Wallet != Wallet.Empty)
        {
            WalletCodec.Write(writer, state.Wallet);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Decodes a state that stands for itself.</summary>
    /// <exception cref="StateCodecException">It is damaged, refers to an archive, or a newer program wrote it.</exception>
    public AccountState Decode(ReadOnlySpan<byte> encoded) => Decode(encoded, StateArchive.Empty);

    /// <summary>Decodes a state. Parts that it refers to are the archive's very objects, so that they are found again when the state is encoded.</summary>
    /// <param name="encoded">The state.</param>
    /// <param name="archive">The archive that it was encoded against; of no matter where it stands for itself.</param>
    /// <exception cref="StateCodecException">It is damaged, refers to another archive, or a newer program wrote it.</exception>
    public AccountState Decode(ReadOnlySpan<byte> encoded, StateArchive archive)
    {
        try
        {
            var reader = new StateReader(encoded);
            var version = reader.Byte();
            if (version is not (Whole or AgainstArchive))
            {
                throw new StateCodecException($"a state of version {version} was found; this program knows versions up to {Version}");
            }

            var state = version == Whole ? Read(ref reader, reader.Text(), StateArchive.Empty) : ReadAgainst(ref reader, archive);
            return reader.IsAtEnd ? state : throw new StateCodecException($"bytes were found after the state of account {state.Id}");
        }
        catch (Exception damaged) when (StateReader.IsDamage(damaged))
        {
            throw new StateCodecException($"an encoded state of {encoded.Length} bytes is damaged: {damaged.Message}");
        }
    }

    private AccountState ReadAgainst(ref StateReader reader, StateArchive archive)
    {
        var (id, hash) = (reader.Text(), reader.Raw());
        if (archive.IsEmpty || hash != archive.Hash)
        {
            throw new StateCodecException(
                $"the state of account {id} needs the archive {hash:x16}, and there is {(archive.IsEmpty ? "none" : $"another one, {archive.Hash:x16}")}");
        }

        return Read(ref reader, id, archive);
    }

    private AccountState Read(ref StateReader reader, string id, StateArchive archive)
    {
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
        state.Ledger = LedgerCodec.Read(ref reader, archive);
        state.Usage = LineCodec.ReadUsage(ref reader);
        state.Ladder = LadderCodec.Read(ref reader);
        state.Score = LadderCodec.ReadScore(ref reader);
        state.Waiting = WaitingCodec.ReadAll(ref reader, id);
        state.Recent = IdsCodec.ReadRecent(ref reader);
        state.Facts = IdsCodec.ReadFacts(ref reader, archive);
        state.Wallet = flags.HasFlag(Flags.HasWallet) ? WalletCodec.Read(ref reader) : Wallet.Empty;
        CustomerHandler.Move(state, book);
        return state;
    }
}
