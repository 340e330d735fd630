using Npgsql;
using NpgsqlTypes;

namespace CreditRisk.Storage.Postgres;

/// <summary>Parameters of statements that take whole columns.</summary>
internal static class Parameters
{
    public static NpgsqlParameter Of(long[] column) => new NpgsqlParameter<long[]> { TypedValue = column };

    public static NpgsqlParameter Of(int[] column) => new NpgsqlParameter<int[]> { TypedValue = column };

    public static NpgsqlParameter Of(short[] column) => new NpgsqlParameter<short[]> { TypedValue = column };

    public static NpgsqlParameter Of(long?[] column) => new NpgsqlParameter<long?[]> { TypedValue = column };

    public static NpgsqlParameter Of(int?[] column) => new NpgsqlParameter<int?[]> { TypedValue = column };

    public static NpgsqlParameter Of(short?[] column) => new NpgsqlParameter<short?[]> { TypedValue = column };

    public static NpgsqlParameter Of(bool[] column) => new NpgsqlParameter<bool[]> { TypedValue = column };

    public static NpgsqlParameter Of(string?[] column) => new NpgsqlParameter<string?[]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Of(byte[]?[] column) => new NpgsqlParameter<byte[]?[]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    /// <summary>A column that is empty where there are no bytes.</summary>
    public static byte[]? OrNull(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();

    /// <summary>A column of what each element of a list has.</summary>
    public static T[] Column<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> value)
    {
        var column = new T[items.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(items[i]);
        }

        return column;
    }

    /// <summary>A statement of a batch.</summary>
    public static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
