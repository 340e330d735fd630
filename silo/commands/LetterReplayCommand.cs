using System.CommandLine;
using System.Net.Http.Json;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Letters;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Terminal;
using CreditRisk.Silo.Views;

namespace CreditRisk.Silo.Commands;

/// <summary><c>dead-letters replay</c>: what was refused is taken in again, after a mend.</summary>
internal static class LetterReplayCommand
{
    private const string LettersPath = "v1/dead-letters";

    public static Command Create()
    {
        var ids = new Argument<long[]>("ID") { Description = "The numbers of the dead letters, as the list has them.", Arity = ArgumentArity.ZeroOrMore };
        var reason = new Option<string?>("--reason") { HelpName = "CODE", Description = "All open ones with this reason, such as no-price." };
        var all = new Option<bool>("--all") { Description = "All open ones." };
        var url = new Option<string?>("--url")
        {
            HelpName = "URL",
            Description = $"The running service, such as http://127.0.0.1:8080; it presents the key in {Settings.SettingsLoader.ApiKeyVariable}. Without it the store is opened, which no service may have meanwhile.",
        };
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var json = CommonOptions.Json("Print one JSON object for each letter.");
        var command = new Command("replay", "Take dead letters in again, after what was wrong is mended. To do it twice does no harm.") { ids, reason, all, url, data, rules, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            var wanted = Wanted(parsed.GetValue(ids) ?? [], parsed.GetValue(reason), parsed.GetValue(all));
            Action<LetterAnswer> tell = parsed.GetValue(json) ? console.Json : answer => console.Line(Line(answer));
            var totals = parsed.GetValue(url) is { } address
                ? await AskAsync(ApiClient.AddressOf(address), wanted, tell, cancellation)
                : await RunAsync(parsed.GetRequiredValue(data), CommonOptions.RulesOf(parsed, rules), wanted, tell, cancellation);
            console.Note($"{totals.Accepted} accepted, {totals.Duplicate} known already, {totals.Refused} refused again, {totals.Unreadable} still no events");
            return totals.Refused + totals.Unreadable == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static LettersWanted Wanted(long[] ids, string? reason, bool all) =>
        (ids.Length > 0 ? 1 : 0) + (reason is null ? 0 : 1) + (all ? 1 : 0) == 1
            ? new LettersWanted(ids, reason)
            : throw new ConfigurationException(["name the dead letters: by their numbers, by --reason, or --all"]);

    private static async Task<LetterReplayAnswer> RunAsync(
        string data, RuleFiles rules, LettersWanted wanted, Action<LetterAnswer> tell, CancellationToken cancellation)
    {
        var place = DataPlace.Of(data);
        // To replay from nothing must not make a database.
        place.OpenForReading().Dispose();
        await using var alone = place.Lock();
        await using var engine = Engine.Start(rules.Load(), place.EngineSettings());
        var replay = new LetterReplay(engine, new DecoderLimits(), TimeProvider.System);
        var ids = await wanted.IdsAsync(after => Task.FromResult<IReadOnlyList<DeadLetterLine>>(
            [.. engine.Reader.DeadLetters(after, LettersWanted.Page, wanted.Reason).Select(DeadLetterLine.Of)]));
        return await TakeAsync(ids, selection => replay.RunAsync(selection, cancellation), tell);
    }

    private static async Task<LetterReplayAnswer> AskAsync(Uri address, LettersWanted wanted, Action<LetterAnswer> tell, CancellationToken cancellation)
    {
        using var client = ApiClient.Create();
        var byReason = wanted.Reason is null ? "" : $"&reason={Uri.EscapeDataString(wanted.Reason)}";
        var ids = await wanted.IdsAsync(async after =>
        {
            using var response = await client.GetAsync(new Uri(address, $"{LettersPath}?limit={LettersWanted.Page}&after={after}{byReason}"), cancellation);
            return (await ReadAsync<LetterPage>(response, address, cancellation)).DeadLetters;
        });
        return await TakeAsync(
            ids,
            async selection =>
            {
                using var response = await client.PostAsJsonAsync(new Uri(address, $"{LettersPath}/replay"), selection, JsonForm.Compact, cancellation);
                return await ReadAsync<LetterReplayAnswer>(response, address, cancellation);
            },
            tell);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, Uri address, CancellationToken cancellation) => response.IsSuccessStatusCode
        ? await response.Content.ReadFromJsonAsync<T>(JsonForm.Compact, cancellation) ?? throw new HttpRequestException($"{address} is no CreditRisk API")
        : throw new HttpRequestException($"{address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");

    private static async Task<LetterReplayAnswer> TakeAsync(
        IReadOnlyList<long> ids, Func<LetterSelection, Task<LetterReplayAnswer>> take, Action<LetterAnswer> tell)
    {
        var totals = new LetterReplayAnswer(0, 0, 0, 0, []);
        foreach (var some in ids.Chunk(LetterSelection.MostAtOnce))
        {
            var answer = await take(new LetterSelection(some));
            foreach (var letter in answer.Letters)
            {
                tell(letter);
            }

            totals = totals with
            {
                Accepted = totals.Accepted + answer.Accepted,
                Duplicate = totals.Duplicate + answer.Duplicate,
                Refused = totals.Refused + answer.Refused,
                Unreadable = totals.Unreadable + answer.Unreadable,
            };
        }

        return totals;
    }

    private static string Line(LetterAnswer answer) =>
        Pages.Visible($"{answer.Id}: {answer.Outcome}{(answer.Reason is null ? "" : $": {answer.Reason}: {answer.Message}")}");

    private sealed record LetterPage(IReadOnlyList<DeadLetterLine> DeadLetters);

    /// <summary>Which letters were asked for.</summary>
    private sealed record LettersWanted(long[] Ids, string? Reason)
    {
        public const int Page = 1000;

        /// <summary>Their numbers, found before anything is taken in: what is refused again becomes a new letter, which would be found too.</summary>
        public async Task<IReadOnlyList<long>> IdsAsync(Func<long, Task<IReadOnlyList<DeadLetterLine>>> readAfter)
        {
            if (Ids.Length > 0)
            {
                return Ids;
            }

            var found = new List<long>();
            for (var page = await readAfter(0); page.Count > 0; page = await readAfter(page[^1].Id))
            {
                found.AddRange(page.Where(letter => letter.Outcome is null).Select(letter => letter.Id));
            }

            return found;
        }
    }
}
