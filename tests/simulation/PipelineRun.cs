using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Tests.Simulation;

/// <summary>
/// One run of two instances of the whole pipeline on one store and one broker: months of a small portfolio, in which everything goes wrong that the seed says, and then an end in which nothing
/// does. Then everything must be done, and be what the model says.
/// </summary>
internal sealed class PipelineRun
{
    // Many times what it takes: where nothing has happened for so long, nothing will.
    private const long MostIdleSteps = 50_000;
    private const long MostSteps = 3_000_000;

    private static readonly TimeSpan LongestOutage = TimeSpan.FromHours(2);

    /// <summary>The rules that ship with the program.</summary>
    public static readonly Lazy<AccountRules> Rules = new(() => RuleFiles.Shipped.Load());

    private readonly IReadOnlyList<(Instant Arrival, Sending Record)> _feed;
    private readonly Instance[] _instances;
    private int _fed;
    private long _nextBlow;
    private bool _isOver;

    private PipelineRun(int seed, Sabotage sabotage)
    {
        Sabotage = sabotage;
        World = new World(seed, Feed.Start.AtMidnight().InUtc().ToDateTimeOffset());
        Faults = new Faults(World.Random);
        Store = new MemoryStore { ChecksVersions = sabotage != Sabotage.VersionsIgnored };
        Broker = new SimulatedBroker(this);
        _feed = Feed.Generate(World.Random, Faults);
        _instances = [.. Enumerable.Range(0, World.Random.Next(1, 3)).Select(number => new Instance(this, $"{(char)('a' + number)}"))];
        foreach (var topic in Feed.Topics)
        {
            Broker.CreateTopic(topic, World.Random.Next(1, 4));
        }
    }

    public World World { get; }

    public MemoryStore Store { get; }

    public SimulatedBroker Broker { get; }

    public Faults Faults { get; }

    public Sabotage Sabotage { get; }

    public Durable Durable { get; } = new();

    public bool IsStoreAway { get; private set; }

    public bool IsBrokerAway { get; private set; }

