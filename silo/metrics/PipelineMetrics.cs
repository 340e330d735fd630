using System.Diagnostics.Metrics;
using CreditRisk.Actor;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Metrics;

/// <summary>
/// The metrics of one pipeline: a meter of its own called <c>CreditRisk</c>, and the text that Prometheus reads. It is made before the pipeline, so that it misses nothing; what the
/// parts count themselves is read when somebody looks.
/// </summary>
public sealed class PipelineMetrics : IDisposable
{
    private readonly Meter _meter = new("CreditRisk");
    private readonly PrometheusExporter _exporter;
    private readonly RecordMetrics _records;
    private readonly CommitMetrics _commits;
    private readonly TimeProvider _clock;
    private long _failedReads;
    private Func<bool> _isForAll = () => true;

    /// <summary>Begins to count.</summary>
    /// <param name="clock">The clock that times.</param>
    public PipelineMetrics(TimeProvider clock)
    {
        _clock = clock;
        _exporter = new PrometheusExporter(instrument => ReferenceEquals(instrument.Meter, _meter));
        _records = new RecordMetrics(_meter, clock);
        _commits = new CommitMetrics(_meter);
        _meter.CreateObservableCounter(
            "creditrisk_metrics_failed_reads_total", () => Interlocked.Read(ref _failedReads), "{read}", "Looks into the store for these metrics that failed.");
        ProcessMetrics.AddTo(_meter);
    }

    /// <summary>Shows what a pipeline counts; to be called once.</summary>
    /// <param name="engine">The pipeline.</param>
    /// <param name="limits">Bounds to show beside what they bound, by the names of their settings.</param>
    /// <param name="isForAll">Whether this process shows now what the store tells of the whole portfolio: one of several on one store does, so that sums over them are right. Null where there are no others.</param>
    /// <exception cref="StoreException">The store does not answer.</exception>
    public void Show(Engine engine, IReadOnlyList<(string Name, long Value)> limits, Func<bool>? isForAll = null)
    {
        _isForAll = isForAll ?? (() => true);
        AddHost(engine.Host);
        AddCommitter(engine.Committer);
        AddStore(engine);
        _meter.CreateObservableGauge(
            "creditrisk_limit", () => limits.Select(limit => Tagged(limit.Value, "name", limit.Name)), null, "Bounds from the configuration, by setting.");
    }

    /// <summary>Shows what a sweep counts; to be called once.</summary>
    public void Show(SweepService sweep)
    {
        _meter.CreateObservableGauge("creditrisk_sweep_lag_seconds", () => sweep.Lag.TotalSeconds, "s", "Since when time has not acted on the accounts.");
        _meter.CreateObservableCounter("creditrisk_sweep_accounts_total", () => sweep.AccountsLookedAt, "{account}", "Accounts looked at because their time had come.");
        _meter.CreateObservableCounter("creditrisk_sweep_failures_total", () => sweep.Failures, "{sweep}", "Sweeps that failed because the store was away.");
    }

    /// <summary>Shows a figure that goes up and down; to be called once for each name, which is documented in <c>docs/api.md</c>.</summary>
    public void Gauge(string name, string unit, string help, Func<double> read) => _meter.CreateObservableGauge(name, read, unit, help);

    /// <summary>Shows figures that go up and down, one for each value of a label; to be called once for each name, which is documented in <c>docs/api.md</c>.</summary>
    public void Gauge(string name, string unit, string help, string label, Func<IEnumerable<KeyValuePair<string, long>>> read) =>
        _meter.CreateObservableGauge(name, () => read().Select(figure => Tagged(figure.Value, label, figure.Key)), unit, help);

    /// <summary>Shows a count that only rises; to be called once for each name, which is documented in <c>docs/api.md</c>.</summary>
    public void Counter(string name, string unit, string help, Func<long> read) => _meter.CreateObservableCounter(name, read, unit, help);

