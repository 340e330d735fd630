using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Tidy;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Silo.Metrics;

/// <summary>The metrics of a running service.</summary>
public sealed class PipelineMetricsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_metrics_say_what_happened()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch([.. Sent.DueToday(3), Sent.Invoice("e-1", "C-1", "I-1", dueOn: "2026-03-01"), "{}"]), "application/json");
        await service.SendAsync(Sent.Payment("p-1", "C-1", "P-1", "120.00"));

        var metrics = await ReadAsync(service);

        Value(metrics, "creditrisk_records_total", ("outcome", "applied")).ShouldBe(4);
        Value(metrics, "creditrisk_records_total", ("outcome", "duplicate")).ShouldBe(1);
        Value(metrics, "creditrisk_records_total", ("outcome", "refused")).ShouldBe(1);
        Value(metrics, "creditrisk_dead_letters_total", ("reason", "missing-field")).ShouldBe(1);
        Value(metrics, "creditrisk_warnings_total", ("stage", "reminder"), ("kind", "raised")).ShouldBe(3);
        Value(metrics, "creditrisk_accounts", ("stage", "good")).ShouldBe(1);
        Value(metrics, "creditrisk_accounts", ("stage", "reminder")).ShouldBe(2);
        Value(metrics, "creditrisk_host_resident_accounts").ShouldBe(3);
        Value(metrics, "creditrisk_host_undurable_records").ShouldBe(0);
        Value(metrics, "creditrisk_commit_records_total").ShouldBe(4);
        var batches = Sample(metrics, "creditrisk_commit_seconds", "_count");
        batches.ShouldBeInRange(2, 20);
        Sample(metrics, "creditrisk_commit_seconds", "_sum").ShouldBe(0, "the clock stands still");
        Sample(metrics, "creditrisk_commit_batch_writes", "_count").ShouldBe(batches);
        // Two accounts with an event each, one with an event and a payment of its own transaction, and the record that belongs to none.
        Sample(metrics, "creditrisk_commit_batch_writes", "_sum").ShouldBe(5);
        Value(metrics, "creditrisk_committer_available").ShouldBe(1);
        Value(metrics, "creditrisk_store_bytes", ("file", "database")).ShouldBeGreaterThan(0);
        Value(metrics, "creditrisk_sweep_lag_seconds").ShouldBe(0);
        Value(metrics, "creditrisk_limit", ("name", "host.queuedRecordsPerLoop")).ShouldBe(4096);
        Value(metrics, "process_resident_memory_bytes").ShouldBeGreaterThan(1e6);
        Sample(metrics, "creditrisk_record_durable_seconds", "_count").ShouldBe(6);
    }

    [Fact]
    public async Task Every_dead_letter_is_counted_by_its_reason_whoever_made_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var engine = service.Service.Engine;
        CommitDamaged(engine, "damaged");
        string[] events =
        [
            "{}",
            Sent.Invoice("e-1", "C-1", "I-1"),
            Sent.Payment("p-1", "C-1", "P-1", "1.00").Replace("EUR", "USD", StringComparison.Ordinal),
            Sent.Event("r-1", "payment.reversed", "C-1", """{"paymentId":"never"}"""),
        ];
        (await service.SendAsync(Sent.Batch(events), "application/json")).Status.ShouldBe(202);

        // What nothing tells of: time gives the reversal up, and cannot pass for the damaged account.
        service.Time.Advance(TimeSpan.FromDays(40));
        await service.PassTimeUntilAsync(TimeSpan.FromSeconds(1), () => Task.FromResult(engine.Reader.Counts().DeadLetters >= 4));

        var letters = engine.Reader.DeadLetters(0, 100, null).CountBy(letter => letter.Letter.Reason).ToDictionary(StringComparer.Ordinal);
        letters.Keys.ShouldBe(["missing-field", "wrong-currency", "orphan", "indigestible"], ignoreOrder: true);
        var counted = (await ReadAsync(service))["creditrisk_dead_letters_total"].Samples;
        counted.ToDictionary(sample => sample.Labels["reason"], sample => (int)sample.Value).ShouldBe(letters, ignoreOrder: true);
    }

    [Fact]
    public async Task Warnings_are_counted_once_and_from_the_start_of_the_service()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch(Sent.DueToday(600)), "application/json");

        Value(await ReadAsync(service), "creditrisk_warnings_total", ("stage", "reminder"), ("kind", "raised")).ShouldBe(600);
        Value(await ReadAsync(service), "creditrisk_warnings_total", ("stage", "reminder"), ("kind", "raised")).ShouldBe(600);
    }

    [Fact]
    public async Task The_receivable_by_age_is_that_of_the_portfolio()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch([Sent.Invoice("e-1", "C-1", "I-1"), Sent.Invoice("e-2", "C-2", "I-2", "7.05", "2026-02-20"), Sent.Payment("p-1", "C-3", "P-1", "0.50")]), "application/json");

        var amounts = (await ReadAsync(service))["creditrisk_receivable_amount"].Samples.ToDictionary(sample => sample.Labels["bucket"], sample => sample.Value);
        var shown = (await service.GetAsync("v1/portfolio")).Json["ageing"]!.AsObject();

        amounts["notDue"].ShouldBe(120);
        amounts["8-14"].ShouldBe(7.05);
        amounts["unappliedCredit"].ShouldBe(-0.5);
        amounts.ShouldBe(shown.ToDictionary(bucket => bucket.Key, bucket => double.Parse(bucket.Value!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)), ignoreOrder: true);
    }

    [Fact]
    public async Task Two_looks_at_a_service_at_rest_have_the_same_lines()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch(Sent.DueToday(2)), "application/json");

        var first = (await service.GetAsync("metrics")).Text;
        var second = (await service.GetAsync("metrics")).Text;

        Names(second).ShouldBe(Names(first));
    }

    [Fact]
    public async Task Promtool_has_no_complaint_where_it_is_installed()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
        var text = (await service.GetAsync("metrics")).Text;
        using var promtool = Start("promtool", "check", "metrics");
        if (promtool is null)
        {
            output.WriteLine("promtool is not installed; the strict reader of these tests stands in for it");
            Exposition.Parse(text);
            return;
        }

        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        var complaints = await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        promtool.ExitCode.ShouldBe(0, complaints);
    }

    [Fact]
    public async Task Every_metric_is_in_the_documentation()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var documented = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api.md"));

        foreach (var name in (await ReadAsync(service)).Keys.Where(name => name.StartsWith("creditrisk_", StringComparison.Ordinal)))
        {
            documented.ShouldContain($"`{name}`", Case.Sensitive, "docs/api.md, Metrics");
        }
    }

    /// <summary>An account in which money is not conserved: every evaluation finds that out.</summary>
    private static void CommitDamaged(Engine engine, string account)
    {
        var invoice = new EventDecoder().Decode(Encoding.UTF8.GetBytes(Sent.Invoice("d-1", account, "I-1"))).Event.ShouldNotBeNull();
        var state = engine.Rules.Apply(null, invoice, Instant.FromUtc(2026, 3, 1, 12, 0), null).State.ShouldNotBeNull();
        var damaged = state with { Ledger = state.Ledger with { Totals = state.Ledger.Totals with { Debits = 7 } } };
        engine.Store.Commit(new CommitBatch([new AccountWrite
        {
            Id = account,
            Expected = RowVersion.None,
            Next = new RowVersion(1, 1),
            State = Positions.None.Wrap(StateCodec.Encode(damaged)),
            Stage = Stage.Good,
            Quarantined = false,
            WakeAt = damaged.WakeAt,
            WakeChanged = true,
            History = [],
            Outbox = [],
            DeadLetters = [],
            Totals = [],
        }], [], [])).ShouldBe([true]);
    }

    private static async Task<IReadOnlyDictionary<string, Metric>> ReadAsync(ServiceUnderTest service)
    {
        var answer = await service.GetAsync("metrics");
        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("text/plain");
        return Exposition.Parse(answer.Text);
    }

    private static double Value(IReadOnlyDictionary<string, Metric> metrics, string name, params (string Name, string Value)[] labels) => metrics[name].Samples
        .Single(sample => labels.All(label => sample.Labels[label.Name] == label.Value) && sample.Labels.Count == labels.Length).Value;

    private static double Sample(IReadOnlyDictionary<string, Metric> metrics, string name, string suffix) =>
        metrics[name].Samples.Single(sample => sample.Name == name + suffix).Value;

    private static IEnumerable<string> Names(string text) => text.Split('\n').Select(line => line.StartsWith('#') ? line : line.Split(' ')[0]);

    private static Process? Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
