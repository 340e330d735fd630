using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;

namespace CreditRisk.Bench.Broker;

/// <summary>What a steady load came to.</summary>
/// <param name="Sent">Events appended.</param>
/// <param name="Published">Milliseconds from the append of an event to the arrival of the warning that it caused, one for each warning.</param>
internal sealed record LoadReport(int Sent, double[] Published);

/// <summary>Appends events at a steady rate, and watches the warnings come out; a process of its own, so that its work is told apart from ours.</summary>
internal static class SteadyLoad
{
    /// <summary>The argument that makes this program the load.</summary>
    public const string Verb = "steady-load";

    public const string WarningTopic = "risk.warnings";

    /// <summary>
    /// How long a fetch may wait for records. The brokers of the benchmark let one that finds none wait to its end, whatever comes meanwhile; Kafka answers as soon as something comes.
    /// </summary>
    public const int FetchWaitMilliseconds = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Starts the process.</summary>
    public static Process Start(string brokers, LoadPlan plan) => Self.Start(
        [Verb, brokers, Text(plan.Accounts.Count), Text(plan.Accounts.IsSkewed ? 1 : 0), Text(plan.First), plan.Begin.ToString("O", CultureInfo.InvariantCulture), Text(plan.Rate)]);

    /// <summary>Is the load; its report is written as a line of JSON.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        KafkaNative.Load();
        var brokers = arguments[0];
        var plan = new LoadPlan(
            new Accounts(Number(arguments[1]), Number(arguments[2]) == 1), Number(arguments[3]), DateTimeOffset.Parse(arguments[4], CultureInfo.InvariantCulture), Number(arguments[5]));
        var business = new Business(plan.Accounts);
        business.Skip(plan.First);
        using var stop = new CancellationTokenSource();
        var watching = Task.Factory.StartNew(() => Watch(brokers, plan, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var producer = new EventProducer(brokers, EventProducer.Stream, business);
        var sent = await SendAsync(producer, plan);
        // The last warnings are on their way.
        stop.CancelAfter(Rest);
        Console.WriteLine(JsonSerializer.Serialize(new LoadReport(sent, await watching)));
    }

    private static async Task<int> SendAsync(EventProducer producer, LoadPlan plan)
    {
        var sent = 0;
        using var timer = new PeriodicTimer(Tick);
        while (sent < plan.Rate * LoadPlan.Seconds && await timer.WaitForNextTickAsync())
        {
            for (var due = plan.DueBy(TimeProvider.System.GetUtcNow()); sent < due; sent++)
            {
                producer.Append(mayWarn: true);
            }
        }

        producer.Flush();
        return sent;
    }

    private static double[] Watch(string brokers, LoadPlan plan, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = brokers, GroupId = $"watch-{Environment.ProcessId}", AutoOffsetReset = AutoOffsetReset.Latest, EnableAutoCommit = false, FetchWaitMaxMs = FetchWaitMilliseconds,
        }).Build();
        consumer.Subscribe(WarningTopic);
        var times = new List<double>();
        try
        {
            while (true)
            {
                var warning = consumer.Consume(stop).Message.Value;
                using var json = JsonDocument.Parse(warning);
                // A warning is raised at the log time of the event that caused it.
                if (plan.MillisecondsSince(json.RootElement.GetProperty("time").GetDateTimeOffset()) is { } milliseconds)
                {
                    times.Add(milliseconds);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // All that were to come have come.
            return [.. times];
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
