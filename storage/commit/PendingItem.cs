using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>Something that waits for the next batch.</summary>
public abstract class PendingItem
{
    private protected PendingItem(long bytes) => Bytes = bytes;

    /// <summary>About how many bytes it adds to a batch.</summary>
    internal long Bytes { get; }

    /// <summary>Whose it is, or null for nobody's.</summary>
    internal abstract string? Account { get; }

    internal abstract void Complete(CommitResult result);

    private protected static long SizeOf(IReadOnlyList<DeadLetter> letters)
    {
        var bytes = 0L;
        for (var index = 0; index < letters.Count; index++)
        {
            bytes += SizeOf(letters[index]);
        }

        return bytes;
    }

    private protected static long SizeOf(DeadLetter letter) => letter.Body.Length + letter.Headers.Length + letter.State.Length + letter.Message.Length;
}

/// <summary>
/// An account's write that waits to become durable. The callback runs on the thread of the account's lane and holds up the other accounts in it: it hands the result on and returns. What
/// it throws ends the process, because nobody could know any more what was told to whom.
/// </summary>
/// <param name="write">What is to be written.</param>
/// <param name="completed">Is told once what became of it.</param>
public sealed class PendingWrite(AccountWrite write, Action<PendingWrite, CommitResult> completed) : PendingItem(SizeOf(write))
{
    /// <summary>What is to be written. Its key is set when the callback says that a new account was committed.</summary>
    public AccountWrite Write { get; } = write;

    internal override string Account => Write.Id;

    internal override void Complete(CommitResult result) => completed(this, result);

    private static long SizeOf(AccountWrite write)
    {
        long bytes = write.State.Length + (write.Archive?.Length ?? 0);
        for (var index = 0; index < write.History.Count; index++)
        {
            bytes += write.History[index].Body.Length + write.History[index].Headers.Length;
        }

        for (var index = 0; index < write.Outbox.Count; index++)
        {
            bytes += write.Outbox[index].Body.Length;
        }

        return bytes + SizeOf(write.DeadLetters);
    }
}

/// <summary>The end of a dead letter that waits to be noted. For the callback see <see cref="PendingWrite"/>.</summary>
/// <param name="end">What became of the letter.</param>
/// <param name="completed">Is told once whether it is noted; never a conflict.</param>
public sealed class PendingLetterEnd(LetterEnd end, Action<PendingLetterEnd, CommitResult> completed) : PendingItem(0)
{
    /// <summary>What became of the letter.</summary>
    public LetterEnd End { get; } = end;

    internal override string? Account => null;

    internal override void Complete(CommitResult result) => completed(this, result);
}

/// <summary>A record that was refused before it reached an account and waits to be kept as a dead letter. For the callback see <see cref="PendingWrite"/>.</summary>
/// <param name="letter">The record.</param>
/// <param name="completed">Is told once what became of it; never a conflict. A lost letter may be in the store all the same.</param>
public sealed class PendingLetter(DeadLetter letter, Action<PendingLetter, CommitResult> completed) : PendingItem(SizeOf(letter))
{
    /// <summary>The record.</summary>
    public DeadLetter Letter { get; } = letter;

    internal override string? Account => Letter.Account;

    internal override void Complete(CommitResult result) => completed(this, result);
}
