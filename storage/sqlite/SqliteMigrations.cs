using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The schema's history. A script that has shipped never changes: a correction is a new script at the end.</summary>
internal static class SqliteMigrations
{
    /// <summary>
    /// The first schema. The tables are strict, so that a value of a wrong type is refused instead of stored. The history has no secondary index of all records: an
    /// account's records are a chain through 'previous' that begins at accounts.last_history, so that appending stays sequential. Instants are 100 ns units
    /// since 1970 UTC, except wake_at, which is milliseconds.
    /// </summary>
    private const string First =
        """
        CREATE TABLE meta (
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accounts (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL,
            writer INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            quarantined INTEGER NOT NULL,
            wake_at INTEGER NULL,
            last_history INTEGER NOT NULL DEFAULT 0,
            state BLOB NOT NULL
        ) STRICT;
        CREATE INDEX accounts_by_wake ON accounts (wake_at) WHERE wake_at IS NOT NULL;
        CREATE INDEX accounts_quarantined ON accounts (id) WHERE quarantined = 1;

        CREATE TABLE history (
            position INTEGER PRIMARY KEY,
            account_key INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            previous INTEGER NOT NULL,
            logged_at INTEGER NOT NULL,
            event_hash INTEGER NOT NULL,
            fact_hash INTEGER NOT NULL,
            body BLOB NOT NULL,
            headers BLOB NULL
        ) STRICT;

        CREATE TABLE outbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            account_key INTEGER NOT NULL,
            number INTEGER NOT NULL,
            topic TEXT NOT NULL,
            type TEXT NOT NULL,
            at INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (account_key, number)
        ) STRICT;

        CREATE TABLE dead_letters (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            message TEXT NOT NULL,
            account TEXT NULL,
            event_id TEXT NULL,
            origin TEXT NULL,
            body BLOB NOT NULL,
            headers BLOB NULL,
            state BLOB NULL
        ) STRICT;
        CREATE INDEX dead_letters_by_reason ON dead_letters (reason);

        CREATE TABLE totals (
            kind INTEGER NOT NULL,
            scope TEXT NOT NULL,
            day INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (kind, scope, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE progress (
            epoch TEXT NOT NULL,
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            PRIMARY KEY (epoch, topic, partition)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>
    /// Marks every 128th record of an account, so that a page may begin deep in a history: from the mark above it the chain is followed for fewer than 128 steps. One random write in 128
    /// records is what that costs. <see cref="HistoryReads"/> repeats the condition word for word, or SQLite would not take the index for it.
    /// </summary>
    private const string MarkedHistory = "CREATE INDEX history_marks ON history (account_key, sequence) WHERE sequence % 128 = 0;";

    private const string LetterEnds =
        """
        ALTER TABLE dead_letters ADD COLUMN ended_at INTEGER NULL;
        ALTER TABLE dead_letters ADD COLUMN outcome TEXT NULL;
        """;

    /// <summary>The bulk of large accounts, which changes rarely, apart from their rows: accounts.state refers to it.</summary>
    private const string Archives =
        """
        CREATE TABLE account_archives (
            account_key INTEGER PRIMARY KEY,
            body BLOB NOT NULL
        ) STRICT;
        """;

    /// <summary>
    /// Finds what the records of a long history state. The first 128 records of an account are looked through instead, so that small accounts, which are nearly all, pay nothing.
    /// <see cref="HistoryReads"/> repeats the condition word for word.
    /// </summary>
    private const string StatedFacts = "CREATE INDEX history_facts ON history (account_key, fact_hash) WHERE sequence > 128 AND fact_hash <> 0;";

    /// <summary>What a desk wants to know, of the accounts with which there is something to do: each list is a range of an index. <see cref="DeskSql"/> repeats the conditions word for word.</summary>
    private const string Desk =
        """
        CREATE TABLE account_desk (
            account_key INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            unit TEXT NULL,
            manager TEXT NULL,
            region TEXT NULL,
            currency TEXT NULL,
            stage INTEGER NOT NULL,
            overdue INTEGER NOT NULL,
            actionable INTEGER NOT NULL,
            oldest_due INTEGER NULL,
            wanted INTEGER NOT NULL,
            want INTEGER NOT NULL,
            wanted_since INTEGER NULL,
            ready_at INTEGER NULL,
            in_flight INTEGER NULL,
            in_force INTEGER NOT NULL,
            pause_ends INTEGER NULL,
            broken_on INTEGER NULL,
            cut_at INTEGER NULL
        ) STRICT;
        CREATE INDEX desk_cuts ON account_desk (cut_at, account) WHERE cut_at IS NOT NULL;
        CREATE INDEX desk_cuts_of_unit ON account_desk (unit, cut_at, account) WHERE cut_at IS NOT NULL;
        CREATE INDEX desk_cuts_of_manager ON account_desk (manager, cut_at, account) WHERE cut_at IS NOT NULL;
        CREATE INDEX desk_amounts ON account_desk (currency, overdue, account) WHERE overdue > 0;
        CREATE INDEX desk_amounts_of_unit ON account_desk (unit, currency, overdue, account) WHERE overdue > 0;
        CREATE INDEX desk_amounts_of_manager ON account_desk (manager, currency, overdue, account) WHERE overdue > 0;
        CREATE INDEX desk_ages ON account_desk (oldest_due, account) WHERE oldest_due IS NOT NULL;
        CREATE INDEX desk_ages_of_unit ON account_desk (unit, oldest_due, account) WHERE oldest_due IS NOT NULL;
        CREATE INDEX desk_ages_of_manager ON account_desk (manager, oldest_due, account) WHERE oldest_due IS NOT NULL;
        CREATE INDEX desk_broken ON account_desk (broken_on, account) WHERE broken_on IS NOT NULL;
        CREATE INDEX desk_broken_of_unit ON account_desk (unit, broken_on, account) WHERE broken_on IS NOT NULL;
        CREATE INDEX desk_broken_of_manager ON account_desk (manager, broken_on, account) WHERE broken_on IS NOT NULL;
        CREATE INDEX desk_pauses ON account_desk (pause_ends, account) WHERE pause_ends IS NOT NULL;
        CREATE INDEX desk_pauses_of_unit ON account_desk (unit, pause_ends, account) WHERE pause_ends IS NOT NULL;
        CREATE INDEX desk_pauses_of_manager ON account_desk (manager, pause_ends, account) WHERE pause_ends IS NOT NULL;
        CREATE INDEX desk_ready ON account_desk (ready_at, account) WHERE ready_at IS NOT NULL;
        """;

    /// <summary>The scripts in order: the first takes an empty database to version 1.</summary>
    public static IReadOnlyList<string> All { get; } = [First, MarkedHistory, LetterEnds, Archives, StatedFacts, Desk];
}
