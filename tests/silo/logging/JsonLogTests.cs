using System.Text.Json.Nodes;
using CreditRisk.Silo.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Logging;

/// <summary>Log entries as lines of JSON.</summary>
public sealed class JsonLogTests
{
    private static readonly Action<ILogger, int, Exception?> LogSeen =
        LoggerMessage.Define<int>(LogLevel.Information, new EventId(1, "Seen"), "{Count} seen");

    private static readonly Action<ILogger, Exception?> LogDetail = LoggerMessage.Define(LogLevel.Debug, new EventId(2, "Detail"), "a detail");

    [Fact]
    public void An_entry_is_one_line_with_the_time_of_the_clock()
    {
        var line = Write(LogLevel.Warning, [new("Count", 3), new("Name", "a\nb \"c\""), new("{OriginalFormat}", "...")], "3 of a\nb", null);

        line.Count(letter => letter == '\n').ShouldBe(1);
        var entry = JsonNode.Parse(line)!;
        (entry["time"]!.ToString(), entry["level"]!.ToString(), entry["logger"]!.ToString(), entry["event"]!.ToString(), entry["message"]!.ToString())
            .ShouldBe(("2026-03-01T12:00:00.000Z", "warning", "Test", "Happened", "3 of a\nb"));
        entry["data"]!.ToJsonString().ShouldBe("""{"Count":3,"Name":"a\nb \u0022c\u0022"}""");
    }

    [Fact]
    public void An_exception_stands_in_the_same_line()
    {
        var line = Write(LogLevel.Error, [], "failed", new InvalidOperationException("why\nnot"));

        line.Count(letter => letter == '\n').ShouldBe(1);
        var exception = JsonNode.Parse(line)!["exception"]!;
        exception["type"]!.ToString().ShouldBe("System.InvalidOperationException");
        exception["message"]!.ToString().ShouldBe("why\nnot");
    }

    [Fact]
    public void Lines_can_be_handed_to_somebody_else()
    {
        var lines = new List<string>();
        using var logging = LogSetup.Create(LogLevel.Information, new ManualTime(), lines.Add);
        LogSeen(logging.CreateLogger("Mine"), 2, null);
        LogDetail(logging.CreateLogger("Mine"), null);
        LogSeen(logging.CreateLogger("Microsoft.Of.The.Framework"), 3, null);
        lines.ShouldHaveSingleItem().ShouldBe(
            """{"time":"2026-03-01T12:00:00.000Z","level":"information","logger":"Mine","event":"Seen","message":"2 seen","data":{"Count":2}}""");
    }

    [Theory]
    [InlineData("Polly", false)]
    [InlineData("Orleans.Messaging", false)]
    [InlineData("Orleans.Runtime.CallbackData", false)]
    [InlineData("Orleans.Runtime.MembershipService.MembershipAgent", true)]
    public void Of_single_calls_between_silos_there_is_no_line(string category, bool isLogged)
    {
        using var logging = LogSetup.Create(LogLevel.Information, new ManualTime(), _ => { });
        logging.CreateLogger(category).IsEnabled(LogLevel.Error).ShouldBe(isLogged);
    }

    private static string Write(LogLevel level, KeyValuePair<string, object?>[] state, string message, Exception? exception)
    {
        var text = new StringWriter();
        new JsonLogFormatter(new ManualTime()).Write(
            new LogEntry<KeyValuePair<string, object?>[]>(level, "Test", new EventId(1, "Happened"), state, exception, (_, _) => message), null, text);
        return text.ToString();
    }
}
