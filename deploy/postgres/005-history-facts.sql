-- Finds what the records of a long history state. The first 128 records of an account are looked through instead, so that small accounts, which are nearly all, pay nothing.
-- The query repeats the condition word for word.
CREATE INDEX history_facts ON history (account_key, fact_hash) WHERE sequence > 128 AND fact_hash <> 0;
