namespace CreditRisk.Storage.Commit;

/// <summary>What the lanes are doing, as one: unavailable while one of them is, stopped when all are. Safe for use by many threads; tells of one change at a time.</summary>
/// <param name="lanes">How many there are.</param>
/// <param name="changed">Is told of each change, on the thread of the lane that made it.</param>
internal sealed class LaneStatuses(int lanes, Action<CommitterStatus>? changed)
{
    private readonly Lock _gate = new();
    private readonly CommitterStatus[] _statuses = [.. Enumerable.Repeat(CommitterStatus.Running, lanes)];
    private volatile CommitterStatus _together = CommitterStatus.Running;

    /// <summary>What they are doing.</summary>
    public CommitterStatus Together => _together;

    /// <summary>Takes what a lane does now.</summary>
    public void Show(int lane, CommitterStatus status)
    {
        lock (_gate)
        {
            _statuses[lane] = status;
            var together = _statuses.FirstOrDefault(one => one.State == CommitterState.Unavailable)
                ?? (_statuses.All(one => one.State == CommitterState.Stopped) ? CommitterStatus.Stopped : CommitterStatus.Running);
            if (together != _together)
            {
                _together = together;
                changed?.Invoke(together);
            }
        }
    }
}
