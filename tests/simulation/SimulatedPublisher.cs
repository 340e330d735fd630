using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;

namespace CreditRisk.Tests.Simulation;

/// <summary>
/// An idempotent producer: what it takes arrives once and in order, late, or with all that follow not at all; and whether it arrived its owner may never hear.
/// </summary>
internal sealed class SimulatedPublisher : IEventPublisher
{
    private const int MostQueued = 20;

    private readonly PipelineRun _simulation;
    private readonly SimulatedProcess _process;
    private readonly World _world;
    private readonly Faults _faults;
    private readonly Queue<(OutgoingRecord Record, Action<string?> Delivered)> _queue = new();
    private bool _hasFailed;
    private bool _isDisposed;
    private bool _isSending;

    public SimulatedPublisher(PipelineRun simulation, SimulatedProcess process)
    {
        (_simulation, _process) = (simulation, process);
        (_world, _faults) = (simulation.World, simulation.Faults);
    }

    public bool TryPublish(in OutgoingRecord record, Action<string?> delivered)
    {
        if (_hasFailed)
        {
            throw new KafkaException(new Error(ErrorCode.Local_Fatal, "the simulated producer has failed"));
        }

        if (_queue.Count >= MostQueued || (_queue.Count > 0 && _world.Chance(_faults.PublisherFull)))
        {
            return false;
        }

        _queue.Enqueue((record, delivered));
        Send();
        return true;
    }

    public void Dispose() => _isDisposed = true;

    /// <summary>What was on its way when its process died may arrive all the same.</summary>
    public void Abandon()
    {
        for (var left = _isDisposed ? 0 : _world.Random.Next(_queue.Count + 1); left > 0; left--)
        {
            _simulation.Broker.Publish(_queue.Dequeue().Record);
        }

        _isDisposed = true;
    }

    private void Send()
    {
        if (!_isSending && _queue.Count > 0)
        {
            _isSending = true;
            _world.After(_world.UpTo(_faults.BrokerLatency), _process, Arrive);
        }
    }

    private void Arrive()
    {
        _isSending = false;
        if (_isDisposed || _queue.Count == 0)
        {
            return;
        }

        if (_simulation.IsBrokerAway)
        {
            Send();
            return;
        }

        var (record, delivered) = _queue.Dequeue();
        _hasFailed |= _world.Chance(_faults.PublishFails);
        if (_simulation.Sabotage != Sabotage.EventsNotPublished && (!_hasFailed || _world.Chance(0.5)))
        {
            // Even of the one that fails it may be only the answer that was lost; nothing after it arrives.
            _simulation.Broker.Publish(record);
        }

        Answer(delivered, _hasFailed ? "the simulated broker does not answer" : null);
        while (_hasFailed && _queue.TryDequeue(out var next))
        {
            Answer(next.Delivered, "an event before it has failed");
        }

        Send();
    }

    private void Answer(Action<string?> delivered, string? error) => _world.After(_world.UpTo(_faults.BrokerLatency), _process, () =>
    {
        if (!_isDisposed)
        {
            delivered(error);
        }
    });
}
