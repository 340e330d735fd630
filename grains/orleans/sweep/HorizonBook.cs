using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Cluster.Sweep;

/// <summary>
/// Puts the reports of all processes together. What is durable of a partition is so whoever says it, and for ever; what a process received itself nobody else knows, so that it holds time until it has reported
/// otherwise, or has not been heard of for so long that it counts as gone.
/// </summary>
/// <param name="begun">When it began: who was there before may report until then and <paramref name="silence"/>.</param>
/// <param name="silence">How long a process may be silent.</param>
internal sealed class HorizonBook(Instant begun, Duration silence)
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<SourcePartition, Instant> _durable = [];

    /// <summary>Takes a report.</summary>
    public void Take(HorizonReport report, Instant now)
    {
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
            if (one.UpTo is { } ticks && Instant.FromUnixTimeTicks(ticks) is var upTo && (!_durable.TryGetValue(partition, out var before) || before < upTo))
            {
                _durable[partition] = upTo;
            }
        }

        // A broker that does not answer makes no partition vanish.
        var known = partitions.Count > 0 ? partitions : _members.GetValueOrDefault(report.Member)?.Partitions ?? [];
        _members[report.Member] = new Member(now, Instant.FromUnixTimeTicks(report.ReceivedUpTo), report.ReadsPartitions, known);
    }

    /// <summary>Up to when all input is durable, or null while that is not known.</summary>
    public Instant? UpTo(Instant now)
    {
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

        var isKnown = now - begun >= silence && _members.Count > 0
            && (partitions.Count > 0 || _members.Values.All(member => !member.ReadsPartitions)) && partitions.All(_durable.ContainsKey);
        return isKnown ? _durable.Values.Concat(_members.Values.Select(member => member.ReceivedUpTo)).Min() : null;
    }

    private sealed record Member(Instant HeardOf, Instant ReceivedUpTo, bool ReadsPartitions, IReadOnlyList<SourcePartition> Partitions);
}
