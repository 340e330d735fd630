using CreditRisk.Domain.Time;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Sqlite;
using NodaTime;

namespace CreditRisk.Silo.Runtime;

/// <summary>What a replay is asked to do.</summary>
public sealed record ReplayRequest
{
    /// <summary>Files of events, in order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Where the data is, as <see cref="DataPlace"/> has it, or null for a directory that is thrown away.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The files that steer the rules.</summary>
    public required RuleFiles Rules { get; init; }

    /// <summary>Time runs on to this instant after the last event, or null to stop at the last event's time.</summary>
    public Instant? Until { get; init; }

    /// <summary>Where all warnings are written, or null.</summary>
    public string? WarningsFile { get; init; }

    /// <summary>The store's settings apart from the directory.</summary>
    public SqliteStoreOptions Store { get; init; } = new() { DataDirectory = "" };
}

/// <summary>Runs recorded events through the whole pipeline, on event time.</summary>
public static class Replay
{
    /// <summary>Runs the files, and tells what happened.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="progress">Told the file and the share of it that is read, 0 to 1; may be null.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <exception cref="ConfigurationException">The rule files have mistakes.</exception>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be used.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<ReplayReport> RunAsync(ReplayRequest request, Action<string, double>? progress, CancellationToken cancellation)
    {
        foreach (var file in request.Files.Where(file => !File.Exists(file)))
        {
            throw new FileNotFoundException($"{file}: there is no such file");
        }

        var rules = request.Rules.Load();
        if (request.WarningsFile is { } warnings)
        {
            // Else that it cannot be written would be found out when all work is done.
            await File.AppendAllBytesAsync(warnings, [], cancellation);
        }

        var throwaway = request.DataDirectory is null ? Directory.CreateTempSubdirectory("creditrisk-replay-").FullName : null;
        try
        {
            var place = DataPlace.Of(request.DataDirectory ?? throwaway!);
            await using var alone = place.Lock();
            await using var engine = Engine.Start(rules, place.EngineSettings(request.Store));
            return await RunAsync(engine, request, progress, cancellation);
        }
        finally
        {
            if (throwaway is not null)
            {
                Directory.Delete(throwaway, recursive: true);
            }
        }
    }

    private static async Task<ReplayReport> RunAsync(
        Engine engine, ReplayRequest request, Action<string, double>? progress, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        var counts = new OutcomeCounts();
        var latency = new LatencySample(clock);
        var latest = Instant.MinValue;
        long read = 0;
        foreach (var path in request.Files)
        {
            var ingest = await FileIngest.OpenAsync(engine, path, counts, latency, cancellation);
            await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var length = Math.Max(1.0, source.Length);
            try
            {
                await ingest.RunAsync(source, bytes => progress?.Invoke(path, bytes / length), cancellation);
            }
            catch (InvalidDataException damaged)
            {
                throw new InvalidDataException($"{path}: {damaged.Message}", damaged);
            }

            latest = Instant.Max(latest, ingest.Latest);
            read += ingest.Read;
        }

        var seconds = clock.GetElapsedTime(begun).TotalSeconds;
        var until = request.Until ?? latest;
        if (until > Instant.MinValue)
        {
            await engine.Host.SweepAsync(until, cancellation);
        }

        if (request.WarningsFile is { } warnings)
        {
            await WarningExport.WriteAsync(engine.Reader, warnings, cancellation);
        }

        return Report(engine, counts, latency, read, seconds, until);
    }

    private static ReplayReport Report(Engine engine, OutcomeCounts counts, LatencySample latency, long read, double seconds, Instant until)
    {
        var day = CivilDate.At(Instant.Max(until, NodaConstants.UnixEpoch), engine.Rules.Book.DefaultZone);
        var portfolio = PortfolioView.Of(engine.Reader.Totals(), day);
        var all = counts.All();
        return new ReplayReport
        {
            Events = new EventTotals(read, all.Applied, all.Duplicate, all.Refused),
            ByType = counts.ByType(),
            Customers = portfolio.Customers,
            Stages = portfolio.Stages,
            Currency = portfolio.Currency,
            Receivable = portfolio.Receivable,
            Overdue = portfolio.Overdue,
            Ageing = portfolio.Ageing,
            Day = portfolio.Day,
            Currencies = portfolio.Currencies,
            Warnings = WarningExport.Count(engine.Reader),
            Rate = seconds > 0 ? Math.Round(read / seconds) : 0,
            Seconds = Math.Round(seconds, 3),
            Latency = new LatencyView(Rounded(latency.Quantile(0.5)), Rounded(latency.Quantile(0.99))),
        };
    }

    private static double? Rounded(double? milliseconds) => milliseconds is { } value ? Math.Round(value, 2) : null;
}
