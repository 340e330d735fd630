using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>
/// The accounts that a loop has in memory, in two tiers: those used lately are ready, the others are packed. The ones packed longest ago give way.
/// </summary>
/// <param name="context">What the actors share.</param>
/// <param name="reader">Where they are loaded from.</param>
/// <param name="capacity">Most accounts in memory.</param>
/// <param name="readyCapacity">Most of them that are not packed.</param>
internal sealed class Residents(ActorContext context, IAccountReader reader, int capacity, int readyCapacity) : IAccounts
{
    private readonly Dictionary<string, AccountActor> _actors = new(StringComparer.Ordinal);
    // Second chance: an actor used since it was last looked at goes round once more.
    private readonly Queue<AccountActor> _ready = new();
    // The one packed longest ago first.
    private readonly LinkedList<AccountActor> _packed = new();
    private readonly List<string> _missing = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _actors.Count;

    /// <summary>How many of them are packed.</summary>
    public int Packed => _packed.Count;

    /// <summary>Loads, all at once, the accounts that messages need.</summary>
    public void LoadMissing(IReadOnlyList<ShardMessage> messages)
    {
        _missing.Clear();
        _asked.Clear();
        foreach (var message in messages)
        {
            var id = message.DueAccount ?? (message.Barrier is null ? message.Input.Event.Header.Account : null);
            if (id is not null && !_actors.ContainsKey(id) && _asked.Add(id))
            {
                _missing.Add(id);
            }
        }

        if (_missing.Count > 0)
        {
            Load(_missing);
        }
    }

    /// <inheritdoc/>
    public AccountActor Get(string id)
    {
        if (!_actors.TryGetValue(id, out var actor))
        {
            Load([id]);
            actor = _actors[id];
        }

        if (actor.IsPacked)
        {
            actor.Unpack();
            LeavePacked(actor);
            _ready.Enqueue(actor);
        }

        actor.WasUsed = true;
        return actor;
    }

    /// <inheritdoc/>
    public void Remove(AccountActor actor)
    {
        _actors.Remove(actor.Id);
        actor.IsGone = true;
        LeavePacked(actor);
    }

    /// <summary>Packs idle accounts and lets packed ones go until there are no more than may be, or all were looked at.</summary>
    public void Trim()
    {
        for (var looks = _ready.Count; looks > 0 && (_ready.Count > readyCapacity || IsFullOfReady); looks--)
        {
            PackIfIdle(_ready.Dequeue());
        }

        while (_actors.Count > capacity && _packed.First is { } oldest)
        {
            Remove(oldest.Value);
        }
    }

    private bool IsFullOfReady => _packed.Count == 0 && _actors.Count > capacity;

    private void PackIfIdle(AccountActor actor)
    {
        if (actor.IsGone)
        {
            return;
        }

        if (actor.WasUsed || !actor.IsClean)
        {
            actor.WasUsed = false;
            _ready.Enqueue(actor);
        }
        else if (actor.State is null || IsFullOfReady)
        {
            Remove(actor);
        }
        else
        {
            actor.Pack();
            actor.PackedPlace = _packed.AddLast(actor);
        }
    }

    private void LeavePacked(AccountActor actor)
    {
        if (actor.PackedPlace is { } place)
        {
            _packed.Remove(place);
            actor.PackedPlace = null;
        }
    }

    private void Load(List<string> ids)
    {
        var rows = reader.Load(ids);
        for (var i = 0; i < ids.Count; i++)
        {
            var actor = rows[i] is { } row ? AccountActor.Load(context, row) : AccountActor.Create(context, ids[i]);
            _actors.Add(ids[i], actor);
            _ready.Enqueue(actor);
        }
    }
}
