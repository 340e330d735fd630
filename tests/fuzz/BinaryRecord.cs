using System.Text;
using System.Text.Json;

namespace CreditRisk.Tests.Fuzz;

/// <summary>A record in binary mode: attributes in headers, data in the value.</summary>
internal sealed record BinaryRecord(List<KeyValuePair<string, byte[]?>> Headers, byte[] Data)
{
    private static readonly string[] Attributes = ["specversion", "id", "source", "type", "subject", "time"];

    /// <summary>A structured event in binary mode.</summary>
    public static BinaryRecord Of(byte[] structured)
    {
        using var document = JsonDocument.Parse(structured);
        var root = document.RootElement;
        var headers = Attributes.Where(name => root.TryGetProperty(name, out _))
            .Select(name => Header("ce_" + name, Encoding.UTF8.GetBytes(root.GetProperty(name).GetString()!)))
            .Append(Header("content-type", "application/json"u8.ToArray()));
        return new BinaryRecord([.. headers], Encoding.UTF8.GetBytes(root.GetProperty("data").GetRawText()));
    }

    /// <summary>The record with headers that a sender got wrong, or data, or neither.</summary>
    public BinaryRecord Mutated(Random random)
    {
        var headers = Headers.ToList();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(headers.Count);
            var (name, value) = headers[at];
            switch (random.Next(8))
            {
                case 0:
                    headers.RemoveAt(at);
                    headers.Add(Header("trace-é", null));
                    break;
                case 1:
                    headers.Insert(random.Next(headers.Count), Header(name, HostileValues.Fragment(random)));
                    break;
                case 2:
                    headers[at] = Header(name.ToUpperInvariant(), value);
                    break;
                case 3:
                    headers[at] = Header(name, null);
                    break;
                case 4:
                    headers.Insert(at, Header(Name(random), HostileValues.Draw(random)));
                    break;
                default:
                    headers[at] = Header(name, random.Next(2) == 0 ? HostileValues.Fragment(random) : Mutations.Bytes(value, random));
                    break;
            }
        }

        return new BinaryRecord(headers, random.Next(2) == 0 ? Data : Mutations.Bytes(Data, random));
    }

    private static KeyValuePair<string, byte[]?> Header(string name, byte[]? value) => new(name, value);

    // Names come as the client decoded them: any text. A name may be as long as a record.
    private static string Name(Random random) => random.Next(200) == 0
        ? new string('n', HostileValues.Pick([65_534, 65_535, 65_536, 100_000], random))
        : Encoding.UTF8.GetString(HostileValues.Fragment(random));
}
