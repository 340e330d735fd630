using CreditRisk.Domain.Usage;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the wallet of a prepaid account.</summary>
internal static class WalletCodec
{
    public static void Write(StateWriter writer, Wallet wallet)
    {
        writer.Signed(wallet.Consumed);
        writer.Bool(wallet.Reminded);
    }

    public static Wallet Read(ref StateReader reader) => new(reader.Signed(), reader.Bool());
}
