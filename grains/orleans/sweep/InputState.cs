using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Cluster.Sweep;

/// <summary>How far input is on its way to its accounts, as one process knows it.</summary>
/// <param name="ReceivedUpTo">Everything that it received itself before this is on its way.</param>
/// <param name="ReadsPartitions">Whether it reads partitions.</param>
/// <param name="Partitions">All partitions that are read by somebody, and up to when; null while the process does not know them.</param>
public readonly record struct InputState(Instant ReceivedUpTo, bool ReadsPartitions, IReadOnlyList<(SourcePartition Partition, Instant? UpTo)>? Partitions);
