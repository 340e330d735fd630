using CreditRisk.Storage.Contracts;

namespace CreditRisk.Actor;

/// <summary>The accounts that a loop has in memory. Those not used for long give way, once everything they know is in the store.</summary>
/// <param name="context">What the actors share.</param>
/// <param name="reader">Where they are loaded from.</param>
/// <param name="capacity">Most accounts in memory.</param>
internal sealed class Residents(ActorContext context, IAccountReader reader, int capacity)
{
    private readonly Dictionary<string, AccountActor> _actors = new(StringComparer.Ordinal);
    // Second chance: an actor used since it was last looked at goes round once more.
    private readonly Queue<AccountActor> _candidates = new();
    private readonly List<string> _missing = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _actors.Count;

    /// <summary>Loads, all at once, the accounts that messages need.</summary>
    public void LoadMissing(IReadOnlyList<LoopMessage> messages)
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

    /// <summary>The actor of an account, loaded if it must be.</summary>
    public AccountActor Get(string id)
    {
        if (!_actors.TryGetValue(id, out var actor))
        {
            Load([id]);
            actor = _actors[id];
        }

        actor.WasUsed = true;
        return actor;
    }

    /// <summary>Forgets an actor whose write was lost.</summary>
    public void Remove(AccountActor actor)
    {
        _actors.Remove(actor.Id);
        actor.IsGone = true;
    }

    /// <summary>Lets idle accounts go until there are no more than the capacity, or all were looked at.</summary>
    public void Trim()
    {
        for (var looks = _candidates.Count; looks > 0 && _actors.Count > capacity; looks--)
        {
            var actor = _candidates.Dequeue();
            if (actor.IsGone)
            {
                continue;
            }

            if (actor.WasUsed || !actor.IsClean)
            {
                actor.WasUsed = false;
                _candidates.Enqueue(actor);
            }
            else
            {
                Remove(actor);
            }
        }
    }

    private void Load(List<string> ids)
    {
        var rows = reader.Load(ids);
        for (var i = 0; i < ids.Count; i++)
        {
            var actor = rows[i] is { } row ? AccountActor.Load(context, row) : AccountActor.Create(context, ids[i]);
            _actors.Add(ids[i], actor);
            _candidates.Enqueue(actor);
        }
    }
}
