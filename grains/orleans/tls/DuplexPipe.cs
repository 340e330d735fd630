using System.IO.Pipelines;

namespace CreditRisk.Cluster.Tls;

/// <summary>Two pipes, one in each direction.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
