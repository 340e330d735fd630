-- Accounts, their history, and what leaves. Instants are bigint, ticks of 100 ns since 1970: exactly as they came.

CREATE TABLE settings (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- The hot part: replaced with every write. Nothing that changes here is indexed and pages are filled to 60 percent, so that updates stay in their page (HOT).
CREATE TABLE accounts (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE CHECK (id <> ''),
    version bigint NOT NULL,
    writer bigint NOT NULL,
    stage smallint NOT NULL,
    quarantined boolean NOT NULL,
    last_history bigint NOT NULL,
    before_history bigint NOT NULL,
    state bytea NOT NULL
) WITH (fillfactor = 60, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);
-- States are dense already.
ALTER TABLE accounts ALTER COLUMN state SET STORAGE EXTERNAL;
COMMENT ON COLUMN accounts.last_history IS 'position of the newest record in history, or 0';
COMMENT ON COLUMN accounts.before_history IS 'what last_history was before the last write: the writer reads it back to chain the new records';

-- An update that leaves this flag as it is does not touch the index.
CREATE INDEX accounts_quarantined ON accounts (id) WHERE quarantined;

-- Apart from the hot part, since it is indexed: when the sweep must look at an account, in milliseconds since 1970. Changes rarely.
CREATE TABLE account_wakes (
    account_key bigint PRIMARY KEY,
    wake_at bigint NOT NULL
);
CREATE INDEX account_wakes_by_time ON account_wakes (wake_at, account_key);

-- Append-only, one partition a month of the log timestamps: the high bits of a position are the month, so that the only index grows at its end, and a month is dropped whole.
-- Each account's records are chained backwards from accounts.last_history.
CREATE TABLE history (
    position bigint NOT NULL,
    account_key bigint NOT NULL,
    sequence bigint NOT NULL,
    previous bigint NOT NULL,
    logged_at bigint NOT NULL,
    event_hash bigint NOT NULL,
    fact_hash bigint NOT NULL,
    body bytea NOT NULL,
    headers bytea NULL,
    PRIMARY KEY (position)
) PARTITION BY RANGE (position);
-- A writer takes a block of positions at a time.
CREATE SEQUENCE history_position INCREMENT BY 4096;

-- Everything that ever left.
CREATE TABLE effects (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_key bigint NOT NULL,
    number bigint NOT NULL,
    topic text NOT NULL,
    type text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    UNIQUE (account_key, number)
);

CREATE TABLE dead_letters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    reason text NOT NULL,
    message text NOT NULL,
    account text NULL,
    event_id text NULL,
    origin text NULL,
    body bytea NOT NULL,
    headers bytea NULL,
    state bytea NULL
);
CREATE INDEX dead_letters_by_reason ON dead_letters (reason, id);

-- Striped, so that several writers do not wait for each other: a total is the sum of its stripes.
CREATE TABLE totals (
    kind smallint NOT NULL,
    scope text COLLATE "C" NOT NULL,
    day integer NOT NULL,
    stripe smallint NOT NULL,
    amount bigint NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (kind, scope, day, stripe)
) WITH (fillfactor = 50);

CREATE TABLE progress (
    epoch text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (epoch, topic, partition)
) WITH (fillfactor = 50);
