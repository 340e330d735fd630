using CreditRisk.Actor;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace CreditRisk.Cluster;

/// <summary>
/// An account as a grain: a shell that turns messages into calls of the runner. Calls interleave, which the runner allows only while a write is under way. An account is activated where it is first called from: on the silo that reads
/// its partition; when it has been called from other silos alone for some time, since the partition has moved, it moves to the one that calls it. Nothing is written on deactivation, since all that anybody was told is durable.
/// </summary>
[Reentrant]
[PreferLocalPlacement]
public sealed class CustomerGrain : Grain, ICustomerGrain
{
    // A few may come from elsewhere while partitions move, or since its topics are read in several places; to move costs a reading of the row.
    private const int CallsBeforeMove = 8;

    private readonly GrainServices _services;
    private AccountRunner? _runner;
    private int _callsFromElsewhere;

    /// <summary>Makes the grain. Orleans does.</summary>
    /// <param name="services">What the silo's grains share.</param>
    public CustomerGrain(GrainServices services) => _services = services;

    private AccountRunner Runner => _runner ?? throw new InvalidOperationException("a grain was called before it was active");

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _services.Opened.WaitAsync(cancellationToken);
        _runner = await AccountRunner.LoadAsync(_services.Accounts, this.GetPrimaryKeyString(), cancellationToken);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _runner?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<BatchAnswer> Apply(RecordBatch batch)
    {
        if (Postponed() is { } postponed)
        {
            return postponed;
        }

        Follow(batch);
        var results = await Runner.ApplyAsync(batch.Decoded ?? Decode(batch));
        return new BatchAnswer { Records = RecordContract.Encode(results) };
    }

    /// <inheritdoc/>
    public async Task<CommandAnswer> Command(OperatorCommand command)
    {
        if (Postponed() is { } postponed)
        {
            return new CommandAnswer { Postponed = postponed.Postponed };
        }

        var record = RecordContract.Decode(command.Record, _services.Known);
        var result = await Runner.ApplyIfAsync(_services.Decode(record), record, command.SeenVersion);
        return new CommandAnswer { Answer = result is { } one ? RecordContract.Encode([one])[0] : null };
    }

    /// <inheritdoc/>
    public async Task<BatchAnswer> Advance(long unixTicks)
    {
        if (Postponed() is { } postponed)
        {
            return postponed;
        }

        await Runner.AdvanceAsync(Instant.FromUnixTimeTicks(unixTicks));
        return new BatchAnswer();
    }

    /// <inheritdoc/>
    public async Task<AccountPicture?> View() =>
        await _services.Accounts.LoadAsync(this.GetPrimaryKeyString()) is { } row
            ? new AccountPicture { Version = row.Version.Number, State = row.State, Archive = row.Archive }
            : null;

    // Calls that are under way come to their end here. What the account knows is not sent along: it is in its row.
    private void Follow(RecordBatch batch)
    {
        _callsFromElsewhere = batch.Decoded is not null ? 0 : _callsFromElsewhere + (batch.Silo is null ? 0 : 1);
        if (_callsFromElsewhere == CallsBeforeMove)
        {
            _services.CountMoved();
            RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(batch.Silo!));
            MigrateOnIdle();
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    private (AccountEvent, SourceRecord)[] Decode(RecordBatch batch)
    {
        var records = new (AccountEvent, SourceRecord)[batch.Records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            var record = RecordContract.Decode(batch.Records[i], _services.Known);
            records[i] = (_services.Decode(record), record);
        }

        return records;
    }

    // What is taken while a write waits for a store that is away is sent again before it is durable, and again. An account that has no write in flight takes it: only by writing is it found out
    // that the store is back.
    private BatchAnswer? Postponed() => !Runner.IsIdle && _services.StoreAway is { } away ? new BatchAnswer { Postponed = away } : null;
}
