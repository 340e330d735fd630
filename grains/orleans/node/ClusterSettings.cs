using System.Net;
using CreditRisk.Cluster.Host;
using CreditRisk.Cluster.Tls;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Cluster.Node;

/// <summary>How silos find each other.</summary>
public enum Clustering
{
    /// <summary>There is no cluster: the accounts run in one process, without Orleans.</summary>
    None,

    /// <summary>One silo, and clients on the same machine.</summary>
    Localhost,

    /// <summary>As many silos as there are, through a table in PostgreSQL.</summary>
    Postgres,
}

/// <summary>Settings of a member of a cluster. Each is checked when the member is started.</summary>
public sealed record ClusterSettings
{
    /// <summary>How silos find each other.</summary>
    public Clustering Clustering { get; init; }

    /// <summary>The cluster's name: members with another one are strangers. 1-64 letters.</summary>
    public string Name { get; init; } = "creditrisk";

    /// <summary>The address of this machine by which the others reach it, and on which it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for other silos, 1-65,535.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>The port for clients, 1-65,535.</summary>
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>How long a call may take before its outcome counts as unknown, 1-600 s: a call to a silo that has died hangs for so long.</summary>
    public int ResponseTimeoutSeconds { get; init; } = 5;

    /// <summary>How often a silo asks others whether they live, 1-600 s; after three unanswered ones it is declared dead.</summary>
    public int ProbeSeconds { get; init; } = 2;

    /// <summary>After how long an account without a call leaves memory, 1-10,080 min.</summary>
    public int IdleMinutes { get; init; } = 15;

    /// <summary>Shards that the accounts are divided into for the sweep, 1-1,024; the same in all members.</summary>
    public int SweepShards { get; init; } = 8;

    /// <summary>Path of this member's certificate, by which the others know it; empty for connections without TLS.</summary>
    public string TlsCertificate { get; init; } = "";

    /// <summary>Path of the certificate's private key.</summary>
    public string TlsKey { get; init; } = "";

    /// <summary>Path of the certificate of the authority that issues those of all members.</summary>
    public string TlsAuthority { get; init; } = "";

    /// <summary>Whether members may talk without TLS over a network, which then is to be closed to everybody else: who reaches the ports can do anything.</summary>
    public bool Unencrypted { get; init; }

    /// <summary>The files for TLS, or null for connections without.</summary>
    public TlsFiles? Tls => TlsCertificate.Length == 0 ? null : new TlsFiles(TlsCertificate, TlsKey, TlsAuthority);

    /// <summary>Whether silos measure every call, for the dashboard; the same in all members.</summary>
    public bool Dashboard { get; init; }

    /// <summary>
    /// How long a member may be silent before what it received over HTTP is not waited for any more, 5-3,600 s. Time stands still for as long where nobody knows who is there. Longer than it takes until a silo that hangs is declared
    /// dead and the others know, or time may pass a payment that was received and could not be handed over.
    /// </summary>
    public int SilenceSeconds { get; init; } = 60;

    /// <summary>Bounds of what is sent.</summary>
    public ClusterHostOptions Host { get; init; } = new();

    /// <summary>What is wrong with the settings, one line each.</summary>
    public IEnumerable<string> Mistakes()
    {
        (string Name, int Value, int Most)[] bounds =
        [
            (nameof(SiloPort), SiloPort, 65_535), (nameof(GatewayPort), GatewayPort, 65_535), (nameof(ResponseTimeoutSeconds), ResponseTimeoutSeconds, 600), (nameof(ProbeSeconds), ProbeSeconds, 600),
            (nameof(IdleMinutes), IdleMinutes, 10_080), (nameof(SweepShards), SweepShards, WakeShard.Most),
        ];
        foreach (var (name, value, most) in bounds.Where(bound => bound.Value < 1 || bound.Value > bound.Most))
        {
            yield return $"{name} is {value}, and must be 1 to {most}";
        }

        if (SilenceSeconds is < 5 or > 3600)
        {
            yield return $"{nameof(SilenceSeconds)} is {SilenceSeconds}, and must be 5 to 3600";
        }

        if (SiloPort == GatewayPort)
        {
            yield return $"{nameof(SiloPort)} and {nameof(GatewayPort)} are both {SiloPort}, and must differ";
        }

        if (Name.Length is 0 or > 64)
        {
            yield return $"{nameof(Name)} has {Name.Length} letters, and must have 1 to 64";
        }

        if (Clustering == Clustering.Localhost && !IPAddress.IsLoopback(Address))
        {
            yield return $"{nameof(Address)} is {Address}: members that find each other on this machine only listen on 127.0.0.1";
        }

        if (new[] { TlsCertificate, TlsKey, TlsAuthority }.Select(path => path.Length == 0).Distinct().Count() > 1)
        {
            yield return $"{nameof(TlsCertificate)}, {nameof(TlsKey)} and {nameof(TlsAuthority)} are set together, or none of them";
        }

        if (Clustering == Clustering.Postgres && !IPAddress.IsLoopback(Address) && Tls is null && !Unencrypted)
        {
            yield return $"{nameof(Address)} is {Address}, which others can reach: set {nameof(TlsCertificate)}, {nameof(TlsKey)} and {nameof(TlsAuthority)}, or {nameof(Unencrypted)} to yes where the network is closed to everybody else";
        }

        foreach (var mistake in Host.Mistakes())
        {
            yield return mistake;
        }
    }
}
