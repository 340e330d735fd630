using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Cluster.Sweep;

/// <summary>
/// Puts the reports of all processes together. What is durable of a partition is so whoever says it, and for ever; what a process received itself nobody else knows, so that it holds time until it has reported
/// otherwise, or has not been heard of for so long that it counts as gone.
/// </summary>
/// <param name="begun">When it began: who was there before may report until then and <paramref name="silence"/>.</param>
/// <param name="silence">How long a process may be silent: longer than anything that keeps a living one from reporting.</param>
internal sealed class HorizonBook(Instant begun, Duration silence)
{
    private Instant _begun = begun;
    private Instant _called = begun;
    private bool _hasReaders;
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<SourcePartition, Instant> _durable = [];

    /// <summary>Takes a report.</summary>
    public void Take(HorizonReport report, Instant now)
    {
        Listen(now);
        if (report.IsLeaving)
        {
            _members.Remove(report.Member);
            return;
        }

        List<SourcePartition> partitions = new(report.Partitions.Length);
        foreach (var one in report.Partitions)
        {
            var partition = new SourcePartition(one.Epoch, one.Topic, one.Partition);
            partitions.Add(partition);
            // A member whose clock is fast knows nothing of the future.
            if (one.UpTo is { } ticks && Instant.Min(now, Instant.FromUnixTimeTicks(ticks)) is var upTo && (!_durable.TryGetValue(partition, out var before) || before < upTo))
            {
                _durable[partition] = upTo;
            }
        }

        // A broker that does not answer makes no partition vanish.
        var known = partitions.Count > 0 ? partitions : _members.GetValueOrDefault(report.Member)?.Partitions ?? [];
        _hasReaders |= report.ReadsPartitions;
        _members[report.Member] = new Member(now, Instant.Min(now, Instant.FromUnixTimeTicks(report.ReceivedUpTo)), known);
    }

    /// <summary>Up to when all input is durable, or null while that is not known.</summary>
    public Instant? UpTo(Instant now)
    {
        Listen(now);
        foreach (var (name, member) in _members)
        {
            if (now - member.HeardOf > silence)
            {
                _members.Remove(name);
            }
        }

        var partitions = _members.Values.SelectMany(member => member.Partitions).ToHashSet();
        foreach (var old in _durable.Keys.Where(partition => !partitions.Contains(partition)).ToList())
        {
            _durable.Remove(old);
        }

        // Where partitions are read, they are to be waited for, even if nobody is there just now who reads them.
        var isKnown = now - _begun >= silence && _members.Count > 0 && (partitions.Count > 0 || !_hasReaders) && partitions.All(_durable.ContainsKey);
        return isKnown ? _durable.Values.Concat(_members.Values.Select(member => member.ReceivedUpTo)).Min() : null;
    }

    // Every process reports once a second: where nobody was heard of for long, it was this one that did not listen, and it begins anew.
    private void Listen(Instant now)
    {
        if (now - _called > silence / 2)
        {
            _begun = now;
            foreach (var (name, member) in _members)
            {
                _members[name] = member with { HeardOf = now };
            }
        }

        _called = now;
    }

    private sealed record Member(Instant HeardOf, Instant ReceivedUpTo, IReadOnlyList<SourcePartition> Partitions);
}