    /// <summary>Measures how long something takes, in buckets of seconds; to be called once for each name, which is documented in <c>docs/api.md</c>.</summary>
    /// <returns>Takes a measurement, on any thread.</returns>
    public Action<TimeSpan> Seconds(string name, string help)
    {
        var histogram = _meter.CreateHistogram(name, "s", help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = RecordMetrics.SecondsBounds });
        return taken => histogram.Record(taken.TotalSeconds);
    }

    /// <summary>Measures a transaction; to be called by the committer. Must not throw.</summary>
    public void Observe(CommittedBatch batch) => _commits.Observe(batch);

    /// <summary>An observer that counts records and passes on what became of them. All records that it is given to are taken to be received now.</summary>
    /// <param name="inner">Who is told in the end.</param>
    public IRecordObserver Observe(IRecordObserver inner) => _records.Observe(inner);

    /// <summary>All metrics in Prometheus' text format.</summary>
    public string Render() => _exporter.Render();

    /// <inheritdoc/>
    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    private void AddHost(IAccountHost host)
    {
        _meter.CreateObservableGauge("creditrisk_host_queued_records", () => host.Queued, "{record}", "Records that wait before the loops.");
        _meter.CreateObservableGauge("creditrisk_host_undurable_records", () => host.Undurable, "{record}", "Records taken that are not durable yet.");
        _meter.CreateObservableGauge("creditrisk_host_resident_accounts", () => host.Resident, "{account}", "Accounts in memory.");
        _meter.CreateObservableGauge("creditrisk_host_packed_accounts", () => host.Packed, "{account}", "Accounts in memory that are packed.");
        _meter.CreateObservableGauge(
            "creditrisk_host_store_available", () => host.StoreAway is null ? 1 : 0, null, "Whether accounts can be loaded: 1, or 0 while a loop waits for the store.");
    }

    private void AddCommitter(GroupCommitter committer)
    {
        Counter("creditrisk_commit_accounts_total", "{account}", "Account writes committed.", statistics => statistics.Accounts);
        Counter("creditrisk_commit_records_total", "{record}", "History records committed.", statistics => statistics.Records);
        Counter("creditrisk_commit_conflicts_total", "{account}", "Account writes that met another version.", statistics => statistics.Conflicts);
        Counter("creditrisk_commit_lost_total", "{write}", "Writes and dead letters that were lost.", statistics => statistics.Lost);
        Counter("creditrisk_commit_failures_total", "{batch}", "Transactions that failed.", statistics => statistics.Failures);
        _meter.CreateObservableGauge("creditrisk_committer_queued", () => committer.Statistics.QueueDepth, "{write}", "Writes and dead letters that wait for a transaction.");
        _meter.CreateObservableGauge(
            "creditrisk_committer_available", () => committer.Status.State == CommitterState.Running ? 1 : 0, null, "Whether the store takes transactions: 1, or 0 while it fails.");

        void Counter(string name, string unit, string help, Func<CommitterStatistics, double> read) =>
            _meter.CreateObservableCounter(name, () => read(committer.Statistics), unit, help);
    }

    private void AddStore(Engine engine)
    {
        var warnings = new WarningCounts(engine.Reader);
        _meter.CreateObservableCounter("creditrisk_warnings_total", () => Read(warnings.Read), "{warning}", "Warnings that became durable since the start, by stage and kind.");
        _meter.CreateObservableGauge("creditrisk_accounts", () => Read(() => AccountsByStage(engine.Reader)), "{account}", "Accounts, by stage.");
        var receivable = new ReceivableMetrics(engine.Reader, _clock, engine.Rules.Book.DefaultZone);
        _meter.CreateObservableGauge(
            "creditrisk_receivable_amount", () => Read(receivable.Read), null, "Open amounts less unapplied credit, by currency and age.");
        _meter.CreateObservableGauge(
            "creditrisk_store_bytes",
            () => Read<long>(() => [.. engine.Store.Files.Select(file => Tagged(file.Bytes, "file", file.Name))]),
            "By",
            "Size of the store's files.");
    }

    private static IEnumerable<Measurement<long>> AccountsByStage(IAccountReader reader)
    {
        var totals = reader.Totals().Where(total => total.Key.Kind == TotalKind.AccountsByStage).ToLookup(total => total.Key.Day, total => total.Count);
        return [.. StageNames.All.Select(stage => Tagged(totals[(int)stage].Sum(), "stage", stage.Name()))];
    }

    // A store that is away must not take the other metrics with it: just then they are needed.
    private IEnumerable<Measurement<T>> Read<T>(Func<IEnumerable<Measurement<T>>> read)
        where T : struct
    {
        try
        {
            return _isForAll() ? read() : [];
        }
        catch (StoreException)
        {
            Interlocked.Increment(ref _failedReads);
            return [];
        }
    }

    private static Measurement<long> Tagged(long value, string name, string tag) => new(value, new KeyValuePair<string, object?>(name, tag));
}
