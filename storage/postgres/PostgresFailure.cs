using System.Net.Sockets;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Turns PostgreSQL's and the connection's failures into <see cref="StoreException"/>s.</summary>
internal static class PostgresFailure
{
    /// <summary>A value does not fit its type.</summary>
    public const string OutOfRange = PostgresErrorCodes.NumericValueOutOfRange;

    /// <summary>Whether a failure is the database's or the connection's.</summary>
    public static bool IsKnown(Exception failure) => failure is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>What a known failure means.</summary>
    public static StoreException Of(Exception failure, string doing) => failure is PostgresException refused
        ? new StoreException($"{doing} failed: {refused.MessageText} (PostgreSQL {refused.SqlState}).", refused, Meaning(refused.SqlState))
        : new StoreException($"{doing} failed: {Innermost(failure)}", failure);

    /// <summary>
    /// Only what the bound values can cause is a matter of content (classes 22 and 23); all else is the server's or the machine's, and the same batch may succeed later.
    /// </summary>
    public static StoreFailure Meaning(string sqlState) =>
        sqlState.StartsWith("22", StringComparison.Ordinal) || sqlState.StartsWith("23", StringComparison.Ordinal) ? StoreFailure.Content : StoreFailure.Unavailable;

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure.Message;
    }
}
