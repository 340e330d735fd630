using System.Net;
using System.Net.Sockets;
using CreditRisk.Actor;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Logging;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using CreditRisk.Silo.Terminal;
using CreditRisk.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Commands;

/// <summary>What <c>up</c> is asked for.</summary>
internal sealed record UpRequest
{
    /// <summary>The store, in the data directory.</summary>
    public required SqliteStoreOptions Store { get; init; }

    /// <summary>The files that steer the rules.</summary>
    public required RuleFiles Rules { get; init; }

    /// <summary>The portfolio.</summary>
    public required PortfolioSimulator Simulator { get; init; }

    /// <summary>The API's port; 0 takes any free one.</summary>
    public required int Port { get; init; }

    /// <summary>Simulated days per second; 0 for as fast as it goes.</summary>
    public required double DaysPerSecond { get; init; }

    /// <summary>The simulation ends after so many days, or null.</summary>
    public int? Days { get; init; }

    /// <summary>In which form it is shown.</summary>
    public LiveForm Form { get; init; } = LiveForm.Lines;
}

/// <summary>One run of <c>up</c>, from opening the store to closing it.</summary>
internal sealed class UpSession
{
    private const int PortsTried = 100;

    private readonly UpRequest _request;
    private readonly CommandConsole _console;
    private readonly TimeProvider _clock;
    private readonly Engine _engine;
    private readonly SimulatedClock _simulated;
    private readonly FeedCounters _counters;

    private UpSession(UpRequest request, CommandConsole console, TimeProvider clock, Engine engine)
    {
        _request = request;
        _console = console;
        _clock = clock;
        _engine = engine;
        _simulated = new SimulatedClock(SimulatedFeed.DayOf(engine.Reader, request.Simulator.Options).AtMidnight().InUtc().ToInstant());
        _counters = new FeedCounters(clock);
    }

    /// <summary>Runs until it is cancelled or the days are over. Either way everything that was taken in is durable then.</summary>
    /// <exception cref="ConfigurationException">The rule files have mistakes, or the directory holds something else.</exception>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be used.</exception>
    public static async Task RunAsync(UpRequest request, CommandConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        var rules = request.Rules.Load();
        using var logging = LogSetup.Create(LogLevel.Information, clock, LogTo(request, console));
        using var metrics = new PipelineMetrics(clock);
        await using var engine = Engine.Start(rules, new EngineSettings
        {
            Store = request.Store,
            Clock = clock,
            Logger = logging.CreateLogger<Engine>(),
            Observed = metrics.Observe,
        });
        RequireSamePortfolio(engine, request);
        var session = new UpSession(request, console, clock, engine);
        await session.RunAsync(metrics, logging, cancellation);
    }

    // A line on the error output would tear a page that changes in place on the same screen; the page's own console puts it above.
    private static Action<string> LogTo(UpRequest request, CommandConsole console) =>
        request.Form == LiveForm.Page && console.IsErrorTerminal ? line => console.Ansi.Write(new UnwrappedLine(line)) : console.Note;

    // Two portfolios in one directory would be one in which half of the customers has gone silent.
    private static void RequireSamePortfolio(Engine engine, UpRequest request)
    {
        var partition = SimulatedFeed.PartitionOf(request.Simulator.Options);
        if (engine.Reader.ProgressOf(partition) == 0
            && engine.Reader.List(0, 1) is [var first]
            && !Positions.Unwrap(first.State.Span, out _).Applied.Any(position => position.Partition == partition))
        {
            throw new ConfigurationException(
                [$"the data directory '{request.Store.DataDirectory}' holds other data than this portfolio; give it the --customers and --seed that it was begun with, or another directory by --data"]);
        }
    }

    private async Task RunAsync(PipelineMetrics metrics, ILoggerFactory logging, CancellationToken cancellation)
    {
        var horizon = new InputHorizon(_simulated);
        metrics.Show(_engine, []);
        var feed = new SimulatedFeed(new FeedParts
        {
            Engine = _engine,
            Simulator = _request.Simulator,
            Clock = _simulated,
            Horizon = horizon,
            Metrics = metrics,
            Counters = _counters,
            Pace = new DayPace(_request.DaysPerSecond, _clock),
        });
        var options = new ApiOptions { Port = FreePort(_request.Port) };
        var parts = new ApiParts { Metrics = metrics, Horizon = horizon, Clock = _simulated, Logging = logging };
        var output = LiveOutput.Create(_request.Form, _console, _engine.Reader, _clock);
        await using (var api = await ApiHost.StartAsync(_engine, options, parts, cancellation))
        {
            TellReady(api.Address, output);
            await FeedAsync(feed, output, cancellation);
        }

        // Nothing comes any more.
        await _engine.Host.DrainAsync(CancellationToken.None);
        output.Stopped(_simulated.Now);
    }

    private async Task FeedAsync(SimulatedFeed feed, LiveOutput output, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = Task.Run(() => feed.RunAsync(_request.Days, stop.Token), CancellationToken.None);
        var ended = Task.WhenAny(feeding, _engine.Host.Failure);
        try
        {
            await output.RunAsync(new LiveFigures(_engine, _counters, () => _simulated.Now, _clock), ended);
            // The failure of the one or of the other.
            await await ended;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop: what is on its way becomes durable.
        }
        finally
        {
            await stop.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TellReady(Uri address, LiveOutput output)
    {
        if (_request.Port != 0 && address.Port != _request.Port)
        {
            _console.Note($"creditrisk: port {_request.Port} is taken; the API listens on port {address.Port} instead");
        }

        var options = _request.Simulator.Options;
        output.Ready(new LiveStart(address, _request.Store.DataDirectory, options.Customers, options.Seed, _simulated.Now));
    }

    private static int FreePort(int wanted)
    {
        for (var port = wanted; port != 0 && port < Math.Min(wanted + PortsTried, IPEndPoint.MaxPort + 1); port++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException failure)
            {
                if (failure.SocketErrorCode != SocketError.AddressAlreadyInUse)
                {
                    // Not to be had at all: the API tells why.
                    return port;
                }
            }
        }

        return 0;
    }
}
