using System.Diagnostics;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Acceptance;

/// <summary>A process that is killed at any point loses nothing and doubles nothing.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Twenty_kills_during_a_replay_leave_what_an_uninterrupted_run_leaves()
    {
        using var folder = new TempFolder();
        var whole = Path.Combine(folder.Path, "whole");
        var killed = Path.Combine(folder.Path, "killed");
        using (var uninterrupted = Start(whole))
        {
            await uninterrupted.WaitForExitAsync();
            uninterrupted.ExitCode.ShouldBe(0);
        }

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = Start(killed);
            var records = await KillAfter(process, killed, (long)RealInput.Events * kill / (Kills + 1));
            output.WriteLine($"kill {kill} at {records} durable records");
        }

        using (var last = Start(killed))
        {
            await last.WaitForExitAsync();
            last.ExitCode.ShouldBe(0);
        }

        var expected = StoreImage.Of(whole);
        var actual = StoreImage.Of(killed);
        actual.Accounts.ShouldBe(expected.Accounts);
        actual.Warnings.ShouldBe(expected.Warnings);
        actual.Totals.ShouldBe(expected.Totals);
        actual.DeadLetters.ShouldBe(expected.DeadLetters);
    }

    private static Process Start(string data) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Path.Combine(AppContext.BaseDirectory, "creditrisk.dll"), "replay", RealInput.Path, "--data", data, "--json" },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    /// <summary>
    /// Kills the process (SIGKILL) as soon as so many records are durable. It must not have ended by itself: then nothing was tested. On a thread of its own, which no other test can hold up.
    /// </summary>
    private static Task<long> KillAfter(Process process, string data, long records) => Task.Factory.StartNew(
        () =>
        {
            while (!process.WaitForExit(Look))
            {
                if (Durable(data) is var durable && durable >= records)
                {
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                    return durable;
                }
            }

            Assert.Fail($"the replay ended with {process.ExitCode} before it could be killed: {process.StandardError.ReadToEnd()}");
            return -1;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static long Durable(string data)
    {
        if (!File.Exists(Path.Combine(data, "creditrisk.db")))
        {
            return -1;
        }

        try
        {
            using var store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = data, Mode = SqliteStoreMode.ReadOnly });
            return store.Counts().Records;
        }
        catch (StoreException)
        {
            // The process has not made the tables yet.
            return -1;
        }
    }
}
