using System.Text.Json;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Silo.Api;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Keeps account of what was sent and what the store has of it.</summary>
internal sealed class IntakeLedger(IAccountReader store)
{
    private const int Page = 1000;

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    // Hashes of the events that were accepted: one that waits for another fact may be refused when that comes.
    private readonly HashSet<int> _waiting = [];
    private long _lastLetter;
    private long _accepted;
    private long _duplicates;
    private long _refused;

    /// <summary>Enters a request and its answer; fails where something of it is not accounted for.</summary>
    public void Enter(FuzzedRequest request, Answer answer)
    {
        Answers.Require(answer.Status is 202 or 422 or 400, $"it is answered {answer.Status}: {answer.Text}");
        if (request.Events is not { } sent)
        {
            Answers.Require(answer.Status == 400, $"what cannot be split is answered {answer.Status}");
            Answers.Require(NewLetters().Count == 0, "something of what cannot be split was taken in");
            return;
        }

        Answers.Require(answer.Status != 400, $"what can be split is answered {answer.Text}");
        using var json = JsonDocument.Parse(answer.Text);
        var root = json.RootElement;
        var (accepted, duplicates, refused) = (root.GetProperty("accepted").GetInt32(), root.GetProperty("duplicates").GetInt32(), root.GetProperty("refused").GetInt32());
        Answers.Require(accepted + duplicates + refused == sent.Count, $"of {sent.Count} events {accepted} were accepted, {duplicates} repeats and {refused} refused");
        RequireLetters(Refused(root, sent), NewLetters());
        (_accepted, _duplicates, _refused) = (_accepted + accepted, _duplicates + duplicates, _refused + refused);
    }

    public override string ToString() =>
        $"{_accepted} events accepted, {_duplicates} repeats, {_refused} refused: {string.Join(", ", _reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Key} {reason.Value}"))}";

    private List<string> Refused(JsonElement answer, IReadOnlyList<byte[]> sent)
    {
        var refused = new List<string>();
        foreach (var one in answer.GetProperty("events").EnumerateArray())
        {
            var body = sent[one.GetProperty("index").GetInt32()];
            if (one.GetProperty("outcome").GetString() != "refused")
            {
                _waiting.Add(HashOf(body));
                continue;
            }

            var reason = one.GetProperty("reason").GetString()!;
            Answers.RequireRefusal(reason, one.GetProperty("message").GetString());
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            refused.Add($"{reason}:{Convert.ToHexString(body)}");
        }

        return refused;
    }

    // Letters of one request need not come in its order: accounts write theirs themselves.
    private void RequireLetters(List<string> refused, List<StoredDeadLetter> letters)
    {
        var lost = refused.ToList();
        foreach (var letter in letters.Select(one => one.Letter))
        {
            var isOfThisRequest = lost.Remove($"{letter.Reason}:{Convert.ToHexString(letter.Body.Span)}");
            Answers.Require(isOfThisRequest || _waiting.Contains(HashOf(letter.Body.Span)), $"there is a dead letter of what was not sent, {letter.Reason}: {Convert.ToBase64String(letter.Body.Span)}");
            Answers.RequireRefusal(letter.Reason, letter.Message);
        }

        Answers.Require(lost.Count == 0, $"{lost.Count} refused events are no dead letters, the first is {lost.FirstOrDefault()}");
    }

    private static int HashOf(ReadOnlySpan<byte> body)
    {
        var hash = default(HashCode);
        hash.AddBytes(body);
        return hash.ToHashCode();
    }

    private List<StoredDeadLetter> NewLetters()
    {
        var letters = new List<StoredDeadLetter>();
        for (var page = store.DeadLetters(_lastLetter, Page); page.Count > 0; page = store.DeadLetters(_lastLetter, Page))
        {
            letters.AddRange(page);
            _lastLetter = page[^1].Id;
        }

        return letters;
    }
}
