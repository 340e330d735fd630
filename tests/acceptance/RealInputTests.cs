using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Acceptance;

/// <summary>The ledger against real statements, and the pipeline against the whole file.</summary>
public sealed class RealInputTests
{
    [Fact]
    public void After_each_statement_the_receivable_is_the_published_balance()
    {
        var rules = RuleFiles.Shipped.Load();
        var decoder = new EventDecoder();
        var states = new Dictionary<string, AccountState>(StringComparer.Ordinal);
        var balances = new Dictionary<string, long>(StringComparer.Ordinal);
        var statements = 0;
        var isStatement = false;
        foreach (var line in RealInput.Lines())
        {
            var (customer, type, change) = RealInput.Change(line);
            if (isStatement && !type.StartsWith("billing.", StringComparison.Ordinal))
            {
                ShouldAllBeEqual(rules, states, balances);
                statements++;
            }

            isStatement = type.StartsWith("billing.", StringComparison.Ordinal);
            balances[customer] = balances.GetValueOrDefault(customer) + change;
            var decoded = decoder.Decode(Encoding.UTF8.GetBytes(line)).Event.ShouldNotBeNull(line);
            states[customer] = Apply(rules, states.GetValueOrDefault(customer), decoded);
        }

        ShouldAllBeEqual(rules, states, balances);
        states.Count.ShouldBe(RealInput.Customers);
        statements.ShouldBe(6);
    }

    [Fact]
    public async Task Every_event_is_applied_and_a_second_run_changes_nothing()
    {
        using var folder = new TempFolder();
        var first = await Run(folder.Path);
        first.Events.Read.ShouldBe(RealInput.Events);
        first.Events.Applied.ShouldBe(RealInput.Events);
        first.Events.Refused.ShouldBe(0);
        first.Customers.ShouldBe(RealInput.Customers);
        var before = StoreImage.Of(folder.Path);
        var owed = RealInput.Lines().Sum(line => RealInput.Change(line).Change);
        first.Receivable.ShouldBe((owed / 100m).ToString("0.00", null));

        var second = await Run(folder.Path);
        second.Events.Applied.ShouldBe(0);
        second.Events.Refused.ShouldBe(0);
        second.Events.Duplicate.ShouldBe(RealInput.Events);
        StoreImage.Of(folder.Path).ShouldBe(before);
    }

    [Fact]
    public async Task Events_sent_again_from_another_place_are_known_by_their_ids()
    {
        using var folder = new TempFolder();
        var lines = RealInput.Lines().Where(line => line.Contains("uci-0001", StringComparison.Ordinal)).ToArray();
        var file = Path.Combine(folder.Path, "part.ndjson");
        await File.WriteAllLinesAsync(file, lines);
        var data = Path.Combine(folder.Path, "data");
        (await Run(data, file)).Events.Applied.ShouldBe(lines.Length);
        var before = StoreImage.Of(data);

        // Another file is another source: no position protects against it, only the events' own ids do.
        var copy = Path.Combine(folder.Path, "copy.ndjson");
        await File.WriteAllLinesAsync(copy, lines.Select(line => line + " "));
        var again = await Run(data, copy);
        again.Events.Duplicate.ShouldBe(lines.Length);
        StoreImage.Of(data).WithoutPositions().ShouldBe(before.WithoutPositions());
    }

    private static async Task<ReplayReport> Run(string data, string? file = null) => await Replay.RunAsync(
        new ReplayRequest { Files = [file ?? RealInput.Path], DataDirectory = data, Rules = RuleFiles.Shipped }, null, CancellationToken.None);

    private static AccountState Apply(AccountRules rules, AccountState? state, AccountEvent decoded)
    {
        // Each event stands once in the file: what a state may only know is never in the history.
        state = state is null ? null : rules.Advance(state, decoded.Header.Time).State;
        var answer = AccountRules.Ask(state, decoded) is null ? null : HistoryAnswer.Nothing;
        var step = rules.Apply(state, decoded, decoded.Header.Time, answer);
        step.Outcome.ShouldBe(Outcome.Applied, step.Message);
        return step.State!;
    }

    private static void ShouldAllBeEqual(AccountRules rules, Dictionary<string, AccountState> states, Dictionary<string, long> balances)
    {
        foreach (var (customer, balance) in balances)
        {
            rules.FiguresOf(states[customer]).Receivable.ShouldBe(balance, customer);
        }
    }
}