    /// <summary>Runs a seed to its end, and checks what came out.</summary>
    /// <returns>What happened, for comparing two runs.</returns>
    /// <exception cref="SimulationFailedException">Something came out that must not; the newest of what happened is in the message.</exception>
    public static Trace Run(int seed, Sabotage sabotage = Sabotage.None)
    {
        // A context of the caller's would take the continuations away from the simulation's scheduler.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var simulation = new PipelineRun(seed, sabotage);
        try
        {
            simulation.RunToEnd();
            SimulationModel.Check(simulation.Store, simulation.Broker, simulation.Durable);
            return simulation.World.Trace;
        }
        catch (Exception failure)
        {
            throw new SimulationFailedException($"{failure}{Environment.NewLine}the newest of {simulation.World.Trace.Lines} lines:{Environment.NewLine}{string.Join(Environment.NewLine, simulation.World.Trace.Newest)}");
        }
        finally
        {
            simulation.KillAll();
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void RunToEnd()
    {
        foreach (var (arrival, record) in _feed)
        {
            World.After(arrival.ToDateTimeOffset() - World.Now, null, () =>
            {
                _fed++;
                Broker.Append(record);
            });
        }

        Array.ForEach(_instances, instance => instance.Start());
        while (World.Steps < MostSteps && World.Steps - World.LastNews < MostIdleSteps)
        {
            var hasRun = World.Step();
            Watch();
            if (!_isOver)
            {
                Strike();
                EndWhenAllIsSent();
            }
            else if (!hasRun && IsSettled())
            {
                return;
            }

            PassTime(hasRun);
        }

        throw new SimulationFailedException($"not settled after {World.Steps} steps, at {World.Now}: {Unsettled()}");
    }

    /// <summary>Starts anew what has failed or stopped. Only that a dead letter was lost may make a process fail.</summary>
    private void Watch()
    {
        foreach (var instance in _instances.Where(instance => instance.IsRunning))
        {
            if (!instance.IsFailing && instance.Failure() is { } failure)
            {
                if (failure is not StoreException)
                {
                    throw new SimulationFailedException($"an instance failed: {failure}");
                }

                World.Tell("has failed", "an instance", failure.Message);
                // Until it is noticed, the rest of the process goes on.
                instance.IsFailing = true;
                World.After(World.UpTo(TimeSpan.FromSeconds(10)), null, () => Restart(instance));
            }
            else if (instance.HasStopped)
            {
                World.Tell("has stopped", "an instance");
                Restart(instance);
            }
        }
    }

    private void Restart(Instance instance)
    {
        instance.Kill();
        World.After(World.UpTo(TimeSpan.FromMinutes(2)), null, () => StartUnlessRunning(instance));
    }

    private static void StartUnlessRunning(Instance instance)
    {
        if (!instance.IsRunning)
        {
            instance.Start();
        }
    }

    private void Strike()
    {
        if (Faults.StepsBetweenBlows is not { } between || Faults.Blows.Count == 0 || World.Steps < _nextBlow)
        {
            return;
        }

        _nextBlow = World.Steps + World.Random.Next(2 * between);
        switch (Faults.Blows[World.Random.Next(Faults.Blows.Count)])
        {
            case Blow.Crash when _instances[World.Random.Next(_instances.Length)] is { IsRunning: true } instance:
                Restart(instance);
                break;
            case Blow.Stop:
                _instances[World.Random.Next(_instances.Length)].Stop();
                break;
            case Blow.Kick:
                Broker.KickOne();
                break;
            case Blow.Rebalance:
                Broker.Rebalance();
                break;
            case Blow.StoreAway:
                IsStoreAway = true;
                World.After(World.UpTo(LongestOutage), null, () => IsStoreAway = false);
                break;
            case Blow.BrokerAway:
                IsBrokerAway = true;
                World.After(World.UpTo(LongestOutage), null, () => IsBrokerAway = false);
                break;
        }
    }

    private void EndWhenAllIsSent()
    {
        if (_fed == _feed.Count)
        {
            World.Tell("nothing goes wrong any more", "the end:");
            _isOver = true;
            (IsStoreAway, IsBrokerAway) = (false, false);
            Faults.End();
            Array.ForEach(_instances, StartUnlessRunning);
        }
    }

    private void PassTime(bool hasRun)
    {
        if (hasRun && !World.Chance(0.02))
        {
            return;
        }

        if (World.NextTimer() is not { } next)
        {
            // While something runs, all timers may be among what is ready.
            next = hasRun ? World.Now : throw new SimulationFailedException("nothing will ever happen again");
        }

        if (!hasRun && World.Chance(0.3))
        {
            // Most of the time nothing happens: on to the next record, or to another day.
            var record = _fed < _feed.Count ? _feed[_fed].Arrival.ToDateTimeOffset() : World.Now + TimeSpan.FromDays(1);
            next = record > next ? record : next;
        }

        World.MoveTo(next);
    }

    private bool IsSettled() => Unsettled() is null;

    private string? Unsettled()
    {
        if (Broker.Partitions.FirstOrDefault(partition => partition.Committed < partition.High) is { } behind)
        {
            return $"{behind.Place} is committed up to {behind.Committed} of {behind.High}, read by {behind.Owner?.Name}";
        }

        var end = _feed.Count == 0 ? Instant.MinValue : _feed[^1].Arrival;
        var due = Store.DueUpTo(end, 1);
        var counts = Store.Counts();
        return due.Count > 0 ? $"{due[0]} is due, and is not swept"
            : Broker.Published.Distinct().Count() is var published && published < counts.Effects ? $"{published} of {counts.Effects} events are published"
            : Broker.PublishedLetters.Count < counts.DeadLetters ? $"{Broker.PublishedLetters.Count} of {counts.DeadLetters} dead letters are published"
            : null;
    }

    private void KillAll()
    {
        foreach (var instance in _instances)
        {
            instance.Kill();
        }
    }
}
