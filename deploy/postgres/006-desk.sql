-- What a desk wants to know of an account, there only while there is something to do with it: other accounts' writes do not touch it. Instants are ticks of 100 ns since 1970, days are
-- counted since then. Each list is a range of an index; the queries repeat the indexes' conditions word for word.
CREATE TABLE account_desk (
    account_key bigint PRIMARY KEY,
    account text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NULL,
    manager text COLLATE "C" NULL,
    region text COLLATE "C" NULL,
    currency text COLLATE "C" NULL,
    stage smallint NOT NULL,
    overdue bigint NOT NULL,
    actionable bigint NOT NULL,
    oldest_due integer NULL,
    wanted smallint NOT NULL,
    want bigint NOT NULL,
    wanted_since bigint NULL,
    ready_at bigint NULL,
    in_flight smallint NULL,
    in_force smallint NOT NULL,
    pause_ends integer NULL,
    broken_on integer NULL,
    cut_at bigint NULL
);
COMMENT ON COLUMN account_desk.oldest_due IS 'due date of the oldest overdue item above the trivial floor';
COMMENT ON COLUMN account_desk.ready_at IS 'since when nothing in the account holds back the restriction that it wants';
COMMENT ON COLUMN account_desk.pause_ends IS 'the next last day of a dispute, hold, promise or part of a plan';
COMMENT ON COLUMN account_desk.cut_at IS 'since when a restriction is wanted, or when one will be if nothing but time happens';
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
