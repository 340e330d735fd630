using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Sqlite;

/// <summary>
/// The right to write to a data directory, held by an operating system's lock on a file of its own: it ends with the process however that ends, and
/// it does not keep readers out of the database, as SQLite's exclusive locking mode would.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "creditrisk.lock";
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock without waiting.</summary>
    /// <exception cref="StoreException">Another process holds it, or the file cannot be opened.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (failure.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            throw new StoreException($"The data directory '{directory}' is in use by another process; stop that one first.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The lock file '{path}' cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>The file stays: removing it could take the lock from a process that has just opened it.</summary>
    public void Dispose() => _file.Dispose();
}
