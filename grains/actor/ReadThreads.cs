using System.Collections.Concurrent;
using CreditRisk.Ingest.Execution;

namespace CreditRisk.Actor;

/// <summary>
/// A few threads for what blocks while it reads the store. Grains share theirs with the messages by which silos know that they live: were they to block there, an outage of the store would look like the death
/// of all silos. Safe for use by many threads.
/// </summary>
internal sealed class ReadThreads : IDisposable
{
    private readonly BlockingCollection<(Action Read, TaskCompletionSource Done)> _given = [];
    private readonly SemaphoreSlim _free;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many.</param>
    /// <param name="executor">Runs them.</param>
    public ReadThreads(int count, Executor executor)
    {
        _free = new SemaphoreSlim(count);
        for (var i = 0; i < count; i++)
        {
            executor.StartThread("store-read", Run);
        }
    }

    /// <summary>Does something as soon as a thread is free; throws what it throws.</summary>
    public async Task RunAsync(Action read)
    {
        await _free.WaitAsync();
        try
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _given.Add((read, done));
            await done.Task;
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>The threads end when they have done what they were given.</summary>
    public void Dispose() => _given.CompleteAdding();

    private void Run()
    {
        foreach (var (read, done) in _given.GetConsumingEnumerable())
        {
            try
            {
                read();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }
}
