using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Letters;

/// <summary>
/// Takes dead letters in again, after what was wrong is mended: rules, a tariff, a customer that was not known, the program. They carry no position, since theirs is passed; their ids
/// tell what was taken in meanwhile, so that to do it twice does no harm.
/// </summary>
/// <param name="engine">The pipeline.</param>
/// <param name="limits">What the decoder is willing to look at.</param>
/// <param name="clock">Dates the ends.</param>
/// <param name="metrics">Counts, or null.</param>
public sealed class LetterReplay(Engine engine, DecoderLimits limits, TimeProvider clock, PipelineMetrics? metrics = null)
{
    /// <summary>What became of letters whose bytes are still no event.</summary>
    public const string Unreadable = "unreadable";

    private readonly EventDecoder _decoder = new(limits);

    /// <summary>Takes letters in, in their order; returns when what became of each is durable and noted beside it.</summary>
    /// <param name="selection">Which.</param>
    /// <param name="cancellation">Gives up waiting: what was begun is finished all the same.</param>
    /// <exception cref="ArgumentException">The selection has a mistake.</exception>
    /// <exception cref="StoreException">The store is away, or it is not known whether the ends were noted: do it again.</exception>
    public async Task<LetterReplayAnswer> RunAsync(LetterSelection selection, CancellationToken cancellation = default)
    {
        if (selection.Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(selection));
        }

        StoredDeadLetter[] letters = [.. selection.Ids!.Distinct().Order().Select(engine.Reader.DeadLetter).OfType<StoredDeadLetter>()];
        var answers = new LetterAnswer[letters.Length];
        var observer = new Answers(answers);
        for (var i = 0; i < answers.Length; i++)
        {
            await TakeAsync(letters[i], i, answers, metrics?.Observe(observer) ?? observer, cancellation);
        }

        await engine.Host.DrainAsync(cancellation);
        await NoteAsync([.. answers.Where(answer => answer.Outcome != Unreadable)]);
        return new LetterReplayAnswer(
            Count(OutcomeWords.Accepted), Count(OutcomeWords.Duplicate), Count(OutcomeWords.Refused), Count(Unreadable), answers);

        int Count(string outcome) => answers.Count(answer => answer.Outcome == outcome);
    }

    private async ValueTask TakeAsync(StoredDeadLetter stored, int index, LetterAnswer[] answers, IRecordObserver observer, CancellationToken cancellation)
    {
        var letter = stored.Letter;
        var decoded = _decoder.Decode(letter.Body.Span, letter.Headers.Span);
        if (!decoded.IsEvent)
        {
            answers[index] = new LetterAnswer(stored.Id, letter.Account, Unreadable, decoded.Refusal.Value.Reason, decoded.Refusal.Value.Message);
            return;
        }

        var account = decoded.Event.Header.Account;
        answers[index] = new LetterAnswer(stored.Id, account.Length == 0 ? null : account, OutcomeWords.Accepted, null, null);
        if (account.Length > 0)
        {
            await engine.Host.SubmitAsync(new InputRecord(decoded.Event, new SourceRecord(null, letter.At, letter.Body, letter.Headers), observer, index), cancellation);
        }
    }

    // A letter that is refused again is closed too: the account has made a new one of it.
    private Task NoteAsync(IReadOnlyList<LetterAnswer> answers) => Task.WhenAll(answers.Select(async answer =>
    {
        var noted = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new LetterEnd(answer.Id, Instant.FromDateTimeOffset(clock.GetUtcNow()), answer.Outcome);
        await engine.Committer.EnqueueAsync(new PendingLetterEnd(end, (_, result) => noted.SetResult(result)));
        if (await noted.Task is { Outcome: not CommitOutcome.Committed } lost)
        {
            throw new StoreException($"what became of dead letter {answer.Id} could not be noted: {lost.Message}");
        }
    }));

    private sealed class Answers(LetterAnswer[] answers) : IRecordObserver
    {
        public void OnDurable(in RecordResult result)
        {
            ref var answer = ref answers[result.Token];
            answer = answer with { Outcome = OutcomeWords.Of(result.Outcome), Reason = result.Reason, Message = result.Message };
        }
    }
}
