using System.Diagnostics;
using System.Globalization;
using CreditRisk.Tests.Acceptance;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>A PostgreSQL server with a data directory of its own, reached over a socket in it. It may be stopped, killed and started again; it is gone when it is disposed of.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private const int StartSeconds = 60;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly string _directory = Directory.CreateTempSubdirectory("creditrisk-postgres-").FullName;
    private readonly string _options;

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="settings">Its settings, <c>name=value</c>.</param>
    public PostgresCluster(params string[] settings)
    {
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            Execute("chown", "postgres", _directory);
        }

        _options = string.Join(' ', settings.Prepend($"unix_socket_directories='{_directory}'").Prepend("listen_addresses=''").Select(setting => "-c " + setting));
        Server("initdb", "--pgdata", Data, "--username", "creditrisk", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        Start();
    }

    /// <summary>Where it is.</summary>
    public string ConnectionString => $"Host={_directory};Username=creditrisk;Database=postgres;Include Error Detail=true";

    /// <summary>Its log.</summary>
    public string Log => Path.Combine(_directory, "log");

    /// <summary>The file that says who may connect.</summary>
    public string Access => Path.Combine(Data, "pg_hba.conf");

    private string Lock => Path.Combine(Data, "postmaster.pid");

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Starts it; returns when it takes connections.</summary>
    public void Start() => Server("pg_ctl", "--pgdata", Data, "--log", Log, "--wait", "--timeout", StartSeconds.ToString(CultureInfo.InvariantCulture), "--options", _options, "start");

    /// <summary>Stops it without a word to anybody, as after a power cut: the next start recovers.</summary>
    public void Stop() => Server("pg_ctl", "--pgdata", Data, "--mode", "immediate", "--wait", "stop");

    /// <summary>Lets it read its settings again.</summary>
    public void Reload() => Server("pg_ctl", "--pgdata", Data, "reload");

    /// <summary>Kills it and all that serves its connections; returns when they are gone.</summary>
    public async Task KillAsync()
    {
        var first = int.Parse(File.ReadLines(Lock).First(), CultureInfo.InvariantCulture);
        var others = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!));
        int[] processes = [first, .. others.Where(process => StatOf(process) is [_, var parent, ..] && parent == $"{first}")];
        Array.ForEach(processes, process => Signals.Send(process, Signals.Kill));
        using var looks = new PeriodicTimer(Look, TimeProvider.System);
        while (processes.Any(process => StatOf(process) is [not "Z", ..]))
        {
            await looks.WaitForNextTickAsync();
        }

        // Who has ended and is not collected yet would be taken for a server that runs; its socket has a lock of its own.
        File.Delete(Lock);
        File.Delete(Path.Combine(_directory, ".s.PGSQL.5432.lock"));
    }

    public void Dispose()
    {
        if (File.Exists(Lock))
        {
            Stop();
        }

        Directory.Delete(_directory, recursive: true);
    }

    // The state of a process, its parent, and more; null where there is no such process. What stands before is a number and a name, which may hold blanks.
    private static string[]? StatOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Server(string program, params string[] arguments)
    {
        var path = Path.Combine(PostgresPrograms.Directory, program);
        if (Environment.IsPrivilegedProcess)
        {
            Execute("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Execute(path, arguments);
        }
    }

    private static void Execute(string program, params string[] arguments)
    {
        // Into files of its own where it must: a server that inherits a pipe would keep it open.
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "exec \"$0\" \"$@\" </dev/null >/dev/null", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
