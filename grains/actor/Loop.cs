using System.Threading.Channels;
using CreditRisk.Storage.Commit;

namespace CreditRisk.Actor;

/// <summary>
/// One loop over a share of the accounts: loads those together that a turn needs, and runs its shard. Everything here runs on the loop alone, but for the two queues that lead into it.
/// </summary>
internal sealed class Loop
{
    private readonly Channel<ShardMessage> _inputs;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Residents _residents;
    private readonly HostOptions _options;
    private readonly Shard _shard;
    private readonly List<ShardMessage> _turn = [];
    private readonly Patience _patience;
    private readonly Action _takeTurn;
    private int _taken;

    public Loop(Residents residents, GroupCommitter committer, HostOptions options, Patience patience)
    {
        _patience = patience;
        _takeTurn = TakeTurn;
        _residents = residents;
        _shard = new Shard(residents, committer, patience, () => _wake.Writer.TryWrite(true));
        _options = options;
        _inputs = Channel.CreateBounded<ShardMessage>(new BoundedChannelOptions(options.QueuedRecordsPerLoop) { SingleReader = true });
    }

    /// <summary>Records taken that are not durable yet.</summary>
    public int Undurable => _shard.Undurable;

    /// <summary>Records that wait.</summary>
    public int Queued => _inputs.Reader.Count;

    /// <summary>How the store failed last while the loop waits to read it; else null.</summary>
    public string? StoreAway => _patience.Away;

    /// <summary>Accounts in memory.</summary>
    public int Resident => _residents.Count;

    /// <summary>Accounts in memory that are packed.</summary>
    public int Packed => _residents.Packed;

    /// <summary>Sends a message; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">No more messages are taken; where the loop has failed, its failure is inside.</exception>
    public async ValueTask SendAsync(ShardMessage message, CancellationToken cancellation)
    {
        if (!_inputs.Writer.TryWrite(message))
        {
            await _inputs.Writer.WriteAsync(message, cancellation);
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>No more messages follow.</summary>
    public void Complete()
    {
        _inputs.Writer.TryComplete();
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Runs until no more messages follow and everything is durable.</summary>
    public async Task RunAsync()
    {
        try
        {
            await RunToEndAsync();
        }
        catch (Exception failure)
        {
            // Who waits for room in the queue would wait for ever.
            _inputs.Writer.TryComplete(failure);
            throw;
        }
    }

    private async Task RunToEndAsync()
    {
        while (true)
        {
            var hasMoved = await _shard.TakeEndedAsync();
            hasMoved |= await TakeInputsAsync();
            await _shard.HandOverAsync();
            _shard.ReleaseBarriers();
            _residents.Trim();
            if (hasMoved)
            {
                continue;
            }

            if (_inputs.Reader.Completion.IsCompleted && _shard.IsIdle)
            {
                return;
            }

            await _wake.Reader.ReadAsync();
        }
    }

    private async ValueTask<bool> TakeInputsAsync()
    {
        _turn.Clear();
        _taken = 0;
        while (_turn.Count < _options.RecordsPerTurn
            && _shard.Undurable + _turn.Count < _options.UndurableRecordsPerLoop
            && _inputs.Reader.TryRead(out var message))
        {
            _turn.Add(message);
        }

        await _patience.RunAsync(_takeTurn);
        return _turn.Count > 0;
    }

    // Goes on, where the store could not be read, with the message that it could not be read for.
    private void TakeTurn()
    {
        _residents.LoadMissing(_turn);
        for (; _taken < _turn.Count; _taken++)
        {
            _shard.Take(_turn[_taken]);
        }
    }
}
