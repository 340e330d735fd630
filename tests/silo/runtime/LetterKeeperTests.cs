using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Storage;
using CreditRisk.Tests.Storage.Commit;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Records that were refused before they reached an account.</summary>
public sealed class LetterKeeperTests
{
    [Fact]
    public async Task Who_hands_over_a_letter_is_told_when_it_is_durable()
    {
        await using var harness = new CommitterHarness();
        var keeper = new LetterKeeper(harness.Committer);
        var letters = -1L;

        await keeper.KeepAsync(StoreSamples.Letter(), () => letters = harness.Store.Counts().DeadLetters);
        await keeper.DrainAsync();

        letters.ShouldBe(1);
    }

    [Fact]
    public async Task Draining_waits_for_all_letters()
    {
        await using var harness = new CommitterHarness();
        var keeper = new LetterKeeper(harness.Committer);
        keeper.DrainAsync().IsCompletedSuccessfully.ShouldBeTrue();
        harness.Writer.Hold();
        var kept = 0;
        for (var letter = 0; letter < 5; letter++)
        {
            await keeper.KeepAsync(StoreSamples.Letter(), () => kept++);
        }

        var drained = keeper.DrainAsync();
        drained.IsCompleted.ShouldBeFalse();

        harness.Writer.Go();
        await drained;
        kept.ShouldBe(5);
        harness.Store.Counts().DeadLetters.ShouldBe(5);
    }

    [Fact]
    public async Task A_letter_that_is_lost_is_told_to_whoever_drains()
    {
        await using var harness = new CommitterHarness();
        var keeper = new LetterKeeper(harness.Committer);
        harness.Writer.Failure = _ => new StoreException("broken", null, StoreFailure.Content);
        var isKept = false;

        await keeper.KeepAsync(StoreSamples.Letter(), () => isKept = true);

        await Should.ThrowAsync<StoreException>(() => keeper.DrainAsync());
        await Should.ThrowAsync<StoreException>(() => keeper.DrainAsync());
        isKept.ShouldBeFalse();
    }

    [Fact]
    public async Task A_letter_that_was_not_taken_is_not_waited_for()
    {
        await using var harness = new CommitterHarness(new GroupCommitterOptions { MaxQueuedAccounts = 1 });
        var keeper = new LetterKeeper(harness.Committer);
        harness.Writer.Hold();
        await keeper.KeepAsync(StoreSamples.Letter(), () => { });
        harness.Writer.WaitForBatch();
        await keeper.KeepAsync(StoreSamples.Letter(), () => { });
        using var givesUp = new CancellationTokenSource();
        var waiting = keeper.KeepAsync(StoreSamples.Letter(), () => { }, givesUp.Token).AsTask();

        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        harness.Writer.Go();

        await keeper.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        harness.Store.Counts().DeadLetters.ShouldBe(2);
    }
}
