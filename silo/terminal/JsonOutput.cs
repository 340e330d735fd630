using System.Buffers;
using System.Text.Json;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Terminal;

/// <summary>Writes a JSON object a line, for programs: when the run is ready, its figures about every second, each warning that became durable meanwhile, and when it is over.</summary>
internal sealed class JsonOutput(CommandConsole console, IAccountReader reader, TimeProvider clock) : LiveOutput(clock)
{
    private readonly WarningTail _warnings = new(reader);

    public override void Ready(LiveStart start) =>
        Write(new ReadyLine("ready", start.Url, start.DataDirectory, start.Customers, start.Seed, start.Now));

    public override Task RunAsync(LiveFigures figures, Task ended) => RepeatAsync(BetweenLines, figures, ended, snapshot =>
    {
        WriteWarnings();
        Write(StatusLine.Of(snapshot));
    });

    public override void Stopped(Instant now)
    {
        while (WriteWarnings() > 0)
        {
            // Nothing comes any more: this ends.
        }

        Write(new StoppedLine("stopped", now));
    }

    private void Write<T>(T line) => console.LiveLine(JsonSerializer.Serialize(line, JsonForm.Compact));

    private int WriteWarnings()
    {
        var written = 0;
        foreach (var warning in _warnings.Read())
        {
            var line = new ArrayBufferWriter<byte>(warning.Body.Length + 64);
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteString("kind", "warning");
                json.WriteNumber("offset", warning.Offset);
                json.WritePropertyName("event");
                json.WriteRawValue(warning.Body.Span, skipInputValidation: true);
                json.WriteEndObject();
            }

            console.Line(line.WrittenSpan);
            written++;
        }

        return written;
    }

    private sealed record ReadyLine(string Kind, string Url, string Data, int Customers, int Seed, Instant Now);

    private sealed record StoppedLine(string Kind, Instant Now);

    private sealed record StatusLine(
        string Kind,
        Instant Now,
        double DaysPerSecond,
        long Events,
        double EventsPerSecond,
        long Refused,
        LatencyView Latency,
        long Warnings,
        PortfolioView Portfolio,
        string? Trouble)
    {
        public static StatusLine Of(LiveSnapshot snapshot) => new(
            "status",
            snapshot.Now,
            Math.Round(snapshot.DaysPerSecond, 2),
            snapshot.Events,
            Math.Round(snapshot.EventsPerSecond, 1),
            snapshot.Refused,
            new LatencyView(Rounded(snapshot.P50Milliseconds), Rounded(snapshot.P99Milliseconds)),
            snapshot.Warnings,
            snapshot.Portfolio,
            snapshot.Trouble);

        private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;
    }
}
