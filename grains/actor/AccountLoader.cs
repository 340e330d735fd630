using System.Threading.Channels;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>Loads the rows of accounts that wake up one by one: those that ask while the store answers others are loaded together. Safe for use by many threads.</summary>
internal sealed class AccountLoader
{
    private readonly Channel<Asked> _asked;
    private readonly IAccountReader _reader;
    private readonly Patience _patience;
    private readonly int _most;

    /// <summary>Starts the loader.</summary>
    /// <param name="reader">The store.</param>
    /// <param name="most">Most accounts that are loaded at once.</param>
    /// <param name="patience">Waits while the store cannot be read.</param>
    /// <param name="executor">Runs the loader.</param>
    public AccountLoader(IAccountReader reader, int most, Patience patience, Executor executor)
    {
        (_reader, _most, _patience) = (reader, most, patience);
        _asked = Channel.CreateBounded<Asked>(new BoundedChannelOptions(2 * most) { SingleReader = true });
        Completion = executor.Run(RunAsync);
    }

    /// <summary>Ends when the loader was completed, or with the failure that ended it: then the process must stop.</summary>
    public Task Completion { get; }

    /// <summary>An account's row, or null if it has none.</summary>
    /// <exception cref="ChannelClosedException">The loader was completed, or has failed: then its failure is inside.</exception>
    public Task<StoredAccount?> LoadAsync(string id, CancellationToken cancellation)
    {
        var asked = new Asked(id, new TaskCompletionSource<StoredAccount?>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _asked.Writer.TryWrite(asked) ? asked.Row.Task : LoadWhenThereIsRoomAsync(asked, cancellation);
    }

    /// <summary>Loads no more.</summary>
    public void Complete() => _asked.Writer.TryComplete();

    private async Task<StoredAccount?> LoadWhenThereIsRoomAsync(Asked asked, CancellationToken cancellation)
    {
        await _asked.Writer.WriteAsync(asked, cancellation);
        return await asked.Row.Task;
    }

    private async Task RunAsync()
    {
        var turn = new List<Asked>();
        try
        {
            while (await _asked.Reader.WaitToReadAsync())
            {
                turn.Clear();
                while (turn.Count < _most && _asked.Reader.TryRead(out var asked))
                {
                    turn.Add(asked);
                }

                await LoadAsync(turn);
            }
        }
        catch (Exception failure)
        {
            _asked.Writer.TryComplete(failure);
            while (_asked.Reader.TryRead(out var asked))
            {
                turn.Add(asked);
            }

            turn.ForEach(asked => asked.Row.TrySetException(failure));
            throw;
        }
    }

    private async ValueTask LoadAsync(List<Asked> turn)
    {
        // An account may be asked for twice: by its new owner here and by one who only looks at it.
        string[] ids = [.. turn.Select(asked => asked.Id).Distinct(StringComparer.Ordinal)];
        var rows = new Dictionary<string, StoredAccount?>(ids.Length, StringComparer.Ordinal);
        await _patience.RunAsync(() =>
        {
            var loaded = _reader.Load(ids);
            for (var i = 0; i < ids.Length; i++)
            {
                rows[ids[i]] = loaded[i];
            }
        });
        foreach (var (id, row) in turn)
        {
            row.SetResult(rows[id]);
        }
    }

    private readonly record struct Asked(string Id, TaskCompletionSource<StoredAccount?> Row);
}
