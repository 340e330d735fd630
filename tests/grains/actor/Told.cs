using CreditRisk.Actor;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>The sender of one record, waiting to be told.</summary>
/// <param name="whenTold">What it does while it is told, or null.</param>
internal sealed class Told(Action<RecordResult>? whenTold = null) : IRecordObserver
{
    private readonly TaskCompletionSource<RecordResult> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RecordResult> Result => _told.Task.WaitAsync(HostHarness.Patience);

    public bool IsTold => _told.Task.IsCompleted;

    public void OnDurable(in RecordResult result)
    {
        whenTold?.Invoke(result);
        _told.SetResult(result);
    }
}
