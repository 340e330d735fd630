using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Api.Intake;

/// <summary>Collects what became of the events of one request. The token of an event is its index. Results may come on any thread, each once.</summary>
/// <param name="count">How many events there are.</param>
internal sealed class IngestBatch(int count) : IRecordObserver
{
    private readonly EventAnswer[] _answers = new EventAnswer[count];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;
    private int _lost;

    /// <summary>Ends when the result of every event is known.</summary>
    public Task Done => _answers.Length == 0 ? Task.CompletedTask : _done.Task;

    /// <summary>Whether it is not known of some event whether it is durable.</summary>
    public bool HasLost => Volatile.Read(ref _lost) > 0;

    /// <summary>Notes an event's id, before its result can come.</summary>
    public void Name(int index, string? id) => _answers[index] = new EventAnswer(index, id, "", null, null);

    /// <inheritdoc/>
    public void OnDurable(in RecordResult result)
    {
        ref var answer = ref _answers[result.Token];
        answer = answer with { Outcome = OutcomeWords.Of(result.Outcome), Reason = result.Reason, Message = result.Message };
        End();
    }

    /// <summary>A dead letter may not be in the store.</summary>
    public void Lose()
    {
        Interlocked.Increment(ref _lost);
        End();
    }

    /// <summary>The answer, when <see cref="Done"/> has ended.</summary>
    public IngestAnswer Answer() => new(Count(Outcome.Applied), Count(Outcome.Duplicate), Count(Outcome.Refused), _answers);

    private int Count(Outcome outcome) => _answers.Count(answer => answer.Outcome == OutcomeWords.Of(outcome));

    private void End()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.TrySetResult();
        }
    }
}
