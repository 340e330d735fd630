-- The bulk of large accounts, which changes rarely, apart from the hot part: accounts.state refers to it, so that a write takes about as much as has changed.
CREATE TABLE account_archives (
    account_key bigint PRIMARY KEY,
    body bytea NOT NULL
);
-- Dense already, as states are.
ALTER TABLE account_archives ALTER COLUMN body SET STORAGE EXTERNAL;

-- A state of more than 2 KB goes into the side table after all: replacing it within its page costs twice as much at 4 KB, since fewer versions find room there.
ALTER TABLE accounts SET (toast_tuple_target = 2040);
