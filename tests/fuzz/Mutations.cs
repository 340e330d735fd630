using System.Text;
using System.Text.Json;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Changes an event: whole fields where it is still JSON, else bytes.</summary>
internal static class Mutations
{
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "id", "source", "type", "subject", "time", "specversion", "datacontenttype", "data", "data_base64", "amount", "currency", "invoiceId", "paymentId", "dueOn", "issuedOn", "lines", "allocation",
            "instalments", "usageId", "quantity", "from", "to", "Amount", "amount ", "\\u0061mount", "\\ud800", "\\u0000", "", "__proto__", "\uFEFFid", "i\\u0064", "traceparent",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>An event with one to four changes, seldom none, and seldom just bytes.</summary>
    public static byte[] Mutated(Random random)
    {
        var bytes = random.Next(50) == 0 ? Noise(random) : Corpus.Draw(random);
        for (var changes = Changes(random); changes > 0; changes--)
        {
            bytes = random.Next(4) < 3 ? Field(bytes, random) : Bytes(bytes, random);
        }

        return bytes;
    }

    /// <summary>An event that is well formed, of one of many accounts and with ids of its own, so that accounts have something to decide on.</summary>
    public static byte[] Renewed(Random random)
    {
        var bytes = Corpus.Draw(random);
        foreach (var (name, colon, end) in Members(bytes).OrderByDescending(member => member.Name))
        {
            var most = bytes.AsSpan((name + 1)..(colon - 1)) switch
            {
                var id when id.SequenceEqual("id"u8) => 100_000,
                var subject when subject.SequenceEqual("subject"u8) => 200,
                var other when other.EndsWith("Id"u8) && random.Next(3) == 0 => 1_000,
                _ => 0,
            };
            bytes = most == 0 ? bytes : [.. bytes[..(colon + 1)], .. Encoding.UTF8.GetBytes($"\"n-{random.Next(most)}\""), .. bytes[end..]];
        }

        return bytes;
    }

    private static int Changes(Random random) => random.Next(10) switch { 0 => 0, < 7 => 1, < 9 => 2, _ => 4 };

    /// <summary>Changes bytes: flips bits, overwrites, inserts, deletes, repeats, cuts, and splices another event in.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + random.Next(1, random.Next(8) == 0 ? 200 : 12));
        var other = Corpus.Draw(random);
        return random.Next(9) switch
        {
            0 or 1 => [.. bytes[..at], .. Flipped(bytes[at..end], random), .. bytes[end..]],
            2 => [.. bytes[..at], (byte)random.Next(256), .. bytes[end..]],
            3 => [.. bytes[..at], .. HostileValues.Fragment(random), .. bytes[at..]],
            4 => [.. bytes[..at], .. bytes[end..]],
            5 => [.. bytes[..end], .. bytes[at..end], .. bytes[end..]],
            6 => [.. bytes[..at], .. other.AsSpan(random.Next(other.Length))],
            7 => random.Next(4) == 0 ? [.. bytes[..at]] : [.. bytes, .. HostileValues.Fragment(random)],
            _ => [.. bytes[..at], .. Encoding.UTF8.GetBytes(HostileValues.Pick(["{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "\t", "\0"], random)), .. bytes[at..]],
        };
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Flipped(ReadOnlySpan<byte> bytes, Random random)
    {
        var flipped = bytes.ToArray();
        if (flipped.Length > 0)
        {
            flipped[0] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    // Removes, repeats, renames, moves or overwrites a field anywhere in the event.
    private static byte[] Field(byte[] bytes, Random random)
    {
        var members = Members(bytes);
        if (members.Count == 0)
        {
            return Bytes(bytes, random);
        }

        var (name, colon, end) = members[random.Next(members.Count)];
        var whole = bytes.AsSpan();
        switch (random.Next(8))
        {
            case 0:
                var next = end < bytes.Length && bytes[end] == ',' ? end + 1 : end;
                return [.. whole[..name], .. whole[next..]];
            case 1:
                return [.. whole[..end], (byte)',', .. whole[name..end], .. whole[end..]];
            case 2:
                return [.. whole[..end], (byte)',', .. whole[name..colon], (byte)':', .. HostileValues.Draw(random), .. whole[end..]];
            case 3:
                return [.. whole[..name], (byte)'"', .. HostileValues.Pick(Names, random), (byte)'"', .. whole[colon..]];
            case 4:
                var (_, from, to) = members[random.Next(members.Count)];
                return [.. whole[..(colon + 1)], .. whole[(from + 1)..to], .. whole[end..]];
            default:
                return [.. whole[..(colon + 1)], .. HostileValues.Draw(random), .. whole[end..]];
        }
    }

    // Of each field: where its name begins, where the colon stands, and where its value ends.
    private static List<(int Name, int Colon, int End)> Members(ReadOnlySpan<byte> json)
    {
        var members = new List<(int Name, int Colon, int End)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = (int)reader.TokenStartIndex;
                    var rest = reader;
                    var colon = (int)reader.BytesConsumed - 1;
                    rest.Skip();
                    members.Add((name, colon, (int)rest.BytesConsumed));
                }
            }
        }
        catch (JsonException)
        {
            // It is none any more: what was found until there can still be changed.
            return members;
        }

        return members;
    }
}
