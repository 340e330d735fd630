using CreditRisk.Ingest.Records;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Checks what becomes of encoded headers that were damaged where they are kept.</summary>
internal static class HeadersCheck
{
    private const int FixedBytes = 16 * 1024;
    private const int BytesPerByte = 24;

    /// <summary>Damages headers: they are read, or refused as damaged.</summary>
    public static void Damaged(int seed)
    {
        var random = new Random(seed);
        var whole = RecordHeaders.Encode(BinaryRecord.Of(Corpus.Draw(random)).Mutated(random).Headers);
        var damaged = random.Next(10) == 0 ? Noise(random) : Mutations.Bytes(whole, random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = IsRead(damaged);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Answers.Require(bytes <= FixedBytes + ((long)BytesPerByte * damaged.Length), $"{bytes} bytes are allocated for {damaged.Length}");
        Answers.Require(IsFound(damaged) == isRead, "a header is looked for in what cannot be read");
    }

    private static bool IsRead(byte[] headers)
    {
        try
        {
            _ = RecordHeaders.Decode(headers);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsFound(byte[] headers)
    {
        try
        {
            _ = RecordHeaders.Find(headers, "ce_id"u8);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(40)];
        random.NextBytes(noise);
        return noise;
    }
}
