using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Storage;

// Generated batches.
public abstract partial class AccountStoreConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(20_260_331)]
    public void Any_batches_leave_what_a_model_of_them_holds(int seed)
    {
        var model = new StoreModel(seed);
        for (var round = 0; round < 60; round++)
        {
            var (batch, expected) = model.Next();
            var committed = Writer.Commit(batch);
            committed.ShouldBe(expected, $"seed {seed}, round {round}");
            model.Apply(batch, committed);
            if (round % 20 == 19)
            {
                model.ShouldBeIn(Reader);
            }
        }
    }

    [Fact]
    public void Readers_beside_the_writer_never_see_half_a_batch()
    {
        var pairs = Enumerable.Range(0, 4).Select(index => (Left: StoreSamples.First($"L{index}"), Right: StoreSamples.First($"R{index}"))).ToArray();
        Writer.Commit([.. pairs.SelectMany(pair => new[] { pair.Left, pair.Right })]);
        using var done = new CancellationTokenSource();
        var readers = pairs.Select(pair => new ReadingThread(() => Reader.Load([pair.Left.Id, pair.Right.Id]) is [var left, var right] && left!.Version == right!.Version, done.Token)).ToArray();
        for (var round = 0; round < 100; round++)
        {
            pairs = [.. pairs.Select(pair => (StoreSamples.After(pair.Left), StoreSamples.After(pair.Right)))];
            Writer.Commit([.. pairs.SelectMany(pair => new[] { pair.Left, pair.Right })]).ShouldAllBe(committed => committed);
        }

        done.Cancel();
        readers.ShouldAllBe(reader => reader.SawOnlyWholeBatches());
    }

    [Fact]
    public void Readers_beside_the_writer_never_see_a_row_with_another_rows_archive()
    {
        var write = Writer.Stored(StoreSamples.First("A", "state").With(archive: StoreSamples.Bytes("state")));
        using var done = new CancellationTokenSource();
        ReadingThread[] readers =
        [
            new(() => Reader.Load(["A"]) is [{ } row] && row.State.Span.SequenceEqual(row.Archive.Span), done.Token),
            new(() => Reader.List(0, 1) is [{ } row] && row.State.Span.SequenceEqual(row.Archive.Span), done.Token),
        ];
        for (var round = 0; round < 100; round++)
        {
            write = Writer.Stored(StoreSamples.After(write, $"state {round}").With(archive: StoreSamples.Bytes($"state {round}")));
        }

        done.Cancel();
        readers.ShouldAllBe(reader => reader.SawOnlyWholeBatches());
    }

    /// <summary>Looks whether what is always written together is read together, until it is told to end.</summary>
    private sealed class ReadingThread
    {
        private readonly Thread _thread;
        private bool _torn;
        private Exception? _failure;

        public ReadingThread(Func<bool> isWhole, CancellationToken done)
        {
            _thread = new Thread(() =>
            {
                try
                {
                    do
                    {
                        _torn |= !isWhole();
                    }
                    while (!done.IsCancellationRequested && !_torn);
                }
                catch (StoreException failure)
                {
                    _failure = failure;
                }
            });
            _thread.Start();
        }

        public bool SawOnlyWholeBatches()
        {
            _thread.Join();
            _failure.ShouldBeNull();
            return !_torn;
        }
    }
}
