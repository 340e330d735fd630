using System.Diagnostics;
using System.Globalization;
using CreditRisk.Tests.Oracle;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Fuzz;

/// <summary>
/// Checks a property on many inputs, each a function of a seed of its own: so many in the usual run, for a time in the long one. A failure names the seed that shows it again at once, alone.
/// </summary>
internal static class FuzzRun
{
    /// <summary>How many hours a long run takes altogether; it is set by <c>./creditrisk test --long=HOURS</c>.</summary>
    public const string HoursVariable = "CREDITRISK_LONG_HOURS";

    private const int Portion = 256;

    // An input that was not dealt with in this time never will be: usual ones take microseconds.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    /// <summary>How long each fuzzer runs in a long run; null in the usual one.</summary>
    public static TimeSpan? Time { get; } =
        double.TryParse(Environment.GetEnvironmentVariable(HoursVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && hours > 0
            ? TimeSpan.FromHours(hours)
            : null;

    /// <summary>The first seed of the usual run, which is the same each time; null, for any, in the long one.</summary>
    public static int? UsualSeed => Time is null ? 1 : null;

    /// <summary>Checks inputs on all processors.</summary>
    /// <param name="output">Is told the first seed and how many inputs there were.</param>
    /// <param name="inputs">How many in the usual run.</param>
    /// <param name="share">Which share of a long run's time this fuzzer takes, 0 to 1.</param>
    /// <param name="check">Makes a checker for one thread; it throws on the input of a seed for which the property does not hold.</param>
    public static async Task ForEach(ITestOutputHelper output, int inputs, double share, Func<Action<int>> check)
    {
        var first = OracleRun.BaseSeed(UsualSeed);
        output.WriteLine($"{OracleRun.SeedVariable}={first}");
        var budget = new Budget(first, inputs, Time * share);
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker(budget, check())).ToArray();
        var running = Array.ConvertAll(workers, worker => Task.Factory.StartNew(worker.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var all = Task.WhenAll(running);
        using var looks = new PeriodicTimer(Hang, TimeProvider.System);
        while (!all.IsCompleted && await Next(looks, all))
        {
            foreach (var stuck in workers.Where(worker => worker.IsStuck()))
            {
                Assert.Fail($"set {OracleRun.SeedVariable}={stuck.Seed} to begin with the input that was not dealt with in {Hang.TotalSeconds} s");
            }
        }

        await all;
        output.WriteLine($"{budget.Taken} inputs in {budget.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task<bool> Next(PeriodicTimer looks, Task all)
    {
        var next = looks.WaitForNextTickAsync().AsTask();
        return await Task.WhenAny(next, all) == next;
    }

    /// <summary>Seeds, until the count or the time is used up or one has failed.</summary>
    private sealed class Budget(int first, int inputs, TimeSpan? time)
    {
        private readonly long _begun = Stopwatch.GetTimestamp();
        private long _taken;
        private volatile bool _isOver;

        public long Taken => Interlocked.Read(ref _taken);

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

        /// <summary>The next seeds; empty at the end.</summary>
        public (int From, int Count) Take()
        {
            var from = Interlocked.Add(ref _taken, Portion) - Portion;
            var isLeft = time is { } allowed ? Elapsed < allowed : from < inputs;
            if (_isOver || !isLeft)
            {
                Interlocked.Add(ref _taken, -Portion);
                return default;
            }

            return (unchecked((int)(first + from)), Portion);
        }

        public void Stop() => _isOver = true;
    }

    private sealed class Worker(Budget budget, Action<int> check)
    {
        private int _seed;
        private long _count;
        private long _countBefore = -1;

        public int Seed => Volatile.Read(ref _seed);

        /// <summary>Whether nothing was done since this was asked last.</summary>
        public bool IsStuck()
        {
            var count = Interlocked.Read(ref _count);
            var isStuck = count == _countBefore;
            _countBefore = count == long.MaxValue ? -1 : count;
            return isStuck;
        }

        public void Run()
        {
            for (var (from, count) = budget.Take(); count > 0; (from, count) = budget.Take())
            {
                for (var i = 0; i < count; i++)
                {
                    Check(unchecked(from + i));
                }
            }

            Interlocked.Exchange(ref _count, long.MaxValue);
        }

        private void Check(int seed)
        {
            Volatile.Write(ref _seed, seed);
            try
            {
                check(seed);
                Interlocked.Increment(ref _count);
            }
            catch (Exception broken)
            {
                budget.Stop();
                throw new FuzzException($"set {OracleRun.SeedVariable}={seed} to begin with the input that shows it: {broken.Message}", broken);
            }
        }
    }
}

/// <summary>A property does not hold.</summary>
internal sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
