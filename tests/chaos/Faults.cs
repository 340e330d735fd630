using CreditRisk.Tests.Acceptance;
using Npgsql;

namespace CreditRisk.Tests.Chaos;

/// <summary>What is done to an installation, with its name for the log.</summary>
internal sealed record Fault(string Name, Func<Installation, Random, Task> StrikeAsync)
{
    /// <summary>What is done to PostgreSQL and the broker.</summary>
    public static IReadOnlyList<Fault> OfSurroundings { get; } =
    [
        // A signal that stops and continues it would end it: it does not expect that its waiting is interrupted.
        new("let the broker hang", async (on, random) =>
        {
            on.Broker.Tell("delay 5000");
            await For(random, 500, 4000);
            on.Broker.Tell("delay 0");
        }),
        new("let the broker refuse connections", async (on, random) =>
        {
            on.Broker.Tell("down");
            await For(random, 300, 3000);
            on.Broker.Tell("up");
        }),
        new("let the broker answer late", async (on, random) =>
        {
            on.Broker.Tell("delay 400");
            await For(random, 1000, 2000);
            on.Broker.Tell("delay 0");
        }),
        new("let the broker fail requests", (on, random) => Done(() => FailRequests(on, random))),
        new("kill PostgreSQL", async (on, random) =>
        {
            await on.Postgres.KillAsync();
            await For(random, 0, 2000);
            on.Postgres.Start();
        }),
        new("stop PostgreSQL", async (on, random) =>
        {
            on.Postgres.Stop();
            await For(random, 0, 2500);
            on.Postgres.Start();
        }),
        new("let PostgreSQL refuse connections", RefuseAsync),
        new("leave no connection to PostgreSQL", ExhaustAsync),
        new("break the connections to PostgreSQL", (on, _) => on.AskAsync(Break)),
        new("stop PostgreSQL's processes", StopBackendsAsync),
        new("lock the accounts", LockAsync),
    ];

    // Those of the program, but for none of the test's own.
    private const string OfProgram = "FROM pg_stat_activity WHERE application_name LIKE 'creditrisk%'";
    private const string Break = "SELECT count(pg_terminate_backend(pid)) " + OfProgram;

    /// <summary>What takes no time.</summary>
    public static Task Done(Action strike)
    {
        strike();
        return Task.CompletedTask;
    }

    /// <summary>How long something is away is what such a fault is; nothing is waited for here.</summary>
    public static Task For(Random random, int least, int most) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(least, most)), TimeProvider.System);

    private static void FailRequests(Installation on, Random random)
    {
        // Produce, fetch, commits of offsets, joining, heartbeats, syncing, the producer's id; not leader, timed out, not coordinator, loading, fenced, unknown member, rebalance.
        int[] requests = [0, 1, 8, 11, 12, 14, 22];
        foreach (var request in requests)
        {
            int[] errors = request switch { 0 or 1 => [6, 7, 6], 22 => [14, 16], _ => [16, 14, 27, 22, 25] };
            var some = errors[..random.Next(errors.Length + 1)];
            on.Broker.Tell($"fail {request} {string.Join(' ', some)}".TrimEnd());
        }
    }

    private static async Task RefuseAsync(Installation on, Random random)
    {
        var access = await File.ReadAllTextAsync(on.Postgres.Access);
        await File.WriteAllTextAsync(on.Postgres.Access, "local all all reject\n");
        on.Postgres.Reload();
        _ = await on.AskAsync(Break);
        await For(random, 500, 3000);
        await File.WriteAllTextAsync(on.Postgres.Access, access);
        on.Postgres.Reload();
    }

    private static async Task ExhaustAsync(Installation on, Random random)
    {
        var taken = new List<NpgsqlConnection>();
        await TakeAllAsync(on, taken);
        _ = await on.AskAsync(Break);
        await TakeAllAsync(on, taken);
        await For(random, 500, 3000);
        foreach (var connection in taken)
        {
            await connection.DisposeAsync();
        }
    }

    private static async Task TakeAllAsync(Installation on, List<NpgsqlConnection> taken)
    {
        for (var i = 0; i < on.Kind.MaxConnections; i++)
        {
            var connection = on.Connect();
            try
            {
                await connection.OpenAsync();
                taken.Add(connection);
            }
            catch (NpgsqlException)
            {
                // There is none left.
                await connection.DisposeAsync();
                return;
            }
        }
    }

    private static async Task StopBackendsAsync(Installation on, Random random)
    {
        if (await on.AskAsync("SELECT array_agg(pid) " + OfProgram) is not int[] backends)
        {
            return;
        }

        Array.ForEach(backends, process => Signals.Send(process, Signals.Stop));
        await For(random, 500, 4000);
        Array.ForEach(backends, process => Signals.Send(process, Signals.Continue));
    }

    private static async Task LockAsync(Installation on, Random random)
    {
        await using var connection = on.Connect();
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await For(random, 500, 4000);
    }
}
